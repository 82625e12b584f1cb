/** Owns `GET /branches/{branch}/purchases`: the branch's purchases that nobody knows the outcome of. */
import { z } from '@hono/zod-openapi';
import { branchParams } from '../params';
import { route } from '../route';
import { purchaseFor, purchaseView } from '../views/report-view';

/** More of them is an outage, not a list to work through. */
const MOST = 200;

export const listUnknownPurchases = route({
  method: 'get',
  path: '/branches/{branch}/purchases',
  summary: `Purchases of the branch whose outcome nobody knows, oldest first, at most ${MOST}`,
  permission: 'reports:read',
  params: branchParams,
  answer: z.object({ purchases: z.array(purchaseView) }),
  errors: [],
  handle: async ({ params, principal }, { stores }) => {
    const found = await stores.purchases.unknownOf([params.branch], MOST);
    return { purchases: found.map((purchase) => purchaseFor(principal, purchase)) };
  },
});
