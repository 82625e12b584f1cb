/** Owns the guarantees of metrics: counted once, read seldom, never in the way of anything. */
import { holdsToken, NO_METRICS, openMetrics } from '../../platform/metrics';
import { decisionCounter, countedDecisions } from '../../adapters/mongo/counted-decisions';
import type { DecisionStore } from '../../adapters/mongo/decision-store';
import type { DecisionRecord } from '../../contracts/decision';

const linesOf = (text: string | null, name: string) => (text ?? '').split('\n').filter((line) => line.startsWith(name));

test('counters, durations and gauges are told in the format of Prometheus, with those of Node beside them', async () => {
  const metrics = await openMetrics();
  const count = metrics.counter('things_total', 'Things', ['kind']);
  count({ kind: 'a' });
  count({ kind: 'a' });
  metrics.durations('work_seconds', 'Work', ['route'])({ route: '/v1' }, 0.2);
  metrics.gauge('backlog', 'Backlog', 'collection', () => Promise.resolve({ orders: 3, sales: 0 }));
  metrics.gauge('holds', 'Holds', null, () => Promise.resolve({ '': 7 }));
  const text = await metrics.text();
  expect(linesOf(text, 'things_total')).toEqual(['things_total{kind="a"} 2']);
  expect(linesOf(text, 'work_seconds_bucket{le="0.25"')).toEqual(['work_seconds_bucket{le="0.25",route="/v1"} 1']);
  expect(linesOf(text, 'backlog{')).toEqual(['backlog{collection="orders"} 3', 'backlog{collection="sales"} 0']);
  expect(linesOf(text, 'holds')).toEqual(['holds 7']);
  expect(linesOf(text, 'nodejs_eventloop_lag_seconds ')).toHaveLength(1);
});

test('however often they are asked for, figures are read once in some seconds', async () => {
  const metrics = await openMetrics();
  let reads = 0;
  metrics.gauge('backlog', 'Backlog', null, () => Promise.resolve({ '': (reads += 1) }));
  await Promise.all(Array.from({ length: 50 }, () => metrics.text()));
  expect(reads).toBe(1);
});

test('a figure that fails or never comes is left out, and the rest is told', async () => {
  const metrics = await openMetrics();
  metrics.gauge('away', 'Away', null, () => Promise.reject(new Error('the server is away')));
  metrics.gauge('stuck', 'Stuck', null, () => new Promise(() => undefined));
  metrics.gauge('there', 'There', null, () => Promise.resolve({ '': 1 }));
  const text = await metrics.text();
  expect([...linesOf(text, 'away'), ...linesOf(text, 'stuck'), ...linesOf(text, 'there')]).toEqual(['there 1']);
});

test('two processes’ metrics in one are kept apart, and none are kept while they are off', async () => {
  const [one, other] = [await openMetrics(), await openMetrics()];
  one.counter('things_total', 'Things', [])({});
  expect(linesOf(await other.text(), 'things_total')).toEqual([]);
  NO_METRICS.counter('things_total', 'Things', [])({});
  expect(await NO_METRICS.text()).toBeNull();
});

test('only the whole token counts', () => {
  expect(holdsToken('Bearer 0123456789abcdef', '0123456789abcdef')).toBe(true);
  for (const wrong of [
    undefined,
    '',
    'Bearer',
    'Bearer 0123456789abcde',
    'bearer 0123456789abcdef',
    '0123456789abcdef',
  ]) {
    expect(holdsToken(wrong, '0123456789abcdef')).toBe(false);
  }
});

test('a decision is counted when it was inserted, not when it was found', async () => {
  const record = (id: string) => ({ decision: id, kind: 'order', judgement: { outcome: 'blocked' } }) as DecisionRecord;
  const stored = new Map<string, DecisionRecord>();
  const store = {
    insertOrFind: (given: DecisionRecord) => {
      const found = stored.get(given.decision);
      if (found === undefined) stored.set(given.decision, given);
      return Promise.resolve(found ?? given);
    },
  } as unknown as DecisionStore;
  const metrics = await openMetrics();
  const counted = countedDecisions(store, decisionCounter(metrics));
  for (const id of ['a', 'b', 'a', 'a']) await counted.insertOrFind(record(id));
  expect(linesOf(await metrics.text(), 'crivo_decisions_total')).toEqual([
    'crivo_decisions_total{kind="order",outcome="blocked"} 2',
  ]);
});
