/** Owns the payment modalities: which are term, which count in exposure, and the two shares of a set of payments. */
import type { CalendarDate } from './calendar';
import { sumCents } from './money';

/**
 * `term`: the line is judged, and refused when the customer is restricted. `exposes`: what is not yet paid is a risk of
 * ours. They differ for a credit card: the sale is on term, but the acquirer owes.
 */
export type ModalityTraits = { readonly term: boolean; readonly exposes: boolean };

const PAID: ModalityTraits = { term: false, exposes: false };
const ACQUIRER_OWES: ModalityTraits = { term: true, exposes: false };
const CUSTOMER_OWES: ModalityTraits = { term: true, exposes: true };

/**
 * The modalities known by name. A debit card is paid (*ours*: the manual names only cards), customer credit and an
 * advance are paid up to their balance, and "Pix no crédito" is financed by the payer's bank while the seller is paid
 * at once.
 */
export const MODALITIES = {
  cash: PAID,
  pix: PAID,
  bankDeposit: PAID,
  bankTransfer: PAID,
  debitCard: PAID,
  advance: PAID,
  customerCredit: PAID,
  pixFinanced: PAID,
  pixOnTerm: CUSTOMER_OWES,
  creditCard: ACQUIRER_OWES,
  bankSlipAtSight: CUSTOMER_OWES,
  bankSlip: CUSTOMER_OWES,
  storeCredit: CUSTOMER_OWES,
  chequeAtSight: CUSTOMER_OWES,
  chequePostDated: CUSTOMER_OWES,
  chequeThirdParty: CUSTOMER_OWES,
} as const satisfies Record<string, ModalityTraits>;
export type Modality = keyof typeof MODALITIES;

/** The columns a policy changes, by modality; what it leaves out stays as above. */
export type ModalityOverrides = Readonly<Record<string, { readonly term?: boolean; readonly exposes?: boolean }>>;

/** One line of how an order or sale is paid. `dueOn` has the dates of its instalments, absent when paid at once. */
export type Payment = {
  readonly modality: string;
  readonly amountCents: number;
  readonly dueOn?: readonly CalendarDate[];
};

/** True for a modality known by name. */
export function isModality(name: string): name is Modality {
  return Object.hasOwn(MODALITIES, name);
}

/** What a modality means. One that is not known is term and exposes: a new name must not let an order pass unjudged. */
export function modalityTraits(name: string, overrides: ModalityOverrides = {}): ModalityTraits {
  const standard = isModality(name) ? MODALITIES[name] : CUSTOMER_OWES;
  const changed = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
  return { term: changed?.term ?? standard.term, exposes: changed?.exposes ?? standard.exposes };
}

/** Names that neither this table nor the policy has, each once: most often a slip of whoever wrote them. */
export function unknownModalities(payments: readonly Payment[], overrides: ModalityOverrides = {}): readonly string[] {
  const names = payments.map(({ modality }) => modality);
  return [...new Set(names.filter((name) => !isModality(name) && !Object.hasOwn(overrides, name)))];
}

/** The term share in cents: without one, an order is never held by a check. */
export function termCents(payments: readonly Payment[], overrides: ModalityOverrides = {}): number {
  return sumCents(payments.filter((line) => modalityTraits(line.modality, overrides).term).map(amountOf));
}

/** The share in cents that becomes exposure and is reserved. Card lines are term but not part of it. */
export function exposedCents(payments: readonly Payment[], overrides: ModalityOverrides = {}): number {
  return sumCents(payments.filter((line) => modalityTraits(line.modality, overrides).exposes).map(amountOf));
}

/** The last day on which something is due; `null` where no line names one. */
export function lastDueOn(payments: readonly Payment[]): CalendarDate | null {
  return payments.flatMap(({ dueOn = [] }) => dueOn).reduce<CalendarDate | null>(later, null);
}

function later(a: CalendarDate | null, b: CalendarDate): CalendarDate {
  return a === null || b > a ? b : a;
}

/** On term, but due as soon as it is presented: without a date it is due today. */
const DUE_AT_SIGHT: ReadonlySet<string> = new Set<Modality>(['bankSlipAtSight', 'chequeAtSight']);

/**
 * True when of some line on term nobody has said when the customer owes it, so that how long the term is can't be known.
 * A card's line needs no date: its acquirer owes.
 */
export function lacksDueDate(payments: readonly Payment[], overrides: ModalityOverrides = {}): boolean {
  return payments.some(({ modality, dueOn = [] }) => {
    const { term, exposes } = modalityTraits(modality, overrides);
    return term && exposes && dueOn.length === 0 && !DUE_AT_SIGHT.has(modality);
  });
}

function amountOf(line: Payment): number {
  return line.amountCents;
}
