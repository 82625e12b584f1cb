/** Owns the schemas of path segments. */
import { z } from 'zod';
import { branchCode, erpId } from '../contracts/primitives';
import { userGroupId, userName } from '../contracts/user';

const branchSegment = branchCode.describe("The branch's code in the ERP.");
export const branchParams = z.strictObject({ branch: branchSegment });
export const orderParams = branchParams.extend({ order: erpId.describe("The order's id in the ERP.") });
export const saleParams = branchParams.extend({ sale: erpId.describe("The sale's id in the ERP.") });
export const customerKeyText = z
  .string()
  .regex(/^cus_[0-9a-z]{26}$/, { message: 'must be a customerKey — take it from an answer' })
  .describe('From PUT /v1/branches/{branch}/customers or POST /v1/customers/search; never a document.');
export const branchCustomerParams = branchParams.extend({ customerKey: customerKeyText });
export const limitProposalParams = branchCustomerParams.extend({
  proposal: z
    .string()
    .regex(/^lim_[0-9a-z]{20,64}$/, { message: 'must be a limit proposal id — take it from an answer' }),
});
export const reportParams = branchCustomerParams.extend({
  report: z.string().regex(/^rep_[0-9a-z]{1,64}$/, { message: 'must be a report id — take it from an answer' }),
});
export const purchaseParams = branchCustomerParams.extend({
  purchase: z.string().regex(/^pur_[0-9a-f]{26}$/, { message: 'must be a purchase id — take it from an answer' }),
});
export const groupKeyText = z
  .string()
  .regex(/^grp_[0-9a-z]{26,32}$/, { message: 'must be a groupKey that begins with grp_ — take it from an answer' });
export const releaseParams = z.strictObject({
  release: z.string().regex(/^rls_[0-9a-f]{32}$/, { message: 'must be a release id — take it from an answer' }),
});
export const exceptionParams = z.strictObject({
  exception: z.string().regex(/^exc_[0-9a-f]{32}$/, { message: 'must be an exception id — take it from an answer' }),
});
export const delegationParams = branchParams.extend({
  delegation: z.string().regex(/^dlg_[0-9a-f]{32}$/, { message: 'must be a delegation id — take it from an answer' }),
});
export const decisionText = z
  .string()
  .regex(/^dec_[0-9a-f]{26}$/, { message: 'must be a decision id — take it from an answer' });
export const policyText = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, { message: 'must be a policy id such as default' });

const endpointText = z
  .string()
  .regex(/^whe_[0-9a-f]{32}$/, { message: 'must be a webhook endpoint id — take it from an answer' });
/** An event's id; those of orders are their decisions'. */
export const deliveryText = z
  .string()
  .regex(/^[a-z]{3}_[0-9a-z]{20,40}$/, { message: 'must be a delivery id — take it from an answer' });
export const webhookEndpointParams = z.strictObject({ endpoint: endpointText });
export const webhookDeliveryParams = z.strictObject({ endpoint: endpointText, delivery: deliveryText });

export const userParams = z.strictObject({ user: userName.describe('The name the ERP knows the person by.') });
export const userGroupParams = z.strictObject({ userGroup: userGroupId.describe('Such as analyst.') });
export const apiKeyParams = z.strictObject({
  key: z.string().regex(/^key_[0-9a-f]{32}$/, { message: 'must be an API key id — take it from an answer' }),
});
export const sessionText = z
  .string()
  .regex(/^ses_[0-9a-f]{32}$/, { message: 'must be a session id — take it from an answer' });
