/** Owns the greatest balance a customer ever had open at the end of a day. */
import type { CalendarDate } from './calendar';
import { openChangesOf } from './collections';
import { modalityTraits } from './modalities';
import { sumCents } from './money';
import type { Movement } from './movements';
import { groupByTitle, inOrder } from './titles';

/**
 * In cents, by business dates: a title is open from the day of its issue, less what was collected, and again what was
 * given back, by the end of each day. Titles that were cancelled or that an acquirer owes never were. What is dated
 * after `today` counts today, as it does in every figure. 0 where nothing was ever open overnight.
 */
export function greatestOpenCents(movements: readonly Movement[], today: CalendarDate): number {
  const changes = new Map<CalendarDate, number>();
  for (const ofTitle of groupByTitle(movements)) {
    for (const { on, cents } of balanceChanges(inOrder(ofTitle))) {
      const day = on > today ? today : on;
      changes.set(day, sumCents([changes.get(day) ?? 0, cents]));
    }
  }
  let [openCents, greatestCents] = [0, 0];
  for (const day of [...changes.keys()].sort()) {
    openCents = sumCents([openCents, changes.get(day) ?? 0]);
    greatestCents = Math.max(greatestCents, openCents);
  }
  return greatestCents;
}

/** What each day changes of one title's open amount, which is never below zero. */
function balanceChanges(movements: readonly Movement[]): { on: CalendarDate; cents: number }[] {
  const issued = movements.find((movement) => movement.type === 'issued');
  if (issued === undefined || movements.some(({ type }) => type === 'cancelled')) return [];
  if (issued.modality !== null && !modalityTraits(issued.modality).exposes) return [];
  const byDay = new Map<CalendarDate, number>([[issued.issuedOn, issued.amountCents]]);
  for (const { on, cents } of openChangesOf(movements)) {
    const day = on < issued.issuedOn ? issued.issuedOn : on;
    byDay.set(day, sumCents([byDay.get(day) ?? 0, cents]));
  }
  let [leftCents, openCents] = [0, 0];
  return [...byDay.keys()].sort().map((on) => {
    leftCents = sumCents([leftCents, byDay.get(on) ?? 0]);
    const cents = Math.max(0, leftCents) - openCents;
    openCents = Math.max(0, leftCents);
    return { on, cents };
  });
}
