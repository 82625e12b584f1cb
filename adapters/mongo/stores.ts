/** Owns the assembly of all stores on one open database. */
import { apiKeyStore } from './api-key-store';
import { auditStore } from './audit-store';
import { branchStore } from './branch-store';
import { depsAccountStore, spcAccountStore } from './bureau-account-store';
import { budgetStore } from './budget-store';
import { consentStore } from './consent-store';
import { bureauSlotStore } from './bureau-slot-store';
import { customerDataStore } from './customer-data-store';
import { customerHistoryStore } from './customer-history-store';
import { customerKeyStore } from './customer-key-store';
import { customerStore } from './customer-store';
import type { Database } from './database';
import { decisionStore } from './decision-store';
import { delegationStore } from './delegation-store';
import { depsTurnStore } from './deps-turn-store';
import { exceptionStore } from './exception-store';
import { deskFiguresStore } from './desk-figures-store';
import { exposureStore } from './exposure-store';
import { groupStore } from './group-store';
import { holdStore } from './hold-store';
import { holdNewsStore } from './hold-news-store';
import { holdQueueStore } from './hold-queue-store';
import { idempotencyStore } from './idempotency-store';
import { ingestStore } from './ingest-store';
import { judgedFactsStore } from './judged-facts-store';
import { ledgerStore } from './ledger-store';
import { limitProposalStore } from './limit-proposal-store';
import { movementStore } from './movement-store';
import { noteStore } from './note-store';
import { orderStore } from './order-store';
import { pictureStore } from './picture-store';
import { presenceStore } from './presence-store';
import { policyDraftStore } from './policy-draft-store';
import { policyBacktestStore } from './policy-backtest-store';
import { policyFlipStore } from './policy-flip-store';
import { policyShadowStore } from './policy-shadow-store';
import { policyStore } from './policy-store';
import { purchasingStore } from './purchasing-store';
import { purchaseStore } from './purchase-store';
import { rawReportStore } from './raw-report-store';
import { reasonCodeStore } from './reason-code-store';
import { releaseStore } from './release-store';
import { reportStore } from './report-store';
import { reviewRequestStore } from './review-request-store';
import { reportUseStore } from './report-use-store';
import { reportViewStore } from './report-view-store';
import { saleStore } from './sale-store';
import { secondFactorStore } from './second-factor-store';
import { secondStepStore } from './second-step-store';
import { sessionStore } from './session-store';
import { signInAttemptStore } from './sign-in-attempt-store';
import { spendStore } from './spend-store';
import { splitStore } from './split-store';
import { syncStateStore } from './sync-state-store';
import { timelineStore } from './timeline-store';
import { userGroupStore } from './user-group-store';
import { userStore } from './user-store';
import { usualOrderStore } from './usual-order-store';
import { webhookDeliveryStore } from './webhook-delivery-store';
import { webhookEndpointStore } from './webhook-endpoint-store';

export type Stores = ReturnType<typeof mongoStores>;

export function mongoStores(database: Database) {
  return {
    apiKeys: apiKeyStore(database),
    audit: auditStore(database),
    branches: branchStore(database),
    budgets: budgetStore(database),
    consents: consentStore(database),
    bureauSlots: bureauSlotStore(database),
    customerData: customerDataStore(database),
    customerKeys: customerKeyStore(database),
    customers: customerStore(database),
    decisions: decisionStore(database),
    delegations: delegationStore(database),
    depsAccounts: depsAccountStore(database),
    depsTurns: depsTurnStore(database),
    exceptions: exceptionStore(database),
    figures: deskFiguresStore(database),
    exposures: exposureStore(database),
    history: customerHistoryStore(database),
    holdNews: holdNewsStore(database),
    holdQueue: holdQueueStore(database),
    notes: noteStore(database),
    groups: groupStore(database),
    holds: holdStore(database),
    idempotency: idempotencyStore(database),
    ingests: ingestStore(database),
    judgedFacts: judgedFactsStore(database),
    ledgers: ledgerStore(database),
    limitProposals: limitProposalStore(database),
    movements: movementStore(database),
    orders: orderStore(database),
    pictures: pictureStore(database),
    presences: presenceStore(database),
    policies: policyStore(database),
    policyDrafts: policyDraftStore(database),
    policyBacktests: policyBacktestStore(database),
    policyFlips: policyFlipStore(database),
    policyShadows: policyShadowStore(database),
    purchasing: purchasingStore(database),
    purchases: purchaseStore(database),
    rawReports: rawReportStore(database),
    reasonCodes: reasonCodeStore(database),
    releases: releaseStore(database),
    reports: reportStore(database),
    reviewRequests: reviewRequestStore(database),
    reportUses: reportUseStore(database),
    reportViews: reportViewStore(database),
    sales: saleStore(database),
    secondFactors: secondFactorStore(database),
    secondSteps: secondStepStore(database),
    sessions: sessionStore(database),
    signInAttempts: signInAttemptStore(database),
    spcAccounts: spcAccountStore(database),
    spend: spendStore(database),
    splits: splitStore(database),
    syncStates: syncStateStore(database),
    timeline: timelineStore(database),
    userGroups: userGroupStore(database),
    users: userStore(database),
    usualOrders: usualOrderStore(database),
    webhookDeliveries: webhookDeliveryStore(database),
    webhookEndpoints: webhookEndpointStore(database),
  };
}
