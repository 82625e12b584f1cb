/** Owns `GET /audit`: configuration changes with before and after, newest first. */
import { z } from '@hono/zod-openapi';
import { auditFilterShape } from '../../contracts/audit';
import { pageQuery } from '../../contracts/primitives';
import { pageOfAudit } from '../../usecases/audit-trail';
import { fromCursor, toCursor } from '../cursor';
import { route } from '../route';
import { namesIn } from '../views/audit-names';
import { namedAuditEntryView } from '../views/audit-view';

const position = z.strictObject({ at: z.iso.datetime(), id: z.string().max(100) });

export const listAudit = route({
  method: 'get',
  path: '/audit',
  summary: 'Configuration changes, newest first',
  permission: 'audit:read',
  query: pageQuery.extend(auditFilterShape),
  answer: z.object({
    entries: z.array(namedAuditEntryView),
    nextCursor: z.string().nullable().describe('Asks for the next page, with the same filters; null on the last one.'),
  }),
  errors: ['BranchNotFound'],
  handle: async ({ query: { limit, cursor, ...filter }, principal }, { stores, sealer }) => {
    const before = fromCursor(position, cursor);
    const page = await pageOfAudit(stores, principal, { filter, limit, ...(before && { before }) });
    const named = await namesIn({ ...stores, sealer }, principal, page.entries);
    return { entries: page.entries.map(named), nextCursor: page.next && toCursor({ ...page.next }) };
  },
});
