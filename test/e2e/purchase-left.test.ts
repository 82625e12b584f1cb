/** Owns purchases that nobody carries on, swept up again, and SPC's crossed with crashes: the invoice is as they say. */
import { quietTemporal } from '../support/crivo';
import { leftCases, spcCases } from '../support/purchase-crashes/plan';
import { WORKER_POINTS } from '../support/purchase-crashes/points';
import { runCrashes, type Outcome } from '../support/purchase-crashes/run-crashes';

/** What a worker does behind the last write, it has done: nothing is left. Nothing is sent of who has no Deps. */
const LEFT_POINTS = WORKER_POINTS.filter((point) => point !== 'purchases.closed:after');
const SPC_POINTS = [
  ...(['purchases.sent:before', 'purchases.sent:after', 'bureau.query:before', 'bureau.query:during'] as const),
  ...(['bureau.query:after', 'purchases.outcome:before', 'purchases.outcome:after', 'reports.insert:after'] as const),
  ...(['money.settle:after', 'purchases.closed:before'] as const),
];
const say = (line: string): void => console.info(line);

let worker: readonly Outcome[];
let api: readonly Outcome[];
let spc: readonly Outcome[];
beforeAll(async () => {
  quietTemporal();
  const left = { areLeft: true, say };
  const ofSpc = spcCases(SPC_POINTS, ['partial', 'resetInBody', 'error500AfterCharging']);
  [worker, api, spc] = await Promise.all([
    runCrashes({ name: 'left-worker', kind: 'worker', cases: leftCases(LEFT_POINTS), ...left }),
    runCrashes({ name: 'left-api', kind: 'api', cases: leftCases(['reportWorkflows.carry:before']), ...left }),
    runCrashes({ name: 'crash-spc', kind: 'worker', cases: ofSpc, spc: true, say }),
  ]);
}, 600_000);

const wrong = (outcomes: readonly Outcome[]) => outcomes.filter((one) => one.wrong.length > 0);
const met = (outcomes: readonly Outcome[]) => [...new Set(outcomes.map(({ point }) => point))].sort();

test('the sweep carries on what a killed worker and an ended workflow have left, at every point, and charges nothing twice', () => {
  expect(wrong(worker)).toEqual([]);
  expect(met(worker)).toEqual([...LEFT_POINTS].sort());
  expect(Math.max(...worker.map(({ charges }) => charges))).toBe(1);
});

test('the sweep reconciles what was left unknown where asking again is free, and leaves to a person what may cost', () => {
  const lost = worker.filter(({ point }) => ['bureau.query:after', 'purchases.sent:after'].includes(point));
  expect(lost.map(({ terms, status }) => [terms, status])).toEqual(
    lost.map(({ terms }) => [terms, terms === 'free' ? 'reconciled' : 'unknown']),
  );
  expect(lost).toHaveLength(4);
});

test('the sweep begins what an API has opened and died before it told anybody', () => {
  expect(wrong(api)).toEqual([]);
  expect(api.map(({ status, charges }) => [status, charges])).toEqual([
    ['done', 1],
    ['done', 1],
  ]);
});

test('SPC killed at a point of a purchase charges as its purchases say, and what was lost there waits for a person', () => {
  expect(wrong(spc)).toEqual([]);
  expect(met(spc)).toEqual([...SPC_POINTS].sort());
  expect(spc.filter(({ charges }) => charges > 1)).toEqual([]);
  expect(spc.filter(({ status }) => status === 'reconciled')).toEqual([]);
});
