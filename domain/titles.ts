/** Owns what a title is: the fold of its movements, in whatever order they came. */
import { dateInZone, type CalendarDate } from './calendar';
import { settleCollections, type Collection } from './collections';
import { modalityTraits, type ModalityOverrides } from './modalities';
import type { Carrier, DueDateChanged, Movement } from './movements';

/**
 * A title that has been issued, as its movements alone make it: whoever owes it. Sums are principal in cents. This is
 * what is stored of it.
 */
export type FoldedTitle = {
  readonly state: 'open' | 'settled' | 'cancelled';
  readonly title: string;
  readonly branch: string;
  readonly customerKey: string;
  readonly order: string | null;
  readonly sale: string | null;
  readonly renegotiates: readonly string[];
  readonly modality: string | null;
  readonly issuedOn: CalendarDate;
  readonly originalDueOn: CalendarDate;
  /** As last agreed with the payer. Delay may count from an earlier date: see `delayDueOn`. */
  readonly dueOn: CalendarDate;
  /** Every change of the due date, by the day it was agreed. */
  readonly dueDateChanges: readonly DueDateChange[];
  readonly principalCents: number;
  /** Not yet collected in any way. */
  readonly openCents: number;
  /** What could still be lost: besides what is open, uncleared cheques, write-offs and assignments with recourse. */
  readonly exposedCents: number;
  /** Credit of the customer: collected beyond the principal, or collected of a title since cancelled. */
  readonly creditCents: number;
  /** The day from which nothing was open, by the payers' dates; `null` while something is. */
  readonly settledOn: CalendarDate | null;
  readonly carrier: Carrier;
  readonly collections: readonly Collection[];
};

/** An issued title as a policy's table of modalities sees it. */
export type IssuedTitle = FoldedTitle & {
  /** False for one that the acquirer of a card owes: it is in no figure of the customer, and exposes nothing. */
  readonly owedByCustomer: boolean;
};

/** A title known only by its movements: paid before the ERP sent its issue. It is in no figure until then. */
export type AwaitingTitle = {
  readonly state: 'awaitingIssue';
  readonly title: string;
  readonly branch: string;
  readonly customerKey: string;
  readonly collections: readonly Collection[];
};

export type Title = FoldedTitle | AwaitingTitle;

/** From `agreedOn` on, the title was due on `dueOn`. */
export type DueDateChange = { readonly agreedOn: CalendarDate; readonly dueOn: CalendarDate };

/** Leaves out what was not known by the end of a day in a branch's zone. */
export type KnownThrough = { readonly day: CalendarDate; readonly zone: string };

/** True for a title that has figures. */
export function isIssued(title: Title): title is FoldedTitle {
  return title.state !== 'awaitingIssue';
}

/**
 * A title that has been issued, as a policy sees it. `overrides`: the columns of the table that it sees otherwise. One
 * literal: spreading a title costs more than folding it.
 */
export function seenBy(title: FoldedTitle, overrides?: ModalityOverrides): IssuedTitle {
  const owedByCustomer = title.modality === null || modalityTraits(title.modality, overrides).exposes;
  return {
    state: title.state,
    title: title.title,
    branch: title.branch,
    customerKey: title.customerKey,
    order: title.order,
    sale: title.sale,
    renegotiates: title.renegotiates,
    modality: title.modality,
    issuedOn: title.issuedOn,
    originalDueOn: title.originalDueOn,
    dueOn: title.dueOn,
    dueDateChanges: title.dueDateChanges,
    principalCents: title.principalCents,
    openCents: title.openCents,
    exposedCents: owedByCustomer ? title.exposedCents : 0,
    creditCents: title.creditCents,
    settledOn: title.settledOn,
    carrier: title.carrier,
    collections: title.collections,
    owedByCustomer,
  };
}

/**
 * The titles that movements make, ordered by branch, id and customer. The order of the movements and their repetition
 * don't matter: a reversal may come before its collection, a payment before the issue. A title belongs to one branch
 * and one customer; a movement naming another customer is of another title, so that the fold of several customers is
 * the folds of each.
 */
export function foldTitles(movements: readonly Movement[], known: KnownThrough | null = null): Title[] {
  return groupByTitle(movements.filter((candidate) => isKnown(candidate, known))).map(foldTitle);
}

/** Ids hold no control characters, so that what is joined by one is read in one way, and sorts as its parts do. */
const BETWEEN = '\u0000';

/** The movements of each title, as they come; the titles in the order of `foldTitles`. */
export function groupByTitle(movements: readonly Movement[]): (readonly Movement[])[] {
  const byTitle = new Map<string, Movement[]>();
  for (const movement of movements) {
    const key = movement.branch + BETWEEN + movement.title + BETWEEN + movement.customerKey;
    const ofTitle = byTitle.get(key);
    if (ofTitle) ofTitle.push(movement);
    else byTitle.set(key, [movement]);
  }
  return [...byTitle.entries()].sort(([a], [b]) => compareText(a, b)).map(([, ofTitle]) => ofTitle);
}

/** The day a movement became known: when it was recorded, or its business date where an import doesn't tell. */
export function knownOn(movement: Movement, zone: string): CalendarDate {
  return movement.recordedAt === null ? movement.effectiveOn : dateInZone(movement.recordedAt, zone);
}

function isKnown(movement: Movement, known: KnownThrough | null): boolean {
  return known === null || knownOn(movement, known.zone) <= known.day;
}

/** The movements of one title, each once, by business date, then by when they were recorded, then by id. */
export function inOrder(ofTitle: readonly Movement[]): readonly Movement[] {
  if (ofTitle.length === 1) return ofTitle;
  const sorted = ofTitle.toSorted(
    (a, b) =>
      compareText(a.effectiveOn, b.effectiveOn) ||
      compareText(a.recordedAt ?? '', b.recordedAt ?? '') ||
      compareText(a.movement, b.movement),
  );
  const met = new Set<string>();
  return sorted.filter(({ movement }) => !met.has(movement) && met.add(movement));
}

/**
 * The title that its movements make, in whatever order; at least one. The earliest issue counts: an ERP issues a title
 * once.
 */
export function foldTitle(ofTitle: readonly Movement[]): Title {
  const movements = inOrder(ofTitle);
  const [first] = movements;
  if (first === undefined) throw new RangeError('a title has at least one movement');
  const issued = movements.find((movement) => movement.type === 'issued');
  const principalCents = issued?.amountCents ?? 0;
  const settlement = settleCollections(movements, principalCents);
  const { title, branch, customerKey } = first;
  const { collections } = settlement;
  if (issued === undefined) return { state: 'awaitingIssue', title, branch, customerKey, collections };

  const cancelled = movements.some((movement) => movement.type === 'cancelled');
  const dueDateChanges = dueDateChangesIn(movements);
  const openCents = cancelled ? 0 : settlement.openCents;
  return {
    state: cancelled ? 'cancelled' : openCents > 0 ? 'open' : 'settled',
    title,
    branch,
    customerKey,
    collections,
    order: issued.order,
    sale: issued.sale,
    renegotiates: issued.renegotiates,
    modality: issued.modality,
    issuedOn: issued.issuedOn,
    originalDueOn: issued.dueOn,
    dueOn: dueDateChanges.at(-1)?.dueOn ?? issued.dueOn,
    dueDateChanges,
    principalCents,
    openCents,
    exposedCents: cancelled ? 0 : settlement.exposedCents,
    creditCents: cancelled ? settlement.paidInCents : settlement.overpaidCents,
    settledOn: cancelled ? null : settlement.settledOn,
    carrier: movements.findLast((movement) => movement.type === 'carrierChanged')?.carrier ?? issued.carrier,
  };
}

function dueDateChangesIn(movements: readonly Movement[]): DueDateChange[] {
  return movements
    .filter((movement): movement is DueDateChanged => movement.type === 'dueDateChanged')
    .map(({ effectiveOn, dueOn }) => ({ agreedOn: effectiveOn, dueOn }));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
