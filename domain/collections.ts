/** Owns what collections, their reversals and cleared cheques do to one title's principal. */
import type { CalendarDate } from './calendar';
import { sumCents } from './money';
import type { Cleared, Collected, CollectionMethod, Movement, Reversed } from './movements';

/** One collection after its reversals. */
export type Collection = {
  readonly movement: string;
  readonly method: CollectionMethod;
  readonly effectiveOn: CalendarDate;
  /** As collected, less what was reversed; never negative. */
  readonly netCents: number;
  /** The day the money was ours: the collection's, or for a cheque the day it cleared; `null` for all that is no money. */
  readonly receivedOn: CalendarDate | null;
  /** True while the amount can still be lost: an uncleared cheque, a write-off, an assignment with recourse. */
  readonly atRisk: boolean;
};

/** What the collections of a title leave, in cents of its principal. */
export type Settlement = {
  readonly collections: readonly Collection[];
  readonly openCents: number;
  readonly exposedCents: number;
  /** What the payer gave: money, cleared cheques, card and own credit. It becomes credit if the title is cancelled. */
  readonly paidInCents: number;
  /** The part of it that the principal had no use for. */
  readonly overpaidCents: number;
  readonly settledOn: CalendarDate | null;
};

/** A change of an amount, by business date. */
export type DatedCents = { readonly on: CalendarDate; readonly cents: number };

/**
 * Movements must be sorted and of one title. Every method lowers what is open; what is `atRisk` stays exposed. A
 * reversal takes at most what is left of the collection it names, and one whose collection is not known does nothing.
 */
export function settleCollections(movements: readonly Movement[], principalCents: number): Settlement {
  const reversals = groupByCollection(movements.filter((m): m is Reversed => m.type === 'reversed'));
  const clearings = groupByCollection(movements.filter((m): m is Cleared => m.type === 'cleared'));
  const changes: DatedCents[] = [];
  const collections = movements
    .filter((movement): movement is Collected => movement.type === 'collected')
    .map((collected) => {
      const undone = reversedParts(collected, reversals.get(collected.movement) ?? []);
      changes.push({ on: collected.effectiveOn, cents: -collected.amountCents }, ...undone);
      const netCents = sumCents([collected.amountCents, ...undone.map((part) => -part.cents)]);
      return toCollection(collected, netCents, clearings.get(collected.movement)?.[0]);
    });
  const certain = collections.filter((collection) => !collection.atRisk);
  const paidInCents = sumCents(collections.filter(isPaidIn).map((collection) => collection.netCents));
  return {
    collections,
    openCents: Math.max(0, leftOf(principalCents, collections)),
    exposedCents: Math.max(0, leftOf(principalCents, certain)),
    paidInCents,
    overpaidCents: Math.min(paidInCents, Math.max(0, -leftOf(principalCents, certain))),
    settledOn: settledDay(principalCents, changes),
  };
}

/** What each collection and each reversal changes of what is open, by its business date. `movements` as above. */
export function openChangesOf(movements: readonly Movement[]): DatedCents[] {
  const reversals = groupByCollection(movements.filter((m): m is Reversed => m.type === 'reversed'));
  return movements
    .filter((movement): movement is Collected => movement.type === 'collected')
    .flatMap((collected) => [
      { on: collected.effectiveOn, cents: -collected.amountCents },
      ...reversedParts(collected, reversals.get(collected.movement) ?? []),
    ]);
}

function isPaidIn({ method, receivedOn }: Collection): boolean {
  return receivedOn !== null || method === 'card' || method === 'customerCredit';
}

function toCollection(collected: Collected, netCents: number, cleared: Cleared | undefined): Collection {
  const { movement, method, effectiveOn, recourse } = collected;
  const clearedOn = cleared?.effectiveOn ?? null;
  return {
    movement,
    method,
    effectiveOn,
    netCents,
    receivedOn: method === 'money' ? effectiveOn : method === 'cheque' ? clearedOn : null,
    atRisk: (method === 'cheque' && clearedOn === null) || method === 'writeOff' || (method === 'assigned' && recourse),
  };
}

/** What each reversal gives back, not before the day of the collection and not more than is left of it. */
function reversedParts(collected: Collected, reversals: readonly Reversed[]): DatedCents[] {
  let leftCents = collected.amountCents;
  return reversals.map((reversal) => {
    const cents = Math.min(leftCents, reversal.amountCents ?? leftCents);
    leftCents -= cents;
    return { on: reversal.effectiveOn < collected.effectiveOn ? collected.effectiveOn : reversal.effectiveOn, cents };
  });
}

/**
 * The first day at whose end nothing was open and after which nothing was opened again; `null` while something is open.
 * The order within a day doesn't matter.
 */
function settledDay(principalCents: number, changes: readonly DatedCents[]): CalendarDate | null {
  const byDay = new Map<CalendarDate, number>();
  for (const { on, cents } of changes) byDay.set(on, sumCents([byDay.get(on) ?? 0, cents]));
  let openCents = principalCents;
  let settledOn: CalendarDate | null = null;
  for (const on of [...byDay.keys()].sort()) {
    openCents = sumCents([openCents, byDay.get(on) ?? 0]);
    settledOn = openCents > 0 ? null : (settledOn ?? on);
  }
  return settledOn;
}

/** Negative when more was collected than the principal. */
function leftOf(principalCents: number, collections: readonly Collection[]): number {
  return sumCents([principalCents, ...collections.map((collection) => -collection.netCents)]);
}

function groupByCollection<T extends Reversed | Cleared>(movements: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const movement of movements) {
    const group = groups.get(movement.collection);
    if (group) group.push(movement);
    else groups.set(movement.collection, [movement]);
  }
  return groups;
}
