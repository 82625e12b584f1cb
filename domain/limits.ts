/** Owns which limit is in force on a day: the standing one, a temporary one in its place, and what guarantees add. Pure. */
import { addDays, type CalendarDate } from './calendar';
import { sumCents } from './money';

/** `none` is *Crédito não concedido*; zero is an amount and not unlimited; `validUntil` is inclusive. */
export type Limit =
  | { readonly kind: 'none' | 'unlimited' | 'alwaysReview' }
  | { readonly kind: 'amount'; readonly amountCents: number; readonly validUntil: CalendarDate | null };

/** Takes the place of the standing limit from its first to its last day, if it is greater. */
export type TemporaryLimit = {
  readonly amountCents: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
};

/** A share of what it is worth adds to the limit until its last day; `null` for one without an end. */
export type Guarantee = {
  readonly id: string;
  readonly kind: GuaranteeKind;
  readonly amountCents: number;
  readonly sharePercent: number;
  readonly validUntil: CalendarDate | null;
};

/** The kinds of a guarantee, with the words analysts know them by. */
export const GUARANTEE_KINDS = {
  bankGuarantee: 'fiança bancária',
  surety: 'aval ou fiança',
  mortgage: 'hipoteca',
  chattel: 'alienação fiduciária',
  deposit: 'caução',
  creditInsurance: 'seguro de crédito',
  other: 'outra garantia',
} as const;
export type GuaranteeKind = keyof typeof GUARANTEE_KINDS;

/** All that says how much credit somebody has. */
export type CreditTerms = {
  readonly limit: Limit;
  readonly temporaryLimit: TemporaryLimit | null;
  readonly guarantees: readonly Guarantee[];
};

export type LimitInForce = {
  readonly kind: Limit['kind'];
  /** `null` where the limit is no amount. */
  readonly amountCents: number | null;
  readonly expired: boolean;
  readonly isTemporary: boolean;
  /** What guarantees add, included in `amountCents`. */
  readonly guaranteedCents: number;
};

/**
 * The limit in force on a day of the branch. An expired amount counts as zero. A temporary limit replaces an amount, an
 * expired one or none, never the kinds that don't compare. Guarantees add to an amount only: they secure credit that
 * was granted, and grant none by themselves (*ours*). Shares are rounded down to the cent.
 */
export function limitInForce(terms: CreditTerms, today: CalendarDate): LimitInForce {
  const { limit, temporaryLimit } = terms;
  const guaranteedCents = sumCents(terms.guarantees.filter((one) => isValid(one, today)).map(securedCents));
  const nothing = { isTemporary: false, expired: false };
  if (limit.kind === 'unlimited' || limit.kind === 'alwaysReview') {
    return { kind: limit.kind, amountCents: null, guaranteedCents: 0, ...nothing };
  }
  const expired = limit.kind === 'amount' && limit.validUntil !== null && limit.validUntil < today;
  const standingCents = limit.kind === 'amount' && !expired ? limit.amountCents : 0;
  if (temporaryLimit !== null && isRunning(temporaryLimit, today) && temporaryLimit.amountCents > standingCents) {
    const amountCents = temporaryLimit.amountCents + guaranteedCents;
    return { kind: 'amount', amountCents, guaranteedCents, expired: false, isTemporary: true };
  }
  if (limit.kind === 'none') return { kind: 'none', amountCents: null, guaranteedCents: 0, ...nothing };
  const added = expired ? 0 : guaranteedCents;
  return { kind: 'amount', amountCents: standingCents + added, guaranteedCents: added, expired, isTemporary: false };
}

/**
 * The last day on which the limit in force is what it is today, of an expired one the day it ended; `null` where no
 * such day is known.
 */
export function limitLastDay(terms: CreditTerms, today: CalendarDate): CalendarDate | null {
  const now = limitInForce(terms, today);
  if (now.expired) return terms.limit.kind === 'amount' ? terms.limit.validUntil : null;
  const days = limitChangeDays(terms).filter((day) => day > today);
  const changes = days.sort().find((day) => {
    const then = limitInForce(terms, day);
    return then.kind !== now.kind || then.amountCents !== now.amountCents || then.expired;
  });
  return changes === undefined ? null : addDays(changes, -1);
}

/** The days on which the limit in force may be another than the day before. */
export function limitChangeDays({ limit, temporaryLimit, guarantees }: CreditTerms): CalendarDate[] {
  const ends = [limit.kind === 'amount' ? limit.validUntil : null, ...guarantees.map(({ validUntil }) => validUntil)];
  const days = ends.flatMap((last) => (last === null ? [] : [addDays(last, 1)]));
  return temporaryLimit === null ? days : [...days, temporaryLimit.from, addDays(temporaryLimit.to, 1)];
}

function isRunning({ from, to }: TemporaryLimit, today: CalendarDate): boolean {
  return from <= today && today <= to;
}

function isValid({ validUntil }: Guarantee, today: CalendarDate): boolean {
  return validUntil === null || today <= validUntil;
}

/** By parts, since amount × share may pass the integers that are exact. */
function securedCents({ amountCents, sharePercent }: Guarantee): number {
  return Math.floor(amountCents / 100) * sharePercent + Math.floor(((amountCents % 100) * sharePercent) / 100);
}
