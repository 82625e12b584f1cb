/** Owns the table of routes: what is not here is not served. */
import type { Route } from '../route';
import { amendOrder } from './amend-order';
import { askAction } from './ask-action';
import { cancelOrder } from './cancel-order';
import { cancelSale } from './cancel-sale';
import { checkCredit } from './check-credit';
import { decodePayloads } from './decode-payloads';
import { encodePayloads } from './encode-payloads';
import { getBranch } from './get-branch';
import { getCustomer } from './get-customer';
import { getDecision } from './get-decision';
import { getOrder } from './get-order';
import { getPolicyVersion } from './get-policy-version';
import { getSale } from './get-sale';
import { listAudit } from './list-audit';
import { listHolds } from './list-holds';
import { listPolicies } from './list-policies';
import { openCodecSession } from './open-codec-session';
import { publishPolicy } from './publish-policy';
import { putBranch } from './put-branch';
import { putCustomer } from './put-customer';
import { recordSale } from './record-sale';
import { reevaluateOrder } from './reevaluate-order';
import { reevaluateSale } from './reevaluate-sale';
import { replayDecision } from './replay-decision';
import { searchCustomers } from './search-customers';
import { sendReceivables } from './send-receivables';
import { submitOrder } from './submit-order';

export const ROUTES: readonly Route[] = [
  putBranch,
  getBranch,
  putCustomer,
  searchCustomers,
  getCustomer,
  checkCredit,
  submitOrder,
  getOrder,
  amendOrder,
  askAction,
  cancelOrder,
  reevaluateOrder,
  recordSale,
  getSale,
  cancelSale,
  reevaluateSale,
  listHolds,
  getDecision,
  replayDecision,
  sendReceivables,
  listPolicies,
  getPolicyVersion,
  publishPolicy,
  listAudit,
  decodePayloads,
  encodePayloads,
  openCodecSession,
];
