/** Owns the guarantee that the receiver tells what is needed to put events in order. */
import { lineOf } from '../../dev/webhook-receiver/line-of';

test("an order's event is told with its place among the order's events, and with its reasons", () => {
  const place = { branch: '02', order: '10483', generation: 1, sequence: 3 };
  const event = { type: 'order.held', timestamp: '2026-11-20T12:00:00Z' };
  const held = { ...place, status: 'held', stage: 'save', restrictions: [{ check: 'overdue-titles' }] };
  expect(lineOf({ ...event, data: held })).toBe(
    '2026-11-20T12:00:00Z  order.held  02/10483  1.3  held at save  because of overdue-titles',
  );
});

test('an event that is of no order says which run it is of', () => {
  const data = { branch: '02', run: 'syn_1', status: 'failed', reason: 'credential' };
  expect(lineOf({ type: 'sync.failed', timestamp: '2026-11-20T12:00:00Z', data })).toBe(
    '2026-11-20T12:00:00Z  sync.failed  02 run syn_1  failed  credential',
  );
});

test('a release and a report are told by their ids, and take no place among the steps of an order', () => {
  const at = { timestamp: '2026-11-20T12:00:00Z' };
  const release = { branch: '02', release: 'rls_1', scope: { kind: 'order', order: '10490' }, status: 'granted' };
  expect(lineOf({ ...at, type: 'release.granted', data: release })).toBe(
    '2026-11-20T12:00:00Z  release.granted  02 rls_1  granted',
  );
  const report = { branch: '02', purchase: 'pur_1', report: 'rep_1', status: 'ok' };
  expect(lineOf({ ...at, type: 'report.completed', data: report })).toBe(
    '2026-11-20T12:00:00Z  report.completed  02 rep_1  ok',
  );
});
