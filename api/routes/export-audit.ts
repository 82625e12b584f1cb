/** Owns `GET /audit/export`: the audit trail as a file, which is itself noted there. */
import { z } from '@hono/zod-openapi';
import { auditFilterShape } from '../../contracts/audit';
import { exportAudit as lines } from '../../usecases/audit-trail';
import { answerAsFile } from '../answer-as-file';
import { route } from '../route';
import { auditCells, auditLineView, AUDIT_TITLES } from '../views/audit-view';

export const exportAudit = route({
  method: 'get',
  path: '/audit/export',
  summary:
    'Configuration changes as a file, newest first, at most 100,000: lines of JSON, or CSV with format=csv; noted',
  permission: 'audit:read',
  query: z.strictObject({
    ...auditFilterShape,
    format: z.enum(['ndjson', 'csv']).default('ndjson').describe('csv: a table for a spreadsheet, in Portuguese.'),
  }),
  answer: auditLineView,
  answerIsLines: true,
  csvLines: ({ format }) => (format === 'csv' ? { titles: AUDIT_TITLES, cellsOf: auditCells } : null),
  errors: ['BranchNotFound'],
  handle: async ({ query: { format, ...filter }, principal, context }, { stores, now }) => {
    const takesNothing = context.req.method === 'HEAD';
    const told = await lines({ ...stores, now }, principal, { filter, format, isNoted: !takesNothing });
    answerAsFile(context, `auditoria.${format}`);
    // Nobody would read it.
    return takesNothing ? [] : told;
  },
});
