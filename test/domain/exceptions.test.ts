/** Owns the guarantees of exceptions' precedence: which one counts, compared with a model that was written apart. */
import fc from 'fast-check';
import { ALWAYS_HOLD } from '../../domain/checks';
import { exceptionsInForce, type ExceptionScope, type StandingException } from '../../domain/exceptions';

const SCOPES = {
  customer: { kind: 'customer', customerKey: 'cus_1' },
  group: { kind: 'group', groupKey: 'grp_1' },
  all: { kind: 'all' },
} as const satisfies Record<string, ExceptionScope>;
const AT = { branch: '02', customerKey: 'cus_1', groupKey: 'grp_1', at: '2026-11-20T15:00:00.000Z' };

function exception(given: Partial<StandingException> = {}): StandingException {
  return {
    exception: 'exc_1',
    scope: SCOPES.customer,
    branch: null,
    check: 'overdue-titles',
    effect: 'ignore',
    to: '2026-12-31',
    startsAt: '2026-11-01T03:00:00.000Z',
    endsAt: '2027-01-01T03:00:00.000Z',
    ...given,
  };
}
const idsOf = (standing: readonly StandingException[], at = AT) =>
  exceptionsInForce(standing, at).waivers.map(({ id }) => id);
const hold = (given: Partial<StandingException>) => exception({ check: ALWAYS_HOLD, effect: 'hold', ...given });

test('the customer stands before the group, the group before everybody, each check by itself', () => {
  const standing = [
    exception({ exception: 'everybody', scope: SCOPES.all }),
    exception({ exception: 'group', scope: SCOPES.group }),
    exception({ exception: 'own' }),
    exception({ exception: 'other', scope: SCOPES.all, check: 'no-history' }),
  ];
  expect(idsOf(standing)).toEqual(['own', 'other']);
  expect(idsOf(standing.slice(0, 2))).toEqual(['group']);
});

test('a customer is taken out of what holds everybody, and held where everybody is not', () => {
  const everybody = hold({ exception: 'everybody', scope: SCOPES.all });
  const spared = exception({ exception: 'spared', check: ALWAYS_HOLD });
  expect(exceptionsInForce([everybody], AT).alwaysHeld).toEqual({
    exception: 'everybody',
    scope: 'all',
    to: '2026-12-31',
  });
  expect(exceptionsInForce([everybody, spared], AT)).toEqual({ waivers: [], alwaysHeld: null });
  const nobody = exception({ scope: SCOPES.all, check: ALWAYS_HOLD });
  expect(exceptionsInForce([nobody, hold({ exception: 'own' })], AT).alwaysHeld?.exception).toBe('own');
});

test.each<[string, Partial<StandingException>]>([
  ['of another customer', { scope: { kind: 'customer', customerKey: 'cus_2' } }],
  ['of another group', { scope: { kind: 'group', groupKey: 'grp_2' } }],
  ['of another branch', { branch: '03' }],
  ['that is to begin', { startsAt: '2026-11-20T15:00:00.001Z' }],
  ['that has ended this very moment', { endsAt: AT.at }],
])('an exception %s does not count', (_name, given) => {
  expect(idsOf([exception(given)])).toEqual([]);
});

test('an exception counts from the first instant of its first day to the last of its last', () => {
  const one = exception({ startsAt: AT.at, endsAt: '2026-11-20T15:00:00.001Z' });
  expect(idsOf([one])).toEqual(['exc_1']);
});

const CHECKS = ['overdue-titles', 'no-history', ALWAYS_HOLD];
const instants = fc.constantFrom(
  '2026-11-19T03:00:00.000Z',
  AT.at,
  '2026-11-21T03:00:00.000Z',
  '2026-11-22T03:00:00.000Z',
);
const anyException = fc
  .record({
    scope: fc.constantFrom<ExceptionScope>(
      ...Object.values(SCOPES),
      { kind: 'customer', customerKey: 'cus_2' },
      { kind: 'group', groupKey: 'grp_2' },
    ),
    branch: fc.constantFrom(null, '02', '03'),
    check: fc.constantFrom(...CHECKS),
    holds: fc.boolean(),
    startsAt: instants,
    endsAt: instants,
  })
  .map(({ holds, ...one }) => exception({ ...one, effect: one.check === ALWAYS_HOLD && holds ? 'hold' : 'ignore' }));

/** Goes down the list of what is more specific and takes the first that finds one. */
function modelOf(standing: readonly StandingException[], check: string): StandingException | null {
  const live = standing.filter(
    (one) => one.check === check && one.startsAt <= AT.at && one.endsAt > AT.at && one.branch !== '03',
  );
  for (const scope of Object.values(SCOPES)) {
    for (const branch of ['02', null]) {
      for (const effect of ['hold', 'ignore']) {
        const found = live
          .filter((one) => JSON.stringify(one.scope) === JSON.stringify(scope))
          .filter((one) => one.branch === branch && one.effect === effect)
          .sort((a, b) =>
            a.endsAt === b.endsAt ? (a.exception < b.exception ? -1 : 1) : a.endsAt > b.endsAt ? -1 : 1,
          );
        if (found[0] !== undefined) return found[0];
      }
    }
  }
  return null;
}

test('of any exceptions, in any order, those count that the model finds, and no other', () => {
  fc.assert(
    fc.property(fc.array(anyException, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (made, numbers) => {
      const standing = made.map((one, index) => ({ ...one, exception: `exc_${index}` }));
      const shuffled = standing
        .map((one) => ({ one, by: numbers.next().value as number }))
        .sort((a, b) => a.by - b.by)
        .map(({ one }) => one);
      const { waivers, alwaysHeld } = exceptionsInForce(shuffled, AT);
      for (const check of CHECKS) {
        const wanted = modelOf(standing, check);
        if (check === ALWAYS_HOLD) {
          expect(alwaysHeld?.exception ?? null).toBe(wanted?.effect === 'hold' ? wanted.exception : null);
        } else {
          const ids = waivers.filter(({ checks }) => checks.includes(check)).map(({ id }) => id);
          expect(ids).toEqual(wanted === null ? [] : [wanted.exception]);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
