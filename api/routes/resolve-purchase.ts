/** Owns `POST …/purchases/{purchase}/resolve`: a person says what becomes of a purchase nobody knows the outcome of. */
import { resolvePurchaseBodySchema } from '../../contracts/purchase';
import { resolvePurchase as resolve } from '../../usecases/resolve-purchase';
import { purchaseParams } from '../params';
import { route } from '../route';
import { purchaseFor, purchaseView } from '../views/report-view';

export const resolvePurchase = route({
  method: 'post',
  path: '/branches/{branch}/customers/{customerKey}/purchases/{purchase}/resolve',
  summary: 'Reconcile an unknown outcome (may be charged), attach the report it brought, or give it up',
  permission: 'purchases:resolve',
  params: purchaseParams,
  body: resolvePurchaseBodySchema,
  answer: purchaseView,
  errors: ['PurchaseNotFound', 'PurchaseNotUnknown', 'ReportNotFound'],
  handle: async ({ params, body: request, principal }, { stores, buying, now }) => {
    const deps = { ...stores, ...buying, now };
    const input = { ...params, subject: principal.subject, request };
    return purchaseFor(principal, await resolve(deps, input));
  },
});
