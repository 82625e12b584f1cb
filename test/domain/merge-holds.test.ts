/** Owns that rows which were read again stand where the API would list them, for every order of the queue. */
import fc from 'fast-check';
import { HOLD_SORTS, NO_DEADLINE, type HoldSort } from '../../domain/hold-queue';
import {
  holdName as nameOf,
  mergeHolds,
  type HoldsPage as PageOf,
  type SortedHold as Hold,
} from '../../domain/merge-holds';

type HoldsPage = PageOf<Hold>;

const PAGE = 3;
const day = (n: number) => `2026-11-${String(10 + n)}T00:00:00.000Z`;
const aHold = (order: string, n: number) =>
  ({
    ...{ branch: '02', order, heldSince: day(n), termCents: n * 100, risk: n },
    deadline: n === 9 ? null : day(n),
  }) satisfies Hold;

const valueOf = (hold: Hold, by: HoldSort) =>
  ({ age: hold.heldSince, value: hold.termCents, risk: hold.risk, deadline: hold.deadline ?? NO_DEADLINE })[by];
/** As the API sorts by default. */
function listed(holds: readonly Hold[], by: HoldSort): readonly Hold[] {
  const direction = by === 'age' || by === 'deadline' ? 1 : -1;
  return [...holds].sort((a, b) => {
    const [x, y] = [valueOf(a, by), valueOf(b, by)];
    const isLess = x === y ? nameOf(a) < nameOf(b) : x < y;
    return isLess ? -direction : direction;
  });
}
function paged(holds: readonly Hold[], loaded: number): HoldsPage[] {
  const pages: HoldsPage[] = [];
  for (let from = 0; from < holds.length && pages.length < loaded; from += PAGE) {
    const next = from + PAGE < holds.length ? String(from + PAGE) : null;
    pages.push({ holds: holds.slice(from, from + PAGE), nextCursor: next });
  }
  return pages.length > 0 ? pages : [{ holds: [], nextCursor: null }];
}
const orders = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const queue = fc.uniqueArray(fc.tuple(fc.constantFrom(...orders), fc.integer({ min: 0, max: 9 })), {
  selector: ([order]) => order,
});

test('whatever changes, all that is loaded stands as if it had been listed anew', () => {
  fc.assert(
    fc.property(queue, queue, fc.constantFrom(...HOLD_SORTS), fc.integer({ min: 1, max: 3 }), (was, is, by, loaded) => {
      const before = listed(
        was.map(([order, n]) => aHold(order, n)),
        by,
      );
      const after = listed(
        is.map(([order, n]) => aHold(order, n)),
        by,
      );
      const pages = paged(before, loaded);
      const asked = new Set([...before, ...after].map(nameOf));
      const merged = mergeHolds(pages, asked, after, by).flatMap(({ holds }) => holds);
      const isAll = pages.at(-1)?.nextCursor === null;
      expect(merged.map(nameOf)).toEqual(listed(merged, by).map(nameOf));
      if (isAll) expect(merged).toEqual(after);
      else expect(after).toEqual(expect.arrayContaining(merged));
    }),
  );
});

test('an order beyond the last row that was read waits for its page; one before it stands at its place', () => {
  const pages = paged([aHold('a', 1), aHold('b', 2), aHold('c', 3), aHold('d', 4)], 1);
  const names = (holds: readonly Hold[]) =>
    mergeHolds(pages, new Set(holds.map(nameOf)), holds, 'age').map((page) => page.holds.map(({ order }) => order));
  expect(names([aHold('x', 8)])).toEqual([['a', 'b', 'c']]);
  expect(names([aHold('x', 2)])).toEqual([['a', 'b', 'x', 'c']]);
  expect(names([aHold('b', 8)])).toEqual([['a', 'c']]);
});

test('what was not read again stays the same object, so that its row is not drawn anew', () => {
  const [first, second] = [aHold('a', 1), aHold('b', 2)];
  const merged = mergeHolds(paged([first, second], 1), new Set(['02/b']), [aHold('b', 2)], 'age');
  expect(merged[0]?.holds[0]).toBe(first);
  expect(merged[0]?.holds[1]).not.toBe(second);
});
