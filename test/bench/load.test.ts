/** Owns the proof that load is what it says: a fixed rate whatever happens, or so many calls at a time. */
import { closedLoop, openLoop } from '../../bench/load';

it('a closed loop makes every call once, and never more at a time than asked', async () => {
  const seen: number[] = [];
  let [inFlight, most] = [0, 0];
  const { latenciesMs } = await closedLoop(50, 7, async (index) => {
    seen.push(index);
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise(setImmediate);
    inFlight -= 1;
  });
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(most).toBe(7);
  expect(latenciesMs).toHaveLength(50);
});

it('an open loop goes on calling while nothing is answered', async () => {
  let [called, answer] = [0, (): void => undefined];
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const { latenciesMs, seconds } = await openLoop(10, 500, async () => {
    called += 1;
    if (called === 10) answer();
    await answered;
  });
  expect(latenciesMs).toHaveLength(10);
  expect(Math.max(...latenciesMs)).toBeGreaterThan(10);
  expect(seconds).toBeGreaterThan(0);
});

it.each([
  ['closed', closedLoop],
  ['open', openLoop],
])('a call that fails ends a load in an %s loop: it would measure nothing', async (_, loop) => {
  const call = async (index: number): Promise<void> => {
    if (index === 3) throw new Error('refused');
  };
  await expect(loop(10, 1_000, call)).rejects.toThrow('refused');
});
