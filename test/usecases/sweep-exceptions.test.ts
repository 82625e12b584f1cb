/** Owns the proof that an order which can't be judged keeps neither other orders nor other exceptions waiting. */
import type { Exception } from '../../contracts/exception';
import { sweepExceptions, type ExceptionSweepDeps } from '../../usecases/sweep-exceptions';
import { anException } from '../support/builders';

const START = Date.parse('2026-11-10T12:00:00.000Z');
const FAILING = 'fails';

/** Exceptions that began, each concerning its own orders; time goes on as it is told. */
function setting(ordersOf: Readonly<Record<string, readonly string[]>>) {
  let nowMs = START;
  const dueAt = new Date(START).toISOString();
  const due = new Map(
    Object.keys(ordersOf).map((check) => [check, anException({ check, endsAt: '2027-01-01T03:00:00.000Z', dueAt })]),
  );
  const judged: string[] = [];
  const missed: string[] = [];
  const exceptions: Pick<ExceptionSweepDeps['exceptions'], 'takeDue' | 'noteDone'> = {
    takeDue: async (at, until) => {
      const first = [...due.values()].find((one) => one.dueAt !== null && one.dueAt <= at);
      return first === undefined ? null : put({ ...first, dueAt: until });
    },
    noteDone: async (taken, next) => void put({ ...taken, ...next }),
  };
  const put = (one: Exception) => {
    due.set(one.check, one);
    return one;
  };
  const deps: ExceptionSweepDeps = {
    exceptions: exceptions as ExceptionSweepDeps['exceptions'],
    orders: {
      openWithCheck: async ({ check, limit, afterId }) =>
        (ordersOf[check] ?? [])
          .map((order) => ({ branch: '01', order }))
          .filter(({ order }) => `01/${order}` > afterId)
          .slice(0, limit),
    },
    reevaluate: async ({ order }) => {
      if (order === FAILING) throw new Error('away');
      judged.push(order);
    },
    missed: (_error, { order }) => void missed.push(order),
    now: () => new Date(nowMs),
  };
  return {
    judged,
    missed,
    sweep: async (afterMs: number) => {
      nowMs += afterMs;
      return sweepExceptions(deps);
    },
    dueAt: (check: string) => due.get(check)?.dueAt,
  };
}

it('an order that can never be judged is tried five times, and the others and the next exception are judged meanwhile', async () => {
  const { sweep, judged, missed, dueAt } = setting({ first: ['a', FAILING, 'z'], second: ['m'] });
  await sweep(0);
  expect(judged.splice(0)).toEqual(['a', 'z', 'm']);
  for (const afterMs of [15_000, 60_000, 240_000, 960_000]) await sweep(afterMs);
  expect(missed).toEqual(Array.from({ length: 5 }, () => FAILING));
  expect(dueAt('first')).toBe('2027-01-01T03:00:00.000Z');
  expect(judged.filter((order) => order === 'm')).toHaveLength(1);
});

it('where every order could be judged, two looks are all', async () => {
  const { sweep, judged } = setting({ first: ['a'] });
  for (const afterMs of [0, 15_000, 60_000, 240_000]) await sweep(afterMs);
  expect(judged).toEqual(['a', 'a']);
});
