/** Owns the guarantees about when what is not needed any more is removed. */
import { startSweep } from '../../worker/sweeps';
import { until } from '../support/until';

const silent = { info: () => undefined, warn: () => undefined };

test('it sweeps at once and again later, also after a failure, and tells what it removed', async () => {
  const told: unknown[][] = [];
  const log = {
    info: (...what: unknown[]) => void told.push(what),
    warn: (...what: unknown[]) => void told.push(what),
  };
  let sweeps = 0;
  const sweep = () => {
    sweeps += 1;
    return sweeps === 1 ? Promise.reject(new Error('away')) : Promise.resolve(sweeps === 2 ? 2 : 0);
  };
  const running = startSweep({ name: 'old decisions', sweep, log: log as never, everyMs: 5 });
  await until(() => Promise.resolve(sweeps >= 4), 'four sweeps');
  await running.stop();
  expect(told).toEqual([
    [{ err: new Error('away') }, 'not removed, trying again in an hour: old decisions'],
    [{ removed: 2 }, 'removed: old decisions'],
  ]);
  const seen = sweeps;
  await new Promise((resolve) => setImmediate(resolve));
  expect(sweeps).toBe(seen);
});

test('stopping does not wait for the next hour, but for the sweep under way', async () => {
  let finish: (removed: number) => void = () => undefined;
  const sweep = () => new Promise<number>((resolve) => (finish = resolve));
  const running = startSweep({ name: 'old decisions', sweep, log: silent as never });
  let isStopped = false;
  const stopped = running.stop().then(() => (isStopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  finish(0);
  await stopped;
});
