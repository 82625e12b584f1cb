/** Owns the counting: how outcomes compare with how late each invoice was really paid, under two readings of a policy. */
import type { Judgement } from '../../contracts/judgement';
import type { Policy } from '../../contracts/policy';
import { sumCents } from '../../domain/money';
import { Outcome } from '../../domain/outcome';
import { judgePolicy } from '../../rules/evaluate';
import type { JudgedInvoice } from './judge-history';
import type { Invoice } from './read-invoices';

/** How a policy's modes are read: as they are, or with every `indicate` read as `block`. */
export const READINGS = ['asWritten', 'indicateAsBlock'] as const;
export type ReadingName = (typeof READINGS)[number];

export interface Tally {
  readonly count: number;
  readonly valueCents: number;
}

/** `late` is what really happened, by the file; the outcome is what was said on the invoice date. */
export interface OutcomeRow {
  readonly outcome: Outcome;
  readonly inTime: Tally;
  readonly late: Tally;
}

/** One check: how many orders it restricted, and how many of those were really late. */
export interface ReasonRow {
  readonly check: string;
  readonly result: 'hit' | 'unknown';
  readonly all: Tally;
  readonly late: Tally;
}

export interface Reading {
  readonly reading: ReadingName;
  readonly outcomes: readonly OutcomeRow[];
  readonly held: Tally;
  readonly heldAndLate: Tally;
  readonly heldShareOfValue: number;
  /** Of the value that was paid late, how much had been held; `null` when nothing was paid late. */
  readonly caughtShareOfLateValue: number | null;
  readonly reasons: readonly ReasonRow[];
}

/** An invoice with what one reading says of it. */
interface Ended {
  readonly invoice: Invoice;
  readonly judgement: Judgement;
}

/**
 * Judges a decision's own facts again with every `indicate` read as `block`. Nothing is gathered a second time, so both
 * readings see the same day.
 */
export async function readIndicateAsBlock(judged: readonly JudgedInvoice[], policy: Policy): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const { invoice, decision } of judged) {
    const at = { branch: decision.branch, actions: decision.event.actions, holdable: decision.holdable };
    const judgement = await judgePolicy(policy, decision.facts, { ...at, reading: 'indicateAsBlock' });
    ended.push({ invoice, judgement });
  }
  return ended;
}

/** What the decisions say as they were made. */
export function readAsWritten(judged: readonly JudgedInvoice[]): Ended[] {
  return judged.map(({ invoice, decision }) => ({ invoice, judgement: decision.judgement }));
}

/** Late is more than `lateDays` days after the due date, by the file's own column. */
export function isLate({ daysLate }: Invoice, lateDays: number): boolean {
  return daysLate > lateDays;
}

export function countReading(reading: ReadingName, ended: readonly Ended[], lateDays: number): Reading {
  const late = ended.filter(({ invoice }) => isLate(invoice, lateDays));
  const inTime = ended.filter(({ invoice }) => !isLate(invoice, lateDays));
  const held = ended.filter(isHeld);
  const [heldAll, heldLate, lateAll] = [tallyOf(held), tallyOf(late.filter(isHeld)), tallyOf(late)];
  return {
    reading,
    outcomes: Object.values(Outcome).map((outcome) => ({
      outcome,
      inTime: tallyOf(inTime.filter(({ judgement }) => judgement.outcome === outcome)),
      late: tallyOf(late.filter(({ judgement }) => judgement.outcome === outcome)),
    })),
    held: heldAll,
    heldAndLate: heldLate,
    heldShareOfValue: heldAll.valueCents / tallyOf(ended).valueCents,
    caughtShareOfLateValue: lateAll.valueCents === 0 ? null : heldLate.valueCents / lateAll.valueCents,
    reasons: reasonsOf(ended, lateDays),
  };
}

export function tallyOf(ended: readonly { readonly invoice: Invoice }[]): Tally {
  return { count: ended.length, valueCents: sumCents(ended.map(({ invoice }) => invoice.amountCents)) };
}

/** What isn't verified holds an order as surely as what is blocked. */
function isHeld({ judgement }: Ended): boolean {
  return judgement.outcome === Outcome.blocked || judgement.outcome === Outcome.undetermined;
}

/** In the policy's order, checks that never restricted left out. */
function reasonsOf(ended: readonly Ended[], lateDays: number): ReasonRow[] {
  const rows = new Map<string, { check: string; result: 'hit' | 'unknown'; restricted: Ended[]; place: number }>();
  for (const one of ended) {
    for (const { check, result } of one.judgement.restrictions) {
      const place = one.judgement.checks.findIndex((judged) => judged.check === check);
      const row = rows.get(`${check} ${result}`) ?? { check, result, restricted: [], place };
      rows.set(`${check} ${result}`, row);
      row.restricted.push(one);
    }
  }
  return [...rows.values()]
    .sort((a, b) => a.place - b.place || (a.result < b.result ? -1 : 1))
    .map(({ check, result, restricted }) => {
      const late = restricted.filter(({ invoice }) => isLate(invoice, lateDays));
      return { check, result, all: tallyOf(restricted), late: tallyOf(late) };
    });
}
