/** Owns R1 in small: processes killed at every point of a purchase, bureau faults beside it, and what the invoice says then. */
import type { QueryFaultName } from '../../dev/simulators/deps/query-faults';
import { quietTemporal } from '../support/crivo';
import {
  allCases,
  FAULT_NAMES,
  fewCases,
  hasToFire,
  pairsOf,
  TERMS,
  type CrashCase,
} from '../support/purchase-crashes/plan';
import { API_POINTS, SECOND_POINTS, WORKER_POINTS } from '../support/purchase-crashes/points';
import { runCrashes, type Outcome } from '../support/purchase-crashes/run-crashes';

const all = allCases();
const few = fewCases([...all.worker, ...all.twice, ...all.api]);
const of = (cases: readonly CrashCase[]) => few.filter((one) => cases.includes(one));
const CHARGED_AND_LOST: readonly QueryFaultName[] = [
  ...(['resetBeforeFirstByte', 'resetAfterHeaders', 'resetInBody', 'stalledInBody', 'answeredTooLate'] as const),
  ...(['error500AfterCharging', 'error503PageAfterCharging', 'htmlWith200AfterCharging', 'otherDocument'] as const),
];
const say = (line: string): void => console.info(line);

let outcomes: readonly Outcome[];
beforeAll(async () => {
  quietTemporal();
  // Side by side: most of it is waiting for heartbeats that stay away.
  const runs = await Promise.all([
    runCrashes({ name: 'crash-worker', kind: 'worker', cases: of(all.worker), say }),
    runCrashes({ name: 'crash-twice', kind: 'worker', cases: of(all.twice), say }),
    runCrashes({ name: 'crash-api', kind: 'api', cases: of(all.api), say }),
  ]);
  outcomes = runs.flat();
  say(`${outcomes.length} purchases, each with a process killed under it`);
}, 600_000);

const at = (point: string) => outcomes.filter((one) => (one.second ?? one.point) === point);

test('R1: every fault was tried with all that reuse may cost', () => {
  const pairs = new Set(outcomes.flatMap(pairsOf));
  const due = FAULT_NAMES.flatMap((fault) => TERMS.map((terms) => `${fault} ${terms}`));
  expect(due.filter((pair) => !pairs.has(pair))).toEqual([]);
});

test('R1: what may have been charged, where asking again may cost, waits for a person; what is free reconciles', () => {
  const lost = outcomes.filter(({ fault }) => CHARGED_AND_LOST.includes(fault));
  const costly = lost.filter((one) => one.terms === 'charged' && hasToFire(one) === true);
  expect(costly.map(({ status, charges }) => [status, charges])).toEqual(costly.map(() => ['unknown', 1]));
  expect(costly.length).toBeGreaterThan(3);
  expect(outcomes.filter(({ terms, status }) => terms === 'free' && status === 'reconciled').length).toBeGreaterThan(5);
});

describe.each([...new Set([...WORKER_POINTS, ...SECOND_POINTS, ...API_POINTS])])('R1: killed at %s', (point) => {
  it('was there, its faults fired, and the invoice is as its purchases say: never 2 for one', () => {
    expect(at(point).length).toBeGreaterThan(0);
    expect(at(point).filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});
