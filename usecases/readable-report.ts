/** Owns what may be shown of a stored report: nothing that fell due more than five years ago. */
import type { ReportRecord } from '../contracts/report';
import { isReadable, readableBlock, RESTRICTION_KINDS, type ReadOn } from '../domain/bureau-report';
import { ageOf } from '../domain/report-need';

/** A report without what may not be shown, and its age in calendar days of the zone. */
export interface AgedReport {
  readonly report: ReportRecord;
  readonly ageDays: number;
  /** It is so old itself that only that there was one may be told. */
  readonly isTooOld: boolean;
}

const UNTOLD = {
  restrictions: {},
  score: null,
  riskClass: null,
  suggestedLimitCents: null,
  suggestedUntil: null,
  verdict: null,
  points: [],
  notes: [],
} satisfies Partial<ReportRecord>;

/** Every reading by a person goes through here. */
export function readableReport(report: ReportRecord, on: ReadOn): AgedReport {
  const ageDays = Math.max(0, ageOf(report, on));
  if (!isReadable(report, on)) return { report: { ...report, ...UNTOLD }, ageDays, isTooOld: true };
  const restrictions: ReportRecord['restrictions'] = Object.fromEntries(
    RESTRICTION_KINDS.flatMap((kind) => {
      const block = readableBlock(report.restrictions[kind], on.today);
      return block === undefined ? [] : [[kind, { ...block }]];
    }),
  );
  return { report: { ...report, restrictions }, ageDays, isTooOld: false };
}
