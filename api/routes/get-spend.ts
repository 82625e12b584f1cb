/** Owns `GET /reports/spend`: what bureau reports have cost, and how often one that was there served. */
import { z } from '@hono/zod-openapi';
import { branchCode, calendarDate } from '../../contracts/primitives';
import { NOTHING_SPENT, SPEND_DIMENSIONS, type SpendDimension, type SpendRow } from '../../contracts/spend';
import { COMPANY_ZONE, dateInZone, daysBetween } from '../../domain/calendar';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { route } from '../route';
import { spendCsv, spendView } from '../views/spend-view';

const MOST_ROWS = 5_000;
const MOST_DAYS = 366;

const dimensions = z
  .string()
  .max(60)
  .default('branch,product')
  .transform((text, context): SpendDimension[] => {
    const named = text === '' ? [] : text.split(',');
    const known = SPEND_DIMENSIONS.filter((one) => named.includes(one));
    if (known.length === named.length) return known;
    const message = `must be some of ${SPEND_DIMENSIONS.join(', ')}, each once, joined by commas — send branch,day, for one`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export const getSpend = route({
  method: 'get',
  path: '/reports/spend',
  summary: 'What bureau reports cost, by branch, user, day and product; as JSON, or as CSV with format=csv',
  permission: 'purchasing:read',
  query: z.strictObject({
    from: calendarDate.optional(),
    to: calendarDate.optional(),
    by: dimensions,
    branch: branchCode.optional(),
    format: z.enum(['json', 'csv']).default('json'),
  }),
  answer: spendView,
  csv: ({ query, answer }) => (query.format === 'csv' ? { name: 'consultas.csv', text: spendCsv(answer) } : null),
  errors: ['BranchNotFound'],
  handle: async ({ query, principal }, { stores, now }) => {
    const { branch, by } = query;
    if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
    const branches = branch === undefined ? principal.branches : [branch];
    const to = query.to ?? dateInZone(now().toISOString(), COMPANY_ZONE);
    const from = query.from ?? `${to.slice(0, 7)}-01`;
    refuseRange(from, to);
    const found = await stores.spend.rows({ branches, from, to, by, limit: MOST_ROWS + 1 });
    const rows = found.slice(0, MOST_ROWS);
    const [sums] = await stores.spend.rows({ branches, from, to, by: [], limit: 1 });
    return { from, to, rows, isCut: found.length > MOST_ROWS, total: totalOf(sums) };
  },
});

function refuseRange(from: string, to: string): void {
  const days = daysBetween(from, to);
  if (days >= 0 && days < MOST_DAYS) return;
  const message = days < 0 ? 'lies before query.from' : `is more than ${MOST_DAYS} days after query.from`;
  throw new CrivoError('InvalidRequest', { errors: [{ at: 'query.to', message, fix: 'send another day' }] });
}

function totalOf(sums: SpendRow = NOTHING_SPENT) {
  const { branch: _branch, user: _user, day: _day, bureau: _bureau, product: _product, ...total } = sums;
  return total;
}
