/** Owns `GET /audit`: configuration changes with before and after, newest first. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { fromCursor, toCursor } from '../cursor';
import { route } from '../route';

const position = z.strictObject({ at: z.iso.datetime(), id: z.string().max(100) });

export const listAudit = route({
  method: 'get',
  path: '/audit',
  summary: 'Configuration changes, newest first',
  permission: 'audit:read',
  query: pageQuery,
  answer: z.object({
    entries: z.array(
      z
        .object({
          id: z.string(),
          at: z.string(),
          subject: z.string(),
          kind: z.string(),
          target: z.string(),
          branch: z.string().nullable(),
          before: z.unknown(),
          after: z.unknown(),
        })
        .openapi('AuditEntry'),
    ),
    nextCursor: z.string().nullable(),
  }),
  errors: [],
  handle: async ({ query, principal }, deps) => {
    const before = fromCursor(position, query.cursor);
    const { branches } = principal;
    const found = await deps.stores.audit.page({ branches, limit: query.limit + 1, ...(before && { before }) });
    const entries = found.slice(0, query.limit);
    const last = found.length > query.limit ? entries.at(-1) : undefined;
    return { entries, nextCursor: last ? toCursor({ at: last.at, id: last.id }) : null };
  },
});
