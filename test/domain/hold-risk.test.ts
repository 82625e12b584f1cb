/** Owns the number by which the queue is sorted by risk: its parts, its bounds, and what is not in it. */
import fc from 'fast-check';
import { BUREAU_FINDINGS } from '../../domain/bureau-facts';
import { holdRisk } from '../../domain/hold-risk';
import { readings } from '../rules/builders';

const known = { limitKind: 'amount', limitCents: 1_000_00, exposureAfterCents: 1_000_00, overdueMaxDays: 0 } as const;

test.each<[string, Parameters<typeof readings>[0], number, number]>([
  ['within the limit, nothing overdue', {}, 0, 0],
  ['10 % beyond the limit', { exposureAfterCents: 1_100_00 }, 0, 45],
  ['100 % beyond it', { exposureAfterCents: 2_000_00 }, 0, 450],
  ['far beyond it', { exposureAfterCents: 90_000_00 }, 0, 450],
  ['a limit of zero, as one that has expired', { limitCents: 0 }, 0, 450],
  ['no limit at all', { limitKind: 'none' }, 0, 450],
  ['unlimited', { limitKind: 'unlimited', exposureAfterCents: 90_000_00 }, 0, 0],
  ['45 days overdue', { overdueMaxDays: 45 }, 0, 150],
  ['a year overdue', { overdueMaxDays: 365 }, 0, 300],
  ['two checks that hold', {}, 2, 100],
  ['twenty checks that hold', {}, 20, 250],
  ['everything at its worst', { limitKind: 'none', overdueMaxDays: 90 }, 5, 1_000],
])('%s', (_name, given, checks, expected) => {
  expect(holdRisk(readings({ ...known, ...given }), checks)).toBe(expected);
});

test('what is not known counts as half of the worst, not as good', () => {
  const unknown = { known: false, why: 'failed' } as const;
  const facts = readings({ ...known });
  expect(holdRisk({ ...facts, exposureAfterCents: unknown }, 0)).toBe(225);
  expect(holdRisk({ ...facts, overdueMaxDays: unknown }, 0)).toBe(150);
});

test('it is whole and lies between 0 and 1000, whatever the facts', () => {
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(number, number, number, fc.nat(300), (limitCents, exposureAfterCents, overdueMaxDays, checks) => {
      const risk = holdRisk(
        readings({ ...known, limitCents: Math.abs(limitCents), exposureAfterCents, overdueMaxDays }),
        checks,
      );
      expect(Number.isInteger(risk) && risk >= 0 && risk <= 1_000).toBe(true);
    }),
  );
});

test('what bureaus say can not be read out of it', () => {
  const base = readings({ ...known });
  for (const fact of BUREAU_FINDINGS) {
    const asOf = '2026-11-20T12:00:00.000Z';
    const told = { known: true, value: fact === 'riskClass' ? 'E' : 1, asOf, source: 'report' } as const;
    expect(holdRisk({ ...base, [fact]: told }, 1)).toBe(holdRisk(base, 1));
  }
});
