/** Owns `GET /customers/{customerKey}/timeline`: all that happened to a customer's credit, and why its "I" is as it is. */
import { z } from '@hono/zod-openapi';
import { calendarDate, pageQuery } from '../../contracts/primitives';
import { viewReason } from '../../contracts/report-view';
import { addDays, startOfDay } from '../../domain/calendar';
import { CrivoError } from '../../domain/errors';
import { may, type Principal } from '../../domain/permissions';
import { TIMELINE_KINDS, TIMELINE_SOURCE_NAMES, TIMELINE_SOURCES, type TimelineKind } from '../../domain/timeline';
import { checkNames } from '../../usecases/check-names';
import { readIndicator, readTimeline } from '../../usecases/read-timeline';
import { showReportsOf } from '../../usecases/timeline-reports';
import { fromCursor, toCursor } from '../cursor';
import { customerKeyText } from '../params';
import { route } from '../route';
import { peopleNames } from '../views/people-names';
import { indicatorFor, indicatorView, timelineEntryFor, timelineEntryView, whoOf } from '../views/timeline-view';

const position = z.strictObject({ at: z.iso.datetime(), id: z.string().max(300) });
/** Of the days, by the clock of most branches. */
const ZONE = 'America/Sao_Paulo';

export const listCustomerTimeline = route({
  method: 'get',
  path: '/customers/{customerKey}/timeline',
  summary: 'What happened to a customer, newest first, and what made its indicator what it is',
  permission: 'customers:read',
  permissionNote: 'of each kind of entry, the one that reads it elsewhere; what a report said is noted as a view',
  params: z.strictObject({ customerKey: customerKeyText }),
  query: z.strictObject({
    ...pageQuery.shape,
    kind: z.enum(TIMELINE_KINDS).optional().describe('Only entries of this kind.'),
    from: calendarDate.optional().describe('Not before this day.'),
    to: calendarDate.optional().describe('Not after this day.'),
    reason: viewReason.optional().describe('Why reports are looked at; it stands with the views that are noted.'),
  }),
  answer: z.object({
    indicator: indicatorView.nullable().openapi({ description: 'With the first page only.' }),
    entries: z.array(timelineEntryView),
    nextCursor: z.string().nullable(),
  }),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey }, query, principal }, { stores, credit, now }) => {
    if ((await stores.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
    const after = fromCursor(position, query.cursor);
    const [page, account, checks, reasons] = await Promise.all([
      readTimeline(stores, {
        customerKey,
        sources: sourcesFor(principal, query.kind),
        branches: principal.branches,
        ...instantsOf(query.from, query.to),
        after,
        limit: query.limit,
      }),
      after === undefined ? readIndicator(stores, customerKey) : null,
      checkNames({ branches: stores.branches, policies: credit.policies }, '*'),
      stores.reasonCodes.list(),
    ]);
    const asked = { customerKey, principal, reason: query.reason ?? null };
    const [reports, people] = await Promise.all([
      showReportsOf({ ...stores, now }, asked, page.entries),
      peopleNames(stores.users, page.entries.map(whoOf)),
    ]);
    const context = {
      people,
      reportOf: (report: string) => reports.get(report),
      nameOf: (check: string) => checks.find((one) => one.check === check)?.name ?? check,
      reasonOf: (code: string) => reasons.find((one) => one.code === code)?.label ?? code,
    };
    return {
      indicator: account && indicatorFor(principal, account),
      entries: page.entries.map((entry) => timelineEntryFor(principal, entry, context)),
      nextCursor: page.next && toCursor({ ...page.next }),
    };
  },
});

function sourcesFor(principal: Principal, kind: TimelineKind | undefined) {
  return TIMELINE_SOURCE_NAMES.filter((name) => {
    const source = TIMELINE_SOURCES[name];
    return may(principal, source.needs) && (kind === undefined || source.kind === kind);
  });
}

/** Both days are inclusive. */
function instantsOf(from: string | undefined, to: string | undefined) {
  if (from !== undefined && to !== undefined && to < from) {
    const finding = { at: 'query.to', message: 'lies before query.from', fix: 'send another day' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  return {
    from: from && startOfDay(from, ZONE),
    to: to && startOfDay(addDays(to, 1), ZONE),
  };
}
