/** Owns `GET /customers/{customerKey}/views`: who has looked at what of a customer, when and why. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { VIEWED, type ReportView } from '../../contracts/report-view';
import { CrivoError } from '../../domain/errors';
import { sees, type Principal } from '../../domain/permissions';
import { fromCursor, toCursor } from '../cursor';
import { customerKeyText } from '../params';
import { route } from '../route';

const position = z.strictObject({ at: z.iso.datetime(), view: z.string().max(100) });

const viewView = z
  .object({
    view: z.string(),
    at: z.string(),
    what: z.enum(VIEWED),
    report: z.string().nullable(),
    within: z.string().optional().openapi({ description: 'The decision, limit proposal or purchase that showed it.' }),
    /** Who, where and why is told to who sees the branch; `branch` is `null` too for what is the whole company's. */
    branch: z.string().nullable(),
    subject: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('ReportView');

export const listViews = route({
  method: 'get',
  path: '/customers/{customerKey}/views',
  summary:
    "Who has looked at a customer's reports, their raw answers, an export, or what decisions and proposals tell of bureaus, newest first",
  permission: 'views:read',
  params: z.strictObject({ customerKey: customerKeyText }),
  query: pageQuery,
  answer: z.object({ views: z.array(viewView), nextCursor: z.string().nullable() }),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey }, query, principal }, { stores }) => {
    if ((await stores.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
    const before = fromCursor(position, query.cursor);
    const found = await stores.reportViews.page({ customerKey, limit: query.limit + 1, ...(before && { before }) });
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    return {
      views: page.map((view) => viewFor(principal, view)),
      nextCursor: last ? toCursor({ at: last.at, view: last.view }) : null,
    };
  },
});

function viewFor(
  principal: Principal,
  { view, at, what, report, within, ...who }: ReportView,
): z.input<typeof viewView> {
  const { branch, subject, reason } = who;
  const isTold = branch === null || sees(principal, branch);
  const seen = { view, at, what, report, ...(within !== undefined && isTold && { within }) };
  return { ...seen, ...(isTold ? { branch, subject, reason } : HIDDEN) };
}

const HIDDEN = { branch: null, subject: null, reason: null };
