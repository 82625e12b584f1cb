/** Owns the finding of what an order or sale became: its titles, also those that ledgers keep no longer. */
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import type { MovementStore } from '../adapters/mongo/movement-store';
import { addDays, dateInZone } from '../domain/calendar';
import { MAX_MOVEMENTS } from '../domain/ledger';
import type { Movement } from '../domain/movements';
import { HISTORY_DAYS } from '../domain/receivables';
import { foldTitle, groupByTitle, isIssued, type FoldedTitle } from '../domain/titles';
import { inSlices } from './in-slices';

export interface CaseTitlesDeps {
  readonly ledgers: Pick<LedgerStore, 'findMany'>;
  readonly movements: Pick<MovementStore, 'ofCustomers'>;
  readonly now: () => Date;
}

/** One that was decided, at an instant. */
interface Case {
  readonly kind: 'order' | 'sale';
  readonly branch: string;
  readonly id: string;
  /** `null` for one that was only supposed: it became nothing. */
  readonly decision: string | null;
  readonly customerKey: string | null;
  readonly at: string;
}

/** So many ledgers are held at once: those of great customers have thousands of titles. */
const LEDGERS_AT_ONCE = 25;
/** Movements are read whole, so of fewer customers. */
const CUSTOMERS_AT_ONCE = 5;

/**
 * The titles of each, in their order; none where none are known, or where the customer has more movements than are read.
 * Ledgers are asked first: they don't keep what was settled more than a year ago, for which the movements are.
 */
export async function titlesOfCases(
  deps: CaseTitlesDeps,
  cases: readonly Case[],
): Promise<readonly (readonly FoldedTitle[])[]> {
  const found = cases.map((): readonly FoldedTitle[] => []);
  const decided = cases.map((one, index) => ({ ...one, index })).filter(({ decision }) => decision !== null);
  for (const some of chunks(decided, LEDGERS_AT_ONCE)) {
    const ledgers = await deps.ledgers.findMany(customersOf(some));
    for (const one of some) found[one.index] = ownTitles(one, ledgers.get(one.customerKey ?? '')?.titles ?? []);
  }
  const kept = addDays(dateInZone(deps.now().toISOString(), 'UTC'), -HISTORY_DAYS);
  const old = decided.filter(({ index, at }) => at < kept && found[index]?.length === 0);
  for (const keys of chunks(customersOf(old), CUSTOMERS_AT_ONCE)) {
    const some = old.filter(({ customerKey }) => customerKey !== null && keys.includes(customerKey));
    const titles = await titlesNamed(deps, keys, new Set(some.map(({ id }) => id)));
    for (const one of some) found[one.index] = ownTitles(one, titles);
  }
  return found;
}

/** Folded of all movements of the customers' titles for these orders and sales; none of a customer who has too many. */
async function titlesNamed(
  deps: Pick<CaseTitlesDeps, 'movements'>,
  customerKeys: readonly string[],
  ids: ReadonlySet<string>,
): Promise<readonly FoldedTitle[]> {
  const all = await deps.movements.ofCustomers(customerKeys, MAX_MOVEMENTS + 1);
  if (all.length > MAX_MOVEMENTS) {
    const titles: FoldedTitle[] = [];
    // Too many of one alone are too many; together they only have to be read one after the other.
    if (customerKeys.length > 1) for (const key of customerKeys) titles.push(...(await titlesNamed(deps, [key], ids)));
    return titles;
  }
  const isNamed = (one: Movement) => one.type === 'issued' && (ids.has(one.order ?? '') || ids.has(one.sale ?? ''));
  const wanted = groupByTitle(all).filter((ofTitle) => ofTitle.some(isNamed));
  return (await inSlices(wanted, foldTitle)).filter(isIssued);
}

function ownTitles(one: Case, titles: readonly FoldedTitle[]): readonly FoldedTitle[] {
  return titles.filter((title) => title.branch === one.branch && title[one.kind] === one.id);
}

function customersOf(cases: readonly Case[]): readonly string[] {
  return [...new Set(cases.flatMap(({ customerKey }) => customerKey ?? []))];
}

function chunks<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
