/** Owns the words of the spend report: by what it is summed, and what a row tells. */

/** What rows can be told apart by. `product` is a bureau's. */
export const SPEND_DIMENSIONS = ['branch', 'user', 'day', 'product'] as const;
export type SpendDimension = (typeof SPEND_DIMENSIONS)[number];

/** Counts and cents of reports. What is not asked to be told apart is `null`. */
export interface SpendRow {
  readonly branch: string | null;
  readonly user: string | null;
  readonly day: string | null;
  readonly bureau: string | null;
  readonly product: string | null;
  /** Answered, and charged once. */
  readonly bought: number;
  readonly boughtCents: number;
  /** Nobody knows whether they were charged; counted as if they were. */
  readonly unknown: number;
  readonly unknownCents: number;
  /** Given up, and charged all the same, as a person has read on the invoice. */
  readonly chargedWithoutReport: number;
  readonly chargedWithoutReportCents: number;
  /** Reconciled ones whose reconciling may have been charged besides. */
  readonly perhapsTwice: number;
  readonly perhapsTwiceCents: number;
  /** Under way: the price is set aside. */
  readonly underWay: number;
  readonly underWayCents: number;
  /** Bought or unknown ones of which nobody has told the price. */
  readonly withoutPrice: number;
  /** Needs that a report served which was there already. */
  readonly reused: number;
}

/** A row of nothing, not told apart. */
export const NOTHING_SPENT: SpendRow = {
  ...{ branch: null, user: null, day: null, bureau: null, product: null },
  ...{ bought: 0, boughtCents: 0, unknown: 0, unknownCents: 0, underWay: 0, underWayCents: 0, withoutPrice: 0 },
  ...{ chargedWithoutReport: 0, chargedWithoutReportCents: 0, perhapsTwice: 0, perhapsTwiceCents: 0, reused: 0 },
};
