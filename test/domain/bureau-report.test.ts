/** Owns the guarantees of reading reports: partial is never clean nor fresh, a failure is no answer, old debts are gone. */
import {
  bureauRestrictions,
  isReadable,
  listsUnreadable,
  newestComplete,
  RESTRICTION_KINDS,
  type BlockFinding,
  type BureauReport,
  type RestrictionKind,
} from '../../domain/bureau-report';

const on = { today: '2026-11-20', zone: 'America/Sao_Paulo' };
const clean: BlockFinding = { state: 'clean' };
const REQUIRED: readonly RestrictionKind[] = ['debts', 'protests'];
const ALL_CLEAN = { debts: clean, protests: clean };

function found(given: Partial<Extract<BlockFinding, { state: 'found' }>> = {}): BlockFinding {
  return { state: 'found', count: 2, valueCents: 300_00, latestOn: null, records: [], ...given };
}
function report(given: Partial<BureauReport> = {}): BureauReport {
  const rest = { providerAt: '2026-11-10T15:00:00.000Z', restrictions: ALL_CLEAN, riskClass: null };
  return { bureau: 'deps', status: 'ok', ...rest, ...given };
}
const failed = (given: Partial<BureauReport> = {}) => report({ status: 'failed', restrictions: {}, ...given });
const at = (providerAt: string) => ({ providerAt: `${providerAt}T15:00:00.000Z` });
const read = (...reports: BureauReport[]) => bureauRestrictions(reports, REQUIRED, on);

describe('the newest complete report', () => {
  const ageOf = (...reports: BureauReport[]) => newestComplete(reports, 'deps', on)?.ageDays ?? null;

  test('its age is counted in calendar days of the zone', () => {
    expect(ageOf(report(at('2026-11-20')))).toBe(0);
    expect(ageOf(report({ providerAt: '2026-11-20T02:59:59.000Z' }))).toBe(1);
    expect(ageOf(report({ providerAt: '2026-11-20T03:00:00.000Z' }))).toBe(0);
    expect(ageOf(report({ providerAt: '2025-11-20T12:00:00.000Z' }))).toBe(365);
  });

  test('partial, failed and not contracted answers are none, however new', () => {
    for (const status of ['partial', 'failed', 'notContracted'] as const) {
      expect(ageOf(report({ status, restrictions: {} }))).toBeNull();
      expect(ageOf(report({ status, restrictions: {} }), report(at('2026-01-01')))).toBe(323);
    }
  });

  test('it is of its own bureau, and the newest, in whatever order they come', () => {
    expect(ageOf(report({ bureau: 'spc' }))).toBeNull();
    expect(ageOf(report(at('2026-11-01')), report(at('2026-11-15')), report(at('2026-10-01')))).toBe(5);
  });

  test("a clock one day ahead is forgiven, a date further ahead isn't believed", () => {
    expect(ageOf(report(at('2026-11-21')))).toBe(0);
    expect(ageOf(report(at('2026-11-22')))).toBeNull();
  });
});

describe('restrictions', () => {
  test('clean is what was searched and clean in a complete report', () => {
    expect(read(report())).toEqual({ found: false, asOf: '2026-11-10T15:00:00.000Z' });
  });

  test('found counts, and every kind of it, required or not', () => {
    const reports = [report({ restrictions: { ...ALL_CLEAN, debts: found(), lawsuits: found({ count: 1 }) } })];
    expect(read(...reports)).toMatchObject({ found: true, count: 3, valueCents: 600_00 });
  });

  test('nothing stored is nothing known', () => {
    expect(read()).toEqual({ found: 'unknown', why: 'notContracted' });
  });

  test.each<readonly [string, BureauReport[], unknown]>([
    ['a failed query', [failed()], { found: 'unknown', why: 'failed' }],
    ['a partial answer without findings', [report({ status: 'partial' })], { found: 'unknown', why: 'failed' }],
    [
      'a block that failed',
      [report({ restrictions: { ...ALL_CLEAN, debts: { state: 'failed' } } })],
      { found: 'unknown', why: 'failed' },
    ],
    [
      'a block that failed though none required it',
      [report({ restrictions: { ...ALL_CLEAN, cheques: { state: 'failed' } } })],
      { found: 'unknown', why: 'failed' },
    ],
    [
      'a required block that is absent',
      [report({ restrictions: { debts: clean } })],
      { found: 'unknown', why: 'notContracted' },
    ],
    [
      'a required block not contracted',
      [report({ restrictions: { ...ALL_CLEAN, debts: { state: 'notContracted' } } })],
      { found: 'unknown', why: 'notContracted' },
    ],
    [
      'a bureau without a contract',
      [report({ status: 'notContracted', restrictions: {} })],
      { found: 'unknown', why: 'notContracted' },
    ],
    [
      'another block not contracted',
      [report({ restrictions: { ...ALL_CLEAN, cheques: { state: 'notContracted' } } })],
      { found: false },
    ],
  ])('%s', (_what, reports, expected) => {
    expect(read(...reports)).toMatchObject(expected as object);
  });

  test('with nothing required, nothing searched is still not clean', () => {
    expect(bureauRestrictions([report({ restrictions: {} })], [], on)).toMatchObject({ found: 'unknown' });
    expect(bureauRestrictions([report()], [], on)).toMatchObject({ found: false });
  });

  test('what a partial answer found is found, how much of it is unknown', () => {
    const partial = report({ status: 'partial', restrictions: { debts: found() } });
    expect(read(partial)).toMatchObject({ found: true, count: null, valueCents: null });
    expect(read(report(at('2026-11-01')), partial)).toMatchObject({ found: true, count: null });
  });

  test('an attempt that brought nothing takes nothing away from the complete report before it', () => {
    const newer = at('2026-11-19');
    expect(read(report(), failed(newer), report({ status: 'partial', ...newer }))).toMatchObject({ found: false });
    const before = report({ restrictions: { ...ALL_CLEAN, debts: found() } });
    expect(read(before, failed(newer), report({ status: 'partial', ...newer }))).toMatchObject({
      found: true,
      count: 2,
    });
  });

  test('a newer complete report that searched the same and is clean ends what was found before', () => {
    const before = report({ restrictions: { ...ALL_CLEAN, debts: found() } });
    expect(read(before, report(at('2026-11-15')))).toMatchObject({ found: false });
  });

  test('found before stays found where the newer report did not search for it, clean before does not stay clean', () => {
    const newer = report({ ...at('2026-11-15'), restrictions: { protests: clean } });
    const before = report({ restrictions: { ...ALL_CLEAN, debts: found() } });
    expect(read(before, newer)).toMatchObject({ found: true });
    expect(read(report(), newer)).toMatchObject({ found: 'unknown' });
  });

  test('of two bureaus the one that knows more counts, and the same debts are not counted twice', () => {
    const spc = report({ bureau: 'spc', restrictions: { debts: found({ count: 5, valueCents: 900_00 }) } });
    const deps = report({ restrictions: { ...ALL_CLEAN, debts: found() } });
    expect(read(deps, spc)).toMatchObject({ found: true, count: 5, valueCents: 900_00 });
  });

  test('one bureau may make up for what the other was not contracted for, not for what it failed to say', () => {
    const spc = report({ bureau: 'spc', restrictions: { debts: clean } });
    expect(read(report({ restrictions: { protests: clean } }), spc)).toMatchObject({ found: false });
    expect(read(report({ restrictions: { ...ALL_CLEAN, debts: { state: 'failed' } } }), spc)).toMatchObject({
      found: 'unknown',
    });
  });

  test('the age told is that of the oldest report it stands on', () => {
    const spc = report({ bureau: 'spc', ...at('2026-09-01'), restrictions: { debts: clean } });
    expect(read(report({ restrictions: { protests: clean } }), spc)).toMatchObject({
      asOf: '2026-09-01T15:00:00.000Z',
    });
  });
});

describe('debts that fell due more than five years ago', () => {
  const withDebts = (block: BlockFinding) => read(report({ restrictions: { ...ALL_CLEAN, debts: block } }));
  const debt = (dueOn: string | null, valueCents: number | null = 100_00) => ({ dueOn, valueCents });

  test.each<readonly [string, string, boolean]>([
    ['on the fifth anniversary is read', '2021-11-20', true],
    ['the day after it is not', '2021-11-19', false],
  ])('%s', (_what, dueOn, isRead) => {
    const told = withDebts(found({ count: 1, valueCents: 100_00, records: [debt(dueOn)] }));
    expect(told.found).toBe(isRead);
  });

  test('are taken out of count and value, one by one', () => {
    const block = found({ count: 3, valueCents: 300_00, records: [debt('2020-01-01'), debt('2026-01-01')] });
    expect(withDebts(block)).toMatchObject({ found: true, count: 2, valueCents: 200_00 });
    const untold = found({ count: 2, valueCents: 300_00, records: [debt('2020-01-01', null)] });
    expect(withDebts(untold)).toMatchObject({ found: true, count: 1, valueCents: null });
  });

  test('are recognised by the newest occurrence where none is listed', () => {
    expect(withDebts(found({ latestOn: '2021-11-19' }))).toMatchObject({ found: false });
    expect(withDebts(found({ latestOn: '2021-11-20' }))).toMatchObject({ found: true });
  });

  test('do not make a partial answer clean', () => {
    const partial = report({ status: 'partial', restrictions: { debts: found({ latestOn: '2019-01-01' }) } });
    expect(read(partial)).toMatchObject({ found: 'unknown' });
  });

  test('a debt due on 29 February is read to 28 February', () => {
    const leap = report({
      ...at('2025-02-01'),
      restrictions: { ...ALL_CLEAN, debts: found({ count: 1, records: [debt('2020-02-29')] }) },
    });
    const onDay = (today: string) => bureauRestrictions([leap], REQUIRED, { ...on, today }).found;
    expect([onDay('2025-02-28'), onDay('2025-03-01')]).toEqual([true, false]);
  });
});

test('kinds are a closed list', () => {
  expect(RESTRICTION_KINDS).toEqual(['debts', 'protests', 'cheques', 'lawsuits', 'bankruptcy']);
});

describe('a report that is more than five years old', () => {
  const undated = { debts: found({ latestOn: null, records: [] }) };

  test('is read on the very day, and not a day later, whatever its records tell of their dates', () => {
    expect(read(report({ ...at('2021-11-20'), restrictions: undated }))).toMatchObject({ found: true });
    expect(read(report({ ...at('2021-11-19'), restrictions: undated }))).toMatchObject({ found: 'unknown' });
  });

  test('is no clean one either: what it searched is long ago', () => {
    expect(read(report(at('2021-11-19')))).toEqual({ found: 'unknown', why: 'notContracted' });
  });

  test("its day is the zone's", () => {
    expect(isReadable({ providerAt: '2021-11-20T02:59:59.000Z' }, on)).toBe(false);
    expect(isReadable({ providerAt: '2021-11-20T03:00:00.000Z' }, on)).toBe(true);
  });

  test('of 29 February ends with 28 February', () => {
    const leap = { providerAt: '2024-02-29T15:00:00.000Z' };
    expect(isReadable(leap, { ...on, today: '2029-02-28' })).toBe(true);
    expect(isReadable(leap, { ...on, today: '2029-03-01' })).toBe(false);
  });

  test.each([
    [{ latestOn: '2021-11-20' }, false],
    [{ latestOn: '2021-11-19' }, true],
    [{ records: [{ dueOn: '2021-11-20', valueCents: 1 }] }, false],
    [
      {
        records: [
          { dueOn: '2026-01-01', valueCents: 1 },
          { dueOn: '2021-11-19', valueCents: 1 },
        ],
      },
      true,
    ],
    [{}, false],
  ])('a younger one with %j lists what may not be shown: %s', (given, expected) => {
    expect(listsUnreadable(report({ restrictions: { debts: found(given) } }), on)).toBe(expected);
  });
});
