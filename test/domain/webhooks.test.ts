/** Owns the proof of who hears of an event, and when a delivery is tried again. */
import fc from 'fast-check';
import { LONGEST_ROUND_MS, MAX_ATTEMPTS, retryAfterMs, waitAfter, wants } from '../../domain/webhooks';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');

/** The waits of a round in which every attempt fails at once. */
function waitsOf(retryAfter: number | null = null): number[] {
  const waits: number[] = [];
  let elapsedMs = 0;
  for (let attempt = 1; ; attempt += 1) {
    const wait = waitAfter({ attempt, elapsedMs, retryAfterMs: retryAfter });
    if (wait === null) return waits;
    waits.push(wait);
    elapsedMs += wait;
  }
}

test('attempts come soon at first, ever more rarely, and end within three days', () => {
  const waits = waitsOf();
  expect(waits[0]).toBe(5_000);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits).toHaveLength(MAX_ATTEMPTS - 1);
  expect(waits.reduce((a, b) => a + b)).toBeGreaterThan(48 * HOUR_MS);
  expect(waits.reduce((a, b) => a + b)).toBeLessThanOrEqual(LONGEST_ROUND_MS);
});

test('a receiver may ask for a longer wait, within a day and the round; never for a shorter one', () => {
  const first = (ms: number, elapsedMs = 0) => waitAfter({ attempt: 1, elapsedMs, retryAfterMs: ms });
  expect(first(1_000)).toBe(5_000);
  expect(first(120_000)).toBe(120_000);
  expect(first(30 * 24 * HOUR_MS)).toBe(24 * HOUR_MS);
  expect(first(30 * 24 * HOUR_MS, LONGEST_ROUND_MS - HOUR_MS)).toBe(HOUR_MS);
  expect(first(1_000, LONGEST_ROUND_MS)).toBeNull();
});

test('whatever receivers ask for, a round is bounded in attempts and in time', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constant(null), fc.double({ noNaN: true })), (asked) => {
      const waits = waitsOf(asked);
      expect(waits.length).toBeLessThan(MAX_ATTEMPTS);
      expect(waits.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(LONGEST_ROUND_MS);
    }),
  );
});

test.each([
  [429, '120', 120_000],
  [503, 'Fri, 20 Nov 2026 12:01:00 GMT', 60_000],
  [503, 'Fri, 20 Nov 2026 11:00:00 GMT', null],
  [500, '120', null],
  [429, null, null],
  [429, 'soon', null],
  [429, '-5', null],
  [429, '1e9', null],
  [429, '99999999999999999999', null],
])('%d with Retry-After %j asks for %j ms', (status, header, expected) => {
  expect(retryAfterMs(status, header, NOW)).toBe(expected);
});

test('only an enabled endpoint hears, of the branches and events it asks for', () => {
  const all = { status: 'enabled', branches: '*', events: '*' } as const;
  expect(wants(all, 'order.held', '02')).toBe(true);
  expect(wants({ ...all, branches: ['01'] }, 'order.held', '02')).toBe(false);
  expect(wants({ ...all, events: ['order.expired'] }, 'order.held', '02')).toBe(false);
  expect(wants({ ...all, branches: ['02'], events: ['order.held'] }, 'order.held', '02')).toBe(true);
  expect(wants({ ...all, status: 'disabled' }, 'order.held', '02')).toBe(false);
});
