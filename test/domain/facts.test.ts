/** Owns the guarantee that the catalogue of facts is whole, and that no value of another type passes as a reading. */
import {
  checkReading,
  FACT_NAMES,
  factDefinition,
  isFactName,
  isValueOf,
  type FactName,
  type FactReading,
  type FactValue,
} from '../../domain/facts';

const known = (value: unknown): FactReading => ({
  known: true,
  value: value as FactValue,
  asOf: '2026-11-20T12:00:00.000Z',
  source: 'test',
});

test.each(FACT_NAMES)('%s has a unit that fits its type, and values exactly when it is a text', (name) => {
  const { type, unit, values, label, description } = factDefinition(name);
  const unitOf = { cents: ['cents'], days: ['days'], count: ['titles', 'records'], boolean: ['none'], text: ['none'] };
  expect(unitOf[type]).toContain(unit);
  expect(values !== undefined).toBe(type === 'text');
  expect(label).not.toBe('');
  expect(description).toMatch(/\.$/);
});

test('a name says the unit of its value', () => {
  const endings = { cents: /Cents$/, days: /Days$/, count: /Count$/, boolean: /./, text: /./ };
  for (const name of FACT_NAMES) expect(name).toMatch(endings[factDefinition(name).type]);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'OrderTotalCents'])(
  '%p is no fact',
  (name) => {
    expect(isFactName(name)).toBe(false);
  },
);

test.each<readonly [FactName, readonly unknown[], readonly unknown[]]>([
  [
    'openCents',
    [0, 1, Number.MAX_SAFE_INTEGER],
    ['100', '', -1, -0, 10.5, NaN, Infinity, -Infinity, 2 ** 53, null, undefined, true, 100n, [1], {}],
  ],
  ['settledCount', [0, 12], [1.5, -1, -0, '1', NaN, Infinity]],
  ['averageDelayDays', [0, 10.04, -3], ['10', -0, NaN, Infinity, -Infinity, null, true]],
  ['limitExpired', [true, false], ['true', 0, 1, null, undefined]],
  ['situation', ['cleared', 'blocked', 'underReview'], ['liberado', '', 'constructor', '__proto__', null, 1, true]],
])('%s is one of its values and nothing else', (name, right, wrong) => {
  for (const value of right) expect([value, isValueOf(name, value)]).toEqual([value, true]);
  for (const value of wrong) expect([value, isValueOf(name, value)]).toEqual([value, false]);
});

test('a reading is passed on as it came, or becomes unknown with the reason', () => {
  const stale = { known: false, why: 'stale' } as const;
  expect(checkReading('openCents', known(100))).toEqual(known(100));
  expect(checkReading('openCents', known('100'))).toEqual({ known: false, why: 'illTyped' });
  expect(checkReading('openCents', undefined)).toEqual({ known: false, why: 'missing' });
  expect(checkReading('openCents', stale)).toBe(stale);
});
