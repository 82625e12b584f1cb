/** Owns `GET /customers/{customerKey}/history`: how a customer's restrictions and credit came to be what they are. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { fromCursor, toCursor } from '../cursor';
import { customerKeyText } from '../params';
import { route } from '../route';
import { historyEntryFor, historyEntryView } from '../views/history-view';
import { peopleNames } from '../views/people-names';

const position = z.strictObject({ at: z.iso.datetime(), id: z.string().max(200) });

export const listCustomerHistory = route({
  method: 'get',
  path: '/customers/{customerKey}/history',
  summary: "A customer's history: restrictions and credit, newest first",
  permission: 'customers:read',
  params: z.strictObject({ customerKey: customerKeyText }),
  query: pageQuery.extend({
    kind: z.enum(['restrictions', 'credit']).optional().describe('Entries of this kind alone.'),
  }),
  answer: z.object({ entries: z.array(historyEntryView), nextCursor: z.string().nullable() }),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey }, query, principal }, deps) => {
    if ((await deps.stores.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
    const before = fromCursor(position, query.cursor);
    const found = await deps.stores.history.page({
      customerKey,
      limit: query.limit + 1,
      ...(query.kind !== undefined && { kind: query.kind }),
      ...(before && { before }),
    });
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    const people = await peopleNames(
      deps.stores.users,
      page.map(({ subject }) => subject),
    );
    return {
      entries: page.map((entry) => historyEntryFor(principal, entry, people)),
      nextCursor: last ? toCursor({ at: last.at, id: last.entry }) : null,
    };
  },
});
