/** Owns the queue as it is after some of its orders were read again: replaced, moved, added where they belong, or gone. Pure. */
import { NO_DEADLINE, type HoldSort } from './hold-queue';

/** As much of a held order as it is sorted by. */
export interface SortedHold {
  readonly branch: string;
  readonly order: string;
  readonly heldSince: string;
  readonly termCents: number;
  readonly risk: number;
  readonly deadline: string | null;
}

/** One page of the queue as it was read. */
export interface HoldsPage<H extends SortedHold> {
  readonly holds: readonly H[];
  readonly nextCursor: string | null;
}

/** One order of one branch, as a row is known by. */
export function holdName({ branch, order }: Pick<SortedHold, 'branch' | 'order'>): string {
  return `${branch}/${order}`;
}

/** Sorted as the API sorts: by the value, then by the order's name in the same direction. */
export function mergeHolds<H extends SortedHold>(
  pages: readonly HoldsPage<H>[],
  asked: ReadonlySet<string>,
  answered: readonly H[],
  by: HoldSort,
): readonly HoldsPage<H>[] {
  const fresh = new Map(answered.map((hold) => [holdName(hold), hold]));
  const placed = new Set<string>();
  const inPlace = pages.map((page) => ({
    ...page,
    holds: page.holds.flatMap((hold) => {
      const name = holdName(hold);
      if (!asked.has(name)) return [hold];
      const now = fresh.get(name);
      if (now === undefined || placed.has(name) || valueOf(now, by) !== valueOf(hold, by)) return [];
      placed.add(name);
      return [now];
    }),
  }));
  const others = answered.filter((hold) => !placed.has(holdName(hold)));
  return others.reduce<readonly HoldsPage<H>[]>((all, hold) => withHold(all, hold, by), inPlace);
}

/** Beyond the last row that was read it comes with its own page. */
function withHold<H extends SortedHold>(
  pages: readonly HoldsPage<H>[],
  hold: H,
  by: HoldSort,
): readonly HoldsPage<H>[] {
  const at = pages.findIndex((page) => page.holds.some((other) => comesBefore(hold, other, by)));
  if (at === -1 && pages.at(-1)?.nextCursor !== null) return pages;
  const chosen = at === -1 ? pages.length - 1 : at;
  return pages.map((page, index) => {
    if (index !== chosen) return page;
    const found = page.holds.findIndex((other) => comesBefore(hold, other, by));
    const before = found === -1 ? page.holds.length : found;
    return { ...page, holds: [...page.holds.slice(0, before), hold, ...page.holds.slice(before)] };
  });
}

function comesBefore(one: SortedHold, other: SortedHold, by: HoldSort): boolean {
  const isRising = by === 'age' || by === 'deadline';
  const [a, b] = [valueOf(one, by), valueOf(other, by)];
  if (a === b) return holdName(one) < holdName(other) === isRising;
  return a < b === isRising;
}

function valueOf(hold: SortedHold, by: HoldSort): string | number {
  return { age: hold.heldSince, value: hold.termCents, risk: hold.risk, deadline: hold.deadline ?? NO_DEADLINE }[by];
}
