/** Owns the random ledgers of R13: every kind of movement whose loss or repetition a figure would tell. */
import type { Random } from '../../dev/generator/random';
import { addDays, type CalendarDate } from '../../domain/calendar';
import type { SentLine } from '../references/ledger-by-hand';

const MOST_TITLES = 3;
const MOST_COLLECTIONS = 3;
/** All days lie before today and within the year that figures look back. */
const OLDEST_DAYS = 200;

interface TitleOf {
  readonly random: Random;
  readonly named: Pick<SentLine, 'branch' | 'title' | 'document'>;
  readonly issuedOn: CalendarDate;
  /** The next movement's id. */
  readonly id: () => string;
}

/** A customer's lines on the branches, in the order in which things happened. The branches use the same ids. */
export function randomLedger(
  random: Random,
  of: { readonly document: string; readonly branches: readonly string[]; readonly today: CalendarDate },
): SentLine[] {
  return of.branches.flatMap((branch) => {
    let ids = 0;
    const id = () => `${of.document}-m${(ids += 1)}`;
    return Array.from({ length: random.between(1, MOST_TITLES) }, (_, n) => {
      const named = { branch, title: `${of.document}-t${n}`, document: of.document };
      const issuedOn = addDays(of.today, random.between(0, 90) - OLDEST_DAYS);
      return randomTitle({ random, named, issuedOn, id });
    }).flat();
  });
}

function randomTitle(title: TitleOf): SentLine[] {
  const { random, named, issuedOn, id } = title;
  const amountCents = random.between(2, 900_00);
  const dueOn = addDays(issuedOn, 30);
  const lines: SentLine[] = [{ ...named, type: 'issued', movement: id(), amountCents, issuedOn, dueOn }];
  lines.push(...randomCollections(title, amountCents));
  const on = (days: number) => ({ ...named, movement: id(), effectiveOn: addDays(issuedOn, days) });
  if (random.chance(0.2)) lines.push({ ...on(10), type: 'dueDateChanged', dueOn: addDays(dueOn, 15) });
  if (random.chance(0.2)) lines.push({ ...on(70), type: 'carrierChanged', carrier: 'notary' });
  if (random.chance(0.1)) lines.push({ ...on(80), type: 'cancelled' });
  return lines;
}

/** Never more than there is to collect, so that no figure ends at its bound and hides a second count. */
function randomCollections({ random, named, issuedOn, id }: TitleOf, amountCents: number): SentLine[] {
  const lines: SentLine[] = [];
  let leftCents = amountCents;
  for (let n = random.between(0, MOST_COLLECTIONS); n > 0 && leftCents > 0; n -= 1) {
    const collection = id();
    const cents = random.chance(0.4) ? leftCents : random.between(1, leftCents);
    const method = random.pick(['money', 'money', 'cheque'] as const);
    const on = (days: number) => ({ ...named, effectiveOn: addDays(issuedOn, days) });
    lines.push({ ...on(random.between(5, 40)), type: 'collected', movement: collection, amountCents: cents, method });
    leftCents -= cents;
    if (method === 'cheque' && random.chance(0.5)) {
      lines.push({ ...on(45), type: 'cleared', movement: id(), collection });
    }
    if (random.chance(0.3)) {
      const part = random.chance(0.5) ? random.between(1, cents) : null;
      const back = { ...on(60), type: 'reversed', movement: id(), collection, reason: 'error' } as const;
      lines.push(part === null ? back : { ...back, amountCents: part });
      leftCents += part ?? cents;
    }
  }
  return lines;
}

/** In an order that `random` draws. */
export function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random.unit() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
