/** Owns the table of routes: what is not here is not served. */
import type { Route } from '../route';
import { addCustomerNote } from './add-customer-note';
import { addOrderNote } from './add-order-note';
import { assumeHold } from './assume-hold';
import { handOverHold } from './hand-over-hold';
import { putBackHold } from './put-back-hold';
import { promisePayment } from './promise-payment';
import { withdrawPromise } from './withdraw-promise';
import { listNotes } from './list-notes';
import { bulkHolds } from './bulk-holds';
import { addWebhookEndpoint } from './add-webhook-endpoint';
import { answerReview } from './answer-review';
import { amendOrder } from './amend-order';
import { askAction } from './ask-action';
import { buyReport } from './buy-report';
import { cancelOrder } from './cancel-order';
import { cancelSale } from './cancel-sale';
import { changeCustomerTerms } from './change-customer-terms';
import { changeGroupTerms } from './change-group-terms';
import { changeWebhookEndpoint } from './change-webhook-endpoint';
import { checkCredit } from './check-credit';
import { confirmLimitProposal } from './confirm-limit-proposal';
import { createGroup } from './create-group';
import { decodePayloads } from './decode-payloads';
import { dismissLimitProposal } from './dismiss-limit-proposal';
import { encodePayloads } from './encode-payloads';
import { closeOrder } from './close-order';
import { erasePayloads } from './erase-payloads';
import { exportCustomer } from './export-customer';
import { getBranch } from './get-branch';
import { getCatalogue } from './get-catalogue';
import { getDeskFigures } from './get-desk-figures';
import { getDepsAccount } from './get-deps-account';
import { getSpcAccount } from './get-spc-account';
import { getCustomer } from './get-customer';
import { getDecision } from './get-decision';
import { getGroup } from './get-group';
import { getInstalments } from './get-instalments';
import { getPunctuality } from './get-punctuality';
import { listCustomerOrders } from './list-customer-orders';
import { listReportOffers } from './list-report-offers';
import { getOrder } from './get-order';
import { getPurchasing } from './get-purchasing';
import { getPurchase } from './get-purchase';
import { getReceivables } from './get-receivables';
import { getReceivablesSync } from './get-receivables-sync';
import { getRawReport } from './get-raw-report';
import { getUnreadAnswer } from './get-unread-answer';
import { getReport } from './get-report';
import { getSale } from './get-sale';
import { getSpend } from './get-spend';
import { getWebhookEndpoint } from './get-webhook-endpoint';
import { holdOrder } from './hold-order';
import { joinGroup } from './join-group';
import { leaveGroup } from './leave-group';
import { exportAudit } from './export-audit';
import { listAllUnknownPurchases } from './list-all-unknown-purchases';
import { listAudit } from './list-audit';
import { listConsents } from './list-consents';
import { listCustomerHistory } from './list-customer-history';
import { listCustomerTimeline } from './list-customer-timeline';
import { listCustomerLimitProposals } from './list-customer-limit-proposals';
import { leaveHold } from './leave-hold';
import { listHolds } from './list-holds';
import { lookAtHold } from './look-at-hold';
import { sumHolds } from './sum-holds';
import { watchEvents } from './watch-events';
import { listLimitProposals } from './list-limit-proposals';
import { BACKTEST_ROUTES } from './backtest-routes';
import { POLICY_ROUTES } from './policy-routes';
import { SECOND_FACTOR_ROUTES } from './second-factor-routes';
import { listReviews } from './list-reviews';
import { listReports } from './list-reports';
import { listViews } from './list-views';
import { listUnknownPurchases } from './list-unknown-purchases';
import { listWebhookDeliveries } from './list-webhook-deliveries';
import { listWebhookEndpoints } from './list-webhook-endpoints';
import { openCodecSession } from './open-codec-session';
import { openLimitProposal } from './open-limit-proposal';
import { putBranch } from './put-branch';
import { putDepsAccount } from './put-deps-account';
import { putSpcAccount } from './put-spc-account';
import { changePurchasing } from './change-purchasing';
import { listPurchasing } from './list-purchasing';
import { switchPurchasing } from './switch-purchasing';
import { putCustomer } from './put-customer';
import { reconcileReceivables } from './reconcile-receivables';
import { recordConsent } from './record-consent';
import { recordSale } from './record-sale';
import { reevaluateOrder } from './reevaluate-order';
import { reevaluateSale } from './reevaluate-sale';
import { refreshDepsProducts } from './refresh-deps-products';
import { refreshSpcProducts } from './refresh-spc-products';
import { reopenOrder } from './reopen-order';
import { replayDecision } from './replay-decision';
import { replayWebhookDelivery } from './replay-webhook-delivery';
import { requestReview } from './request-review';
import { revokeConsent } from './revoke-consent';
import { resolvePurchase } from './resolve-purchase';
import { rotateWebhookSecret } from './rotate-webhook-secret';
import { runReceivablesSync } from './run-receivables-sync';
import { searchCustomers } from './search-customers';
import { sendReceivables } from './send-receivables';
import { simulateDecision } from './simulate-decision';
import { submitOrder } from './submit-order';
import { unholdOrder } from './unhold-order';
import { grantDirectly } from './grant-directly';
import { requestRelease } from './request-release';
import { grantRelease } from './grant-release';
import { refuseRelease } from './refuse-release';
import { escalateRelease } from './escalate-release';
import { revokeRelease } from './revoke-release';
import { getRelease } from './get-release';
import { listReleases } from './list-releases';
import { listCustomerReleases } from './list-customer-releases';
import { getReasonCodes } from './get-reason-codes';
import { putReasonCodes } from './put-reason-codes';
import { createException } from './create-exception';
import { listExceptions } from './list-exceptions';
import { getException } from './get-exception';
import { endException } from './end-exception';
import { delegateBand } from './delegate-band';
import { listDelegations } from './list-delegations';
import { endDelegation } from './end-delegation';
import { changePassword } from './change-password';
import { closeSession } from './close-session';
import { getSession } from './get-session';
import { openSession } from './open-session';
import { takeSecondStep } from './take-second-step';
import { openSessionByProvider } from './open-session-by-provider';
import { startProviderSignIn } from './start-provider-sign-in';
import { getSignInOptions } from './get-sign-in-options';
import { listUsers } from './list-users';
import { addUser } from './add-user';
import { getUser } from './get-user';
import { changeUser } from './change-user';
import { resetSecondFactor } from './reset-second-factor';
import { resetPassword } from './reset-password';
import { listSessions } from './list-sessions';
import { endSessions } from './end-sessions';
import { listUserGroups } from './list-user-groups';
import { putUserGroup } from './put-user-group';
import { listApiKeys } from './list-api-keys';
import { addApiKey } from './add-api-key';
import { revokeApiKey } from './revoke-api-key';

export const ROUTES: readonly Route[] = [
  putBranch,
  getBranch,
  getCatalogue,
  putDepsAccount,
  getDeskFigures,
  getDepsAccount,
  changePurchasing,
  listPurchasing,
  getPurchasing,
  getSpend,
  switchPurchasing,
  refreshDepsProducts,
  putSpcAccount,
  getSpcAccount,
  refreshSpcProducts,
  putCustomer,
  searchCustomers,
  getCustomer,
  listCustomerHistory,
  listCustomerTimeline,
  buyReport,
  listReportOffers,
  listReports,
  getReport,
  getRawReport,
  getUnreadAnswer,
  listViews,
  erasePayloads,
  exportCustomer,
  getPurchase,
  listUnknownPurchases,
  listAllUnknownPurchases,
  resolvePurchase,
  changeCustomerTerms,
  recordConsent,
  listConsents,
  revokeConsent,
  openLimitProposal,
  listCustomerLimitProposals,
  confirmLimitProposal,
  dismissLimitProposal,
  listLimitProposals,
  leaveGroup,
  createGroup,
  getGroup,
  joinGroup,
  changeGroupTerms,
  checkCredit,
  submitOrder,
  getOrder,
  amendOrder,
  askAction,
  cancelOrder,
  closeOrder,
  reopenOrder,
  holdOrder,
  unholdOrder,
  reevaluateOrder,
  recordSale,
  getSale,
  cancelSale,
  reevaluateSale,
  listHolds,
  sumHolds,
  lookAtHold,
  leaveHold,
  watchEvents,
  bulkHolds,
  assumeHold,
  handOverHold,
  putBackHold,
  promisePayment,
  withdrawPromise,
  addOrderNote,
  addCustomerNote,
  listNotes,
  grantDirectly,
  requestRelease,
  grantRelease,
  refuseRelease,
  escalateRelease,
  revokeRelease,
  getRelease,
  listReleases,
  listCustomerReleases,
  createException,
  listExceptions,
  getException,
  endException,
  getReasonCodes,
  putReasonCodes,
  delegateBand,
  listDelegations,
  endDelegation,
  getDecision,
  replayDecision,
  simulateDecision,
  requestReview,
  listReviews,
  answerReview,
  sendReceivables,
  getReceivables,
  getPunctuality,
  getInstalments,
  listCustomerOrders,
  getReceivablesSync,
  runReceivablesSync,
  reconcileReceivables,
  ...POLICY_ROUTES,
  ...BACKTEST_ROUTES,
  addWebhookEndpoint,
  listWebhookEndpoints,
  getWebhookEndpoint,
  changeWebhookEndpoint,
  rotateWebhookSecret,
  listWebhookDeliveries,
  replayWebhookDelivery,
  openSession,
  takeSecondStep,
  getSignInOptions,
  startProviderSignIn,
  openSessionByProvider,
  getSession,
  closeSession,
  changePassword,
  ...SECOND_FACTOR_ROUTES,
  listUsers,
  addUser,
  getUser,
  changeUser,
  resetPassword,
  resetSecondFactor,
  listSessions,
  endSessions,
  listUserGroups,
  putUserGroup,
  listApiKeys,
  addApiKey,
  revokeApiKey,
  listAudit,
  exportAudit,
  decodePayloads,
  encodePayloads,
  openCodecSession,
];
