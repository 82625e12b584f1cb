/** Owns `GET /branches/{branch}/customers/{customerKey}/receivables`: what a customer owes, and how it has paid. */
import { z } from '@hono/zod-openapi';
import { calendarDate, pageQuery } from '../../contracts/primitives';
import { readReceivables, type OpenTitle } from '../../usecases/read-receivables';
import { fromCursor, toCursor } from '../cursor';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { receivablesFor, receivablesView, titlesFor } from '../views/receivables-view';

const AS_OF =
  'As known at the end of this day: by when movements were recorded, or by their effectiveOn where they do not tell. Left out: as of now.';

const position = z.strictObject({
  dueOn: z.iso.date(),
  branch: z.string().max(40),
  title: z.string().max(100),
});

export const getReceivables = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/receivables',
  summary: "A customer's receivables, its group's beside them: as of now, or as they were known on a past day",
  permission: 'customers:read',
  params: branchCustomerParams,
  query: z.strictObject({ ...pageQuery.shape, asOf: calendarDate.optional().describe(AS_OF) }),
  answer: receivablesView,
  errors: ['BranchNotFound', 'CustomerNotFound'],
  handle: async ({ params: { branch, customerKey }, query, principal }, { credit }) => {
    const after = fromCursor(position, query.cursor);
    const receivables = await readReceivables(credit, { branch, customerKey, asOf: query.asOf ?? null });
    const titles = titlesFor(principal, receivables);
    const left = titles?.filter((title) => after === undefined || isAfter(title, after)) ?? [];
    const page = left.slice(0, query.limit);
    const last = left.length > query.limit ? page.at(-1) : undefined;
    return {
      customerKey,
      ...receivablesFor(principal, receivables),
      openTitles: titles && page,
      nextCursor: last ? toCursor({ dueOn: last.dueOn, branch: last.branch, title: last.title }) : null,
    };
  },
});

/** In the order of the list. */
function isAfter(title: OpenTitle, position: Pick<OpenTitle, 'dueOn' | 'branch' | 'title'>): boolean {
  if (title.dueOn !== position.dueOn) return title.dueOn > position.dueOn;
  if (title.branch !== position.branch) return title.branch > position.branch;
  return title.title > position.title;
}
