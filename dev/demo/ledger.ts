/** Owns the titles of a demo: what customers owed and paid before it, and what an order bills. */
import type { z } from 'zod';
import type { receivablesLineSchema } from '../../contracts/receivables';
import { addDays, type CalendarDate } from '../../domain/calendar';
import type { Random } from '../generator/random';
import type { OrderBody } from './baskets';

export type LedgerLine = z.input<typeof receivablesLineSchema>;
type IssuedLine = Extract<LedgerLine, { type: 'issued' }>;

/** `delayDays` of each paid title, between the two; titles that are overdue, and titles not yet due. */
export interface PayingHabit {
  readonly paidTitles: number;
  readonly delayDays: readonly [number, number];
  readonly overdueTitles: number;
  readonly openTitles: number;
}
export interface Debtor {
  readonly document: string;
  readonly prefix: string;
  readonly today: CalendarDate;
}

export const TERM_DAYS = 28;
const DAYS_BETWEEN_TITLES = 45;

/** `ledger` until today; `payment` collects all of it that is open. */
export function historyOf(random: Random, habit: PayingHabit, debtor: Debtor) {
  const { today } = debtor;
  const { delayDays } = habit;
  const paid = Array.from({ length: habit.paidTitles }, (_, at) => {
    const issuedOn = addDays(today, -(TERM_DAYS + delayDays[1] + 2 + at * DAYS_BETWEEN_TITLES));
    const title = aTitle(random, debtor, `P${at + 1}`, issuedOn);
    return [title, collectionOf(title, addDays(issuedOn, TERM_DAYS + random.between(...delayDays)))];
  });
  const overdue = Array.from({ length: habit.overdueTitles }, (_, at) =>
    aTitle(random, debtor, `V${at + 1}`, addDays(today, -(TERM_DAYS + 10 + at * 7))),
  );
  const notDue = Array.from({ length: habit.openTitles }, (_, at) =>
    aTitle(random, debtor, `A${at + 1}`, addDays(today, -(3 + at * 5))),
  );
  const open = [...overdue, ...notDue];
  const ledger: LedgerLine[] = [...paid.flat(), ...open];
  return { ledger, payment: open.map((title) => collectionOf(title, today)) };
}

/** What the ERP bills of an order: a title for each instalment of its bank slips, the cents left over on the last. */
export function titlesOf({ id, document, payments }: OrderBody, today: CalendarDate): LedgerLine[] {
  return payments.flatMap(({ amountCents, dueOn = [] }) => {
    const part = Math.floor(amountCents / Math.max(1, dueOn.length));
    return dueOn.map((due, at): LedgerLine => {
      const title = `${id}/${at + 1}`;
      const isLast = at === dueOn.length - 1;
      const billed = isLast ? amountCents - part * at : part;
      const dates = { issuedOn: today, dueOn: due };
      return { type: 'issued', movement: `${title}/issued`, title, document, amountCents: billed, order: id, ...dates };
    });
  });
}

function aTitle(random: Random, { document, prefix }: Debtor, name: string, issuedOn: CalendarDate): IssuedLine {
  const title = `${prefix}-${name}`;
  const amountCents = random.between(400_00, 2_500_00);
  const dueOn = addDays(issuedOn, TERM_DAYS);
  return { type: 'issued', movement: `${title}/issued`, title, document, amountCents, issuedOn, dueOn };
}

function collectionOf({ title, document, amountCents }: IssuedLine, effectiveOn: CalendarDate): LedgerLine {
  const movement = `${title}/collected`;
  return { type: 'collected', movement, title, document, amountCents, method: 'money', effectiveOn };
}
