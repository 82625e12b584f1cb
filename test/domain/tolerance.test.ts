/** Owns the guarantees of approvals: what an order keeps of an evaluation, and how far each of them reaches. */
import {
  approvalAfter,
  sinceApproval,
  termsOf,
  toleratedBy,
  type Approval,
  type ApprovedCheck,
  type Passing,
} from '../../domain/tolerance';
import { waivedChecks, type WaivedCheck } from '../../domain/waivers';

const AT = '2026-11-20T15:00:00.000Z';
const ZONE = 'America/Sao_Paulo';
const TERMS = { amountCents: 1_000_00, exposedCents: 1_000_00, lastDueOn: '2026-12-20', isDated: true } as const;
const TOLERANCE = { growPercent: 5, days: 15 };
const AN_APPROVED: ApprovedCheck = { check: 'no-limit', at: AT, decision: 'dec_1', result: 'noHit', ...TERMS };
const anApproval = (given: Partial<ApprovedCheck> = {}): Approval => ({
  at: AT,
  indicated: [],
  checks: [{ ...AN_APPROVED, ...given }],
});

const reaches = (given: Partial<typeof TERMS> | object = {}, tolerance = TOLERANCE, at = AT, approval = anApproval()) =>
  toleratedBy(approval, { ...TERMS, ...given }, tolerance, { at, zone: ZONE }).length === 1;

test.each([
  ['as it was', {}, TOLERANCE, true],
  ['less', { amountCents: 1 }, TOLERANCE, true],
  ['grown by as much as is tolerated', { amountCents: 1_050_00 }, TOLERANCE, true],
  ['a cent beyond that', { amountCents: 1_050_01 }, TOLERANCE, false],
  ['no more on term, but a cent beyond that owed to us', { exposedCents: 1_050_01 }, TOLERANCE, false],
  ['due earlier', { lastDueOn: '2026-12-19' }, TOLERANCE, true],
  ['due a day later', { lastDueOn: '2026-12-21' }, TOLERANCE, false],
  ['due nobody knows when', { isDated: false }, TOLERANCE, false],
  ['due at sight', { lastDueOn: null }, TOLERANCE, true],
  ['as it was, without growth', {}, { growPercent: 0, days: 15 }, true],
  ['a cent more, without growth', { amountCents: 1_000_01 }, { growPercent: 0, days: 15 }, false],
  ['as it was, on the same day only', {}, { growPercent: 5, days: 0 }, true],
  ['as it was, without tolerance', {}, { growPercent: 0, days: 0 }, false],
])('an order %s', (_what, terms, tolerance, expected) => {
  expect(reaches(terms, tolerance)).toBe(expected);
});

test('growth is exact at the largest amount that can be sent', () => {
  const largest = anApproval({ amountCents: 950_000_000_007 });
  expect(reaches({ amountCents: 997_500_000_007 }, TOLERANCE, AT, largest)).toBe(true);
  expect(reaches({ amountCents: 997_500_000_008 }, TOLERANCE, AT, largest)).toBe(false);
});

test('days are those of the branch: the approval at 23:30 in São Paulo is of that day, not of the next in UTC', () => {
  const late = anApproval({ at: '2026-11-21T02:30:00.000Z' });
  expect(reaches({}, TOLERANCE, '2026-12-06T02:59:00.000Z', late)).toBe(true);
  expect(reaches({}, TOLERANCE, '2026-12-06T03:00:00.000Z', late)).toBe(false);
});

test('what was undated when it was approved may stay so, and becomes no longer term by a date', () => {
  const undated = anApproval({ lastDueOn: null, isDated: false });
  expect(reaches({ lastDueOn: null, isDated: false }, TOLERANCE, AT, undated)).toBe(true);
  expect(reaches({ lastDueOn: '2026-11-21' }, TOLERANCE, AT, undated)).toBe(false);
});

test('without a policy for it, and before anything was passed, nothing is tolerated', () => {
  expect(toleratedBy(anApproval(), TERMS, undefined, { at: AT, zone: ZONE })).toEqual([]);
  expect(toleratedBy(null, TERMS, TOLERANCE, { at: AT, zone: ZONE })).toEqual([]);
});

test('what was released while nobody could verify it holds when it turns out true', () => {
  const standing = toleratedBy(anApproval({ result: 'unknown' }), TERMS, TOLERANCE, { at: AT, zone: ZONE });
  expect(waivedChecks([{ check: 'no-limit', outcome: 'undetermined' }], standing)).toHaveLength(1);
  expect(waivedChecks([{ check: 'no-limit', outcome: 'blocked' }], standing)).toEqual([]);
});

test('tolerance takes no indication away', () => {
  const standing = toleratedBy(anApproval(), TERMS, TOLERANCE, { at: AT, zone: ZONE });
  expect(waivedChecks([{ check: 'no-limit', outcome: 'indicated' }], standing)).toEqual([]);
});

test('an order all in cash has nothing to be measured by, and one on card is measured by its term part', () => {
  expect(termsOf([{ modality: 'cash', amountCents: 500_00, dueOn: [] }])).toMatchObject({ amountCents: 0 });
  const card = { modality: 'creditCard', amountCents: 300_00, dueOn: ['2027-01-20', '2026-12-20'] };
  expect(termsOf([card])).toEqual({ amountCents: 300_00, exposedCents: 0, lastDueOn: '2027-01-20', isDated: true });
});

describe('what an order keeps of passing', () => {
  const clear = { mode: 'block', result: 'noHit', outcome: 'clear' } as const;
  const LATER = '2026-11-25T15:00:00.000Z';
  const passing = (check: Partial<Passing['checks'][number]>, given: Partial<Passing> = {}): Passing => ({
    decision: 'dec_2',
    at: LATER,
    terms: { ...TERMS, amountCents: 1_020_00 },
    checks: [{ check: 'no-limit', ...clear, ...check }],
    waived: [],
    isAction: true,
    ...given,
  });
  const by = (kind: WaivedCheck['kind']): WaivedCheck[] => [{ check: 'no-limit', kind, id: 'x' }];
  const approvedBy = (given: Passing, before: Approval | null = null) =>
    approvalAfter(before, given).checks.map(({ decision }) => decision);

  test.each<[string, Passing, string[]]>([
    ['a check that blocks and is clear', passing({}), ['dec_2']],
    ['one that is released', passing({ result: 'hit' }, { waived: by('release') }), ['dec_2']],
    ['one that is excepted', passing({ result: 'hit' }, { waived: by('exception') }), ['dec_2']],
    ['one that was released unverified', passing({ result: 'unknown' }, { waived: by('release') }), ['dec_2']],
    ['one that tolerance let pass', passing({ result: 'hit' }, { waived: by('tolerance') }), []],
    ['one that is clear and only indicates', passing({ mode: 'indicate' }), []],
    ['one that fired and only indicates', passing({ mode: 'indicate', result: 'hit', outcome: 'indicated' }), []],
    ['one that is unknown and lets pass', passing({ result: 'unknown', outcome: 'indicated' }), []],
    ['one that only a second look found clear', passing({}, { isAction: false }), []],
    [
      'one that a second look found released',
      passing({ result: 'hit' }, { isAction: false, waived: by('release') }),
      ['dec_2'],
    ],
  ])('%s', (_what, given, approved) => {
    expect(approvedBy(given)).toEqual(approved);
    // What isn't approved anew stays as it was approved before.
    expect(approvedBy(given, anApproval())).toEqual(approved.length === 0 ? ['dec_1'] : approved);
  });

  test('a check that is not judged where it passes keeps its approval', () => {
    const after = approvalAfter(anApproval(), passing({ check: 'average-delay' }));
    expect(after.checks.map(({ check, amountCents }) => [check, amountCents])).toEqual([
      ['no-limit', 1_000_00],
      ['average-delay', 1_020_00],
    ]);
  });

  test('what only indicated is known, until it no longer does', () => {
    const indicating = passing({ mode: 'indicate', result: 'hit', outcome: 'indicated' });
    const first = approvalAfter(null, indicating);
    expect(first.indicated).toEqual(['no-limit']);
    expect(approvalAfter(first, passing({ check: 'average-delay' })).indicated).toEqual(['no-limit']);
    expect(approvalAfter(first, passing({ mode: 'indicate' })).indicated).toEqual([]);
  });
});

describe('what is said since an approval', () => {
  const blocked = { check: 'no-limit', mode: 'block', result: 'hit', outcome: 'blocked' } as const;

  test('a reason is new where it was not there, or was approved and has outgrown that', () => {
    const said = [{ check: 'no-limit', since: '2026-11-20', is: 'new' }];
    expect(sinceApproval({ at: AT, indicated: [], checks: [] }, [blocked], [], ZONE)).toEqual(said);
    expect(sinceApproval(anApproval(), [blocked], [], ZONE)).toEqual(said);
  });

  test.each<[string, Approval | null]>([
    ['an order that never passed', null],
    ['a reason that was indicated as it passed', { at: AT, indicated: ['no-limit'], checks: [] }],
  ])('nothing is new of %s', (_what, approval) => {
    expect(sinceApproval(approval, [blocked], [], ZONE)).toEqual([]);
  });
});
