/** Owns `GET /purchasing`: how every branch that the caller may see buys reports, and the switch of them all. */
import { z } from '@hono/zod-openapi';
import { branchCode, pageQuery } from '../../contracts/primitives';
import { sees } from '../../domain/permissions';
import { fromCursor, toCursor } from '../cursor';
import { readBranchPurchasing } from '../read-branch-purchasing';
import { route } from '../route';
import { purchasingView } from '../views/purchasing-view';

const position = z.strictObject({ branch: branchCode });

export const listPurchasing = route({
  method: 'get',
  path: '/purchasing',
  summary: 'How each branch buys bureau reports, what it has spent and which caps are nearly used up, by branch code',
  permission: 'purchasing:read',
  query: pageQuery,
  answer: z.object({
    companyEnabled: z.boolean().openapi({ description: 'The switch of the whole company; off, no branch buys.' }),
    branches: z.array(purchasingView).openapi({ description: 'In the order of their codes.' }),
    nextCursor: z.string().nullable().openapi({ description: 'Asks for the next page; null on the last one.' }),
  }),
  errors: [],
  handle: async ({ query, principal }, deps) => {
    const after = fromCursor(position, query.cursor)?.branch ?? '';
    const codes = (await deps.stores.branches.list()).map(({ branch }) => branch);
    const seen = codes.filter((branch) => branch > after && sees(principal, branch)).sort();
    const page = seen.slice(0, query.limit);
    const last = seen.length > query.limit ? page.at(-1) : undefined;
    return {
      companyEnabled: await deps.stores.purchasing.isEnabled(),
      branches: await Promise.all(page.map((branch) => readBranchPurchasing(deps, branch))),
      nextCursor: last === undefined ? null : toCursor({ branch: last }),
    };
  },
});
