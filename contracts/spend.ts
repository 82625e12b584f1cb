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
  /** Under way: the price is set aside. */
  readonly underWay: number;
  readonly underWayCents: number;
  /** Bought or unknown ones of which nobody has told the price. */
  readonly withoutPrice: number;
  /** Needs that a report served which was there already. */
  readonly reused: number;
}
