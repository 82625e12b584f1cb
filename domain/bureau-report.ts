/** Owns what rules may learn of a customer from the bureaus' reports: what is fresh, what was found, what nobody knows. */
import { addYears, dateInZone, daysBetween, type CalendarDate } from './calendar';
import { sumCents } from './money';

export const BUREAUS = ['deps', 'spc'] as const;
export type Bureau = (typeof BUREAUS)[number];

/**
 * How a query ended. Only `ok` is a complete report; a `partial` one lacks what it was asked for, a `failed` one brought
 * nothing, and under `notContracted` the bureau had nothing to look up by contract.
 */
export const REPORT_STATUSES = ['ok', 'partial', 'failed', 'notContracted'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** What a bureau may have against somebody: its blocks, whichever bureau they come from. */
export const RESTRICTION_KINDS = ['debts', 'protests', 'cheques', 'lawsuits', 'bankruptcy'] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

/** Worst first. */
export const RISK_CLASSES = ['E', 'D', 'C', 'B', 'BB', 'BBB', 'A', 'AA', 'AAA'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** One record a bureau lists; what it doesn't tell is `null`. */
export interface ListedRecord {
  readonly dueOn: CalendarDate | null;
  readonly valueCents: number | null;
}

/** One block. `records` may list only some of `count`. `latestOn`: the newest occurrence; `null` where it isn't told. */
export type BlockFinding =
  | { readonly state: 'clean' | 'failed' | 'notContracted' }
  | {
      readonly state: 'found';
      readonly count: number;
      readonly valueCents: number | null;
      readonly latestOn: CalendarDate | null;
      readonly records: readonly ListedRecord[];
    };

/** One stored answer, as far as rules read it. `providerAt`: the provider's own date, old where it reused its data. */
export interface BureauReport {
  readonly bureau: Bureau;
  readonly status: ReportStatus;
  readonly providerAt: string;
  /** A kind that is absent was not contracted. */
  readonly restrictions: Readonly<Partial<Record<RestrictionKind, BlockFinding>>>;
  readonly riskClass: RiskClass | null;
}

/** A complete report and its age in calendar days of the branch's zone; never negative. */
export interface DatedReport<R extends BureauReport = BureauReport> {
  readonly report: R;
  readonly ageDays: number;
}

export interface ReadOn {
  readonly today: CalendarDate;
  readonly zone: string;
}

/** Negative data is neither shown nor judged when the debt fell due longer ago than this (Brazilian consumer law). */
export const READABLE_YEARS = 5;

/**
 * The newest complete report of a bureau, `null` without one. A partial report is never fresh, however new it is. One
 * dated beyond tomorrow isn't believed: it would stay fresh for ever.
 */
export function newestComplete(reports: readonly BureauReport[], bureau: Bureau, on: ReadOn): DatedReport | null {
  const dated = reports
    .filter((report) => report.bureau === bureau && report.status === 'ok')
    .map((report) => ({ report, ageDays: daysBetween(dateInZone(report.providerAt, on.zone), on.today) }))
    .filter(({ ageDays }) => ageDays >= -1)
    .sort((a, b) => newestFirst(a.report, b.report))[0];
  return dated === undefined ? null : { report: dated.report, ageDays: Math.max(0, dated.ageDays) };
}

/** What the bureaus together have against a customer; `false` only where all that is required was searched and clean. */
export type BureauRestrictions =
  | { readonly found: false; readonly asOf: string }
  /** `count` and `valueCents` are `null` where a part of them is unknown. */
  | { readonly found: true; readonly count: number | null; readonly valueCents: number | null; readonly asOf: string }
  | { readonly found: 'unknown'; readonly why: 'failed' | 'notContracted' };

type Searched =
  | { readonly state: 'clean'; readonly from: BureauReport }
  | {
      readonly state: 'found';
      readonly count: number;
      readonly valueCents: number | null;
      readonly from: BureauReport;
    }
  | { readonly state: 'failed' | 'notContracted' };

/**
 * Reads the reports of one customer, in any order. What was found counts, from a partial report too. Clean counts only
 * from the newest complete report of its bureau. A required kind that no bureau was contracted for is unknown; another
 * one is not asked about. The bureaus tell of the same debts, so a kind counts as the one that knows most of it.
 */
export function bureauRestrictions(
  reports: readonly BureauReport[],
  required: readonly RestrictionKind[],
  on: ReadOn,
): BureauRestrictions {
  const readable = reports.filter((report) => isReadable(report, on));
  const searched = RESTRICTION_KINDS.map((kind) => ({ kind, result: searchedKind(readable, kind, on) }));
  const results = searched.map(({ result }) => result);
  const asOf = results
    .flatMap((result) => ('from' in result ? [result.from.providerAt] : []))
    .sort()
    .at(0);
  const hasFailed = results.some(({ state }) => state === 'failed');
  const lacks = searched.some(({ kind, result }) => result.state === 'notContracted' && required.includes(kind));
  const found = results.flatMap((result) => (result.state === 'found' ? [result] : []));
  if (found.length > 0 && asOf !== undefined) {
    const isWhole = !hasFailed && !lacks && found.every(({ from }) => from.status === 'ok');
    const values = found.flatMap(({ valueCents }) => valueCents ?? []);
    return {
      found: true,
      count: isWhole ? found.reduce((sum, { count }) => sum + count, 0) : null,
      valueCents: isWhole && values.length === found.length ? sumCents(values) : null,
      asOf,
    };
  }
  if (hasFailed) return { found: 'unknown', why: 'failed' };
  // Where nothing is required, nothing contracted would be nothing known all the same.
  if (lacks || asOf === undefined) return { found: 'unknown', why: 'notContracted' };
  return { found: false, asOf };
}

function searchedKind(reports: readonly BureauReport[], kind: RestrictionKind, on: ReadOn): Searched {
  const byBureau = BUREAUS.map((bureau) => searchedBy(reports, bureau, kind, on));
  const found = byBureau.flatMap((one) => (one.state === 'found' ? [one] : [])).sort((a, b) => b.count - a.count)[0];
  const failed = byBureau.find(({ state }) => state === 'failed');
  return found ?? failed ?? byBureau.find(({ state }) => state === 'clean') ?? { state: 'notContracted' };
}

function searchedBy(reports: readonly BureauReport[], bureau: Bureau, kind: RestrictionKind, on: ReadOn): Searched {
  const ofBureau = reports.filter((report) => report.bureau === bureau).sort(newestFirst);
  const complete = newestComplete(ofBureau, bureau, on)?.report ?? null;
  for (const report of ofBureau) {
    const block = readableBlock(report.restrictions[kind], on.today);
    if (block?.state === 'found') return { ...block, from: report };
    if (report === complete && block?.state === 'clean') return { state: 'clean', from: report };
  }
  if (complete !== null) return { state: complete.restrictions[kind]?.state === 'failed' ? 'failed' : 'notContracted' };
  // Without a complete report nobody can say that the block would have been clean.
  const wasTried = ofBureau.some(({ status }) => status !== 'notContracted');
  return { state: wasTried ? 'failed' : 'notContracted' };
}

/** False where all that a report tells is too long ago: what it lists fell due before the provider told of it. */
export function isReadable({ providerAt }: Pick<BureauReport, 'providerAt'>, { today, zone }: ReadOn): boolean {
  return !isTooLongAgo(dateInZone(providerAt, zone), today);
}

/**
 * True where a report is known to list what may not be shown any more. Then its answer as it came, of which nothing can
 * be taken out, may not be shown as a whole.
 */
export function listsUnreadable(report: Pick<BureauReport, 'providerAt' | 'restrictions'>, on: ReadOn): boolean {
  const dates = Object.values(report.restrictions).flatMap((block) =>
    block.state === 'found' ? [block.latestOn, ...block.records.map(({ dueOn }) => dueOn)] : [],
  );
  return !isReadable(report, on) || dates.some((date) => isTooLongAgo(date, on.today));
}

/** On the very day five years later it may still be read. */
function isTooLongAgo(date: CalendarDate | null, today: CalendarDate): boolean {
  return date !== null && addYears(date, READABLE_YEARS) < today;
}

/** A block without what may not be read any more; one that has nothing else is clean. */
export function readableBlock(block: BlockFinding | undefined, today: CalendarDate): BlockFinding | undefined {
  if (block?.state !== 'found') return block;
  const isExpired = (on: CalendarDate | null) => isTooLongAgo(on, today);
  // A debt falls due before anything can be recorded of it.
  if (isExpired(block.latestOn)) return { state: 'clean' };
  const expired = block.records.filter(({ dueOn }) => isExpired(dueOn));
  const records = block.records.filter(({ dueOn }) => !isExpired(dueOn));
  const count = block.count - expired.length;
  if (count <= 0) return { state: 'clean' };
  const told = expired.flatMap(({ valueCents }) => valueCents ?? []);
  const isToldInFull = block.valueCents !== null && told.length === expired.length;
  const valueCents = isToldInFull ? Math.max(0, (block.valueCents ?? 0) - sumCents(told)) : null;
  return { ...block, count, records, valueCents };
}

function newestFirst(a: BureauReport, b: BureauReport): number {
  if (a.providerAt === b.providerAt) return 0;
  return a.providerAt < b.providerAt ? 1 : -1;
}
