/** Owns `GET /branches/{branch}/customers/{customerKey}/purchases/{purchase}`: where a purchase stands. */
import { CrivoError } from '../../domain/errors';
import { purchaseParams } from '../params';
import { route } from '../route';
import { purchaseFor, purchaseView } from '../views/report-view';

export const getPurchase = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/purchases/{purchase}',
  summary:
    'Where a purchase of a report stands, and what to do where nobody knows what came of it; also one of another branch that this branch waits for, without that branch’s data',
  permission: 'reports:read',
  params: purchaseParams,
  answer: purchaseView,
  errors: ['PurchaseNotFound'],
  handle: async ({ params: { branch, customerKey, purchase }, principal }, { stores }) => {
    const found = await stores.purchases.findFor(branch, purchase);
    if (found?.customerKey !== customerKey) throw new CrivoError('PurchaseNotFound');
    return purchaseFor(principal, found);
  },
});
