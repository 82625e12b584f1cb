/** Owns how often a customer's SPC report has to be renewed: a table by average delay, and when one is due. */

/** Who pays later is looked up more often. All figures are days. */
export interface SpcTable {
  /** Bounds strictly increase. The first row whose bound is greater than the average delay applies. */
  readonly rows: readonly { readonly averageDelayBelowDays: number; readonly everyDays: number }[];
  /** Applies at the last bound and above it. */
  readonly aboveEveryDays: number;
  /** Applies while nothing was settled in the last 365 days, so that there is no average. */
  readonly withoutHistoryDays: number;
}

/** The rows to begin with; *ours* but for the first bound, the last, and how often above it (manual, O8). */
export const SUGGESTED_SPC_TABLE: SpcTable = {
  rows: [
    { averageDelayBelowDays: 10, everyDays: 365 },
    { averageDelayBelowDays: 20, everyDays: 90 },
    { averageDelayBelowDays: 30, everyDays: 30 },
  ],
  aboveEveryDays: 7,
  withoutHistoryDays: 7,
};

/** Whole days of delay over the titles settled in the last 365 days, and their number. */
export interface DelayRecord {
  readonly delaySumDays: number;
  readonly settledCount: number;
}

/** How many days a report serves this payer. The average is not divided out, so that none is rounded onto a bound. */
export function spcEveryDays(table: SpcTable, { delaySumDays, settledCount }: DelayRecord): number {
  if (settledCount === 0) return table.withoutHistoryDays;
  const row = table.rows.find(({ averageDelayBelowDays }) => delaySumDays < averageDelayBelowDays * settledCount);
  return row?.everyDays ?? table.aboveEveryDays;
}

/** Due on the day a report becomes `everyDays` old; without a report (`null`), always. */
export function isSpcDue(everyDays: number, ageDays: number | null): boolean {
  return ageDays === null || ageDays >= everyDays;
}

/** The place of the first bound that isn't greater than the one before it, `null` where all increase. */
export function firstRowNotIncreasing(rows: SpcTable['rows']): number | null {
  const at = rows.findIndex((row, index) => {
    const before = rows[index - 1];
    return before !== undefined && row.averageDelayBelowDays <= before.averageDelayBelowDays;
  });
  return at < 0 ? null : at;
}
