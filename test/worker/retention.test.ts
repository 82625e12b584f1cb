/** Owns the guarantees about when old decisions are removed. */
import { startRetention } from '../../worker/retention';
import { until } from '../support/until';

const now = () => new Date('2026-11-22T12:00:00.000Z');
const silent = { info: () => undefined, warn: () => undefined };

test('it removes at once what is older than configured, and again later, also after a failure', async () => {
  const asked: string[] = [];
  const warnings: unknown[] = [];
  const sweep = (before: string) => {
    asked.push(before);
    return asked.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve(2);
  };
  const log = { ...silent, warn: (...what: unknown[]) => void warnings.push(what) };
  const running = startRetention({ sweep, keepDays: 1_827, now, log: log as never, everyMs: 5 });
  await until(() => Promise.resolve(asked.length >= 3), 'three sweeps');
  await running.stop();
  expect(new Set(asked)).toEqual(new Set(['2021-11-21T12:00:00.000Z']));
  expect(warnings).toHaveLength(1);
  const seen = asked.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(seen);
});

test('stopping does not wait for the next hour, but for the sweep under way', async () => {
  let finish: (removed: number) => void = () => undefined;
  const running = startRetention({
    sweep: () => new Promise((resolve) => (finish = resolve)),
    keepDays: 180,
    now,
    log: silent as never,
  });
  let isStopped = false;
  const stopped = running.stop().then(() => (isStopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  finish(0);
  await stopped;
});
