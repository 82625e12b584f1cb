/** Owns a customer's picture of receivables as Deps is told it: what was paid, what is overdue, what falls due, by age. */
import type { CalendarDate } from './calendar';

/** The kinds of ageing a picture has. */
export type PictureKind = 'paid' | 'overdue' | 'due';

/** Cents of one ageing period, by the label Deps knows it under. */
export interface PictureItem {
  readonly period: string;
  readonly cents: number;
}

/** One base month, 'YYYY-MM'. */
export interface PictureMonth {
  readonly month: string;
  readonly items: readonly PictureItem[];
}

/** One kind with its months, oldest first. */
export interface PictureDetail {
  readonly kind: PictureKind;
  readonly months: readonly PictureMonth[];
}

/** One customer's whole picture, in cents and days. It replaces what Deps had of the document. */
export interface DepsPicture {
  readonly document: string;
  /** The day the figures are of. */
  readonly positionOn: CalendarDate;
  /** The highest end-of-day open balance there has been. */
  readonly greatestCents: number;
  readonly averageDelayDays: number;
  readonly overdueMeanDays: number;
  readonly dueMeanDays: number;
  readonly paidCents: number;
  readonly overdueCents: number;
  readonly dueCents: number;
  readonly details: readonly PictureDetail[];
}

/** Zeros throughout: what clears a customer at Deps. */
export function emptyPicture(document: string, positionOn: CalendarDate): DepsPicture {
  const details = (['paid', 'overdue', 'due'] as const).map((kind) => ({ kind, months: [] }));
  const days = { averageDelayDays: 0, overdueMeanDays: 0, dueMeanDays: 0 };
  return { document, positionOn, greatestCents: 0, ...days, paidCents: 0, overdueCents: 0, dueCents: 0, details };
}
