/** Owns the list of workflows that a worker registers; exports nothing else. */
export { orderApproval } from './order-approval';
