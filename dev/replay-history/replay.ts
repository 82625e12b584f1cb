/** Owns a replay from its text to its report; printing and keeping are left to who asked. */
import { contentHash } from '../../usecases/content-hash';
import type { Policy } from '../../contracts/policy';
import { judgeHistory, REPLAY_PARAMETERS, type JudgedInvoice, type ReplayPlace } from './judge-history';
import { countReading, isLate, readAsWritten, readIndicateAsBlock, tallyOf } from './readings';
import { readInvoices, type Invoice } from './read-invoices';
import type { Report } from './report';
import { withoutReports } from './without-sources';

export interface ReplayInput {
  /** How the report calls the history. */
  readonly source: string;
  readonly csv: string;
  readonly policy: Policy;
  readonly lateDays: number;
}

export interface Replay {
  readonly report: Report;
  readonly place: ReplayPlace;
  readonly judged: readonly JudgedInvoice[];
}

/** Errors: `InvoicesError` naming line and column. The same input gives the same report, but for its speed. */
export async function replayHistory({ source, csv, policy, lateDays }: ReplayInput): Promise<Replay> {
  const invoices = readInvoices(csv);
  const { policy: judgedBy, leftOut } = withoutReports(policy);
  const place = placeOf(judgedBy, invoices);
  const started = performance.now();
  const judged = await judgeHistory(invoices, place);
  const seconds = (performance.now() - started) / 1000;
  const asBlock = await readIndicateAsBlock(judged, place.policy);
  const days = invoices.map((invoice) => invoice.invoicedOn).sort();
  const report: Report = {
    source,
    invoices: tallyOf(judged),
    customers: new Set(invoices.map((invoice) => invoice.customer)).size,
    firstDay: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
    zone: REPLAY_PARAMETERS.zone,
    holidays: 'Brazilian national and bank holidays',
    limits: 'unlimited',
    action: 'save',
    policy: { name: policy.name, id: policy.id, replayedAs: `${place.policy.id}@1`, hash: contentHash(policy) },
    leftOut,
    branch: place.branch,
    lateDays,
    late: tallyOf(judged.filter(({ invoice }) => isLate(invoice, lateDays))),
    readings: [
      countReading('asWritten', readAsWritten(judged), lateDays),
      countReading('indicateAsBlock', asBlock, lateDays),
    ],
    decisionsPerSecond: invoices.length / seconds,
    stored: null,
  };
  return { report, place, judged };
}

/**
 * A policy copied under an id of its own, so that keeping it publishes nothing to the branches that work by the
 * original, and a branch for this policy on this history. Both are named by content: repeated, they are the same, and
 * no two replays ever write the same decision differently. Overrides that name other branches don't apply here.
 */
function placeOf(policy: Policy, invoices: readonly Invoice[]): ReplayPlace {
  const copy = { ...policy, id: `replay-${contentHash(policy).slice(0, 12)}` };
  return { policy: copy, branch: `replay-${contentHash([copy, invoices]).slice(0, 12)}` };
}
