/** Owns the list of workflows that a worker registers; exports nothing else. */
export { customerReevaluation } from './customer-reevaluation';
export { orderApproval } from './order-approval';
export { policyBacktest } from './policy-backtest';
export { receivablesNight, receivablesSync } from './receivables-sync';
export { reportPurchase } from './report-purchase';
export { webhookDelivery } from './webhook-delivery';
