/** Owns `GET /purchases/unknown`: purchases that nobody knows the outcome of, of all branches that the caller sees. */
import { z } from '@hono/zod-openapi';
import { branchCode } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { namedCustomerView, namesOf } from '../views/named-customer';
import { purchaseFor, purchaseView } from '../views/report-view';
import { route } from '../route';

/** More of them is an outage, not a list to work through. */
const MOST = 200;

export const listAllUnknownPurchases = route({
  method: 'get',
  path: '/purchases/unknown',
  summary: `Purchases whose outcome nobody knows and which wait for a person, oldest first, at most ${MOST}`,
  permission: 'reports:read',
  query: z.strictObject({
    branch: branchCode.optional().describe('Of this branch; of all that the caller sees where none is named.'),
  }),
  answer: z.object({
    purchases: z
      .array(z.object({ purchase: purchaseView, customer: namedCustomerView }))
      .describe('Each with whom it is about.'),
  }),
  errors: ['BranchNotFound'],
  handle: async ({ query: { branch }, principal }, { stores, sealer }) => {
    if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
    const seen = (await stores.branches.list()).map((one) => one.branch).filter((code) => sees(principal, code));
    const branches = branch === undefined ? seen : [branch];
    const found = await stores.purchases.unknownOf(branches, MOST);
    const customers = await stores.customers.findMany([...new Set(found.map(({ customerKey }) => customerKey))]);
    const nameOf = namesOf(customers, principal, sealer);
    return {
      purchases: found.map((one) => ({ purchase: purchaseFor(principal, one), customer: nameOf(one.customerKey) })),
    };
  },
});
