/** Owns the guarantees of judging by two policies: as the engine judges by each, with the checks that it turns on. */
import * as fc from 'fast-check';
import type { Policy } from '../../contracts/policy';
import { ACTIONS } from '../../domain/actions';
import { flipDirection } from '../../domain/policy-flips';
import { factsRead, policyPair } from '../../rules/compare-policies';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { check, factReadings } from './arbitraries';
import { aCheck, aPolicy, readings } from './builders';

const AT = { branch: '01', actions: ['save'], holdable: true } as const;
const policies = fc
  .array(check, { minLength: 1, maxLength: 4 })
  .map((checks) => aPolicy(checks.map((one, index) => ({ ...one, id: `check-${index}` }))));

test('both sides are what the engine says, for any two policies and any facts, and a flip has its checks', async () => {
  let flips = 0;
  const asked = fc.record({
    branch: fc.constantFrom('01', '02'),
    actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 2 }),
    holdable: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(policies, policies, factReadings, asked, async (live, draft, facts, at) => {
      const compared = policyPair(live, draft).compare(at, facts);
      const [before, after] = await Promise.all([judgePolicy(live, facts, at), judgePolicy(draft, facts, at)]);
      expect([compared.live, compared.draft]).toEqual([before.outcome, after.outcome]);
      expect(compared.reasons.live).toEqual(before.restrictions.map((one) => one.check));
      expect(compared.reasons.draft).toEqual(after.restrictions.map((one) => one.check));
      expect(compared.flip?.direction ?? null).toBe(flipDirection(before.outcome, after.outcome));
      if (compared.flip === null) return;
      flips += 1;
      expect(compared.flip.checks.length).toBeGreaterThan(0);
    }),
    { numRuns: 300, seed: 20_261_122 },
  );
  expect(flips).toBeGreaterThan(15);
});

test('a threshold that moves turns exactly the orders in between, on account of its check', () => {
  const pair = policyPair(withDelay(10), withDelay(15));
  const flipAt = (averageDelayDays: number) => pair.compare(AT, readings({ averageDelayDays })).flip;
  expect(flipAt(12)).toEqual({ direction: 'freed', checks: ['average-delay'] });
  expect([flipAt(10), flipAt(15.5)]).toEqual([null, null]);
  expect(policyPair(withDelay(15), withDelay(10)).compare(AT, readings({ averageDelayDays: 12 })).flip).toEqual({
    direction: 'held',
    checks: ['average-delay'],
  });
});

test("a branch with modes of its own is judged by them, and the others by the policy's", () => {
  const block = aCheck(
    { fact: 'settledCount', operator: 'equal', value: 0 },
    { id: 'own', modes: { save: 'indicate' } },
  );
  const live = aPolicy([block]);
  const draft = { ...live, overrides: [{ branch: '02', check: 'own', action: 'save', mode: 'block' }] } as Policy;
  const pair = policyPair(live, draft);
  const facts = readings({ settledCount: 0 });
  expect(pair.compare({ ...AT, branch: '02' }, facts).flip).toEqual({ direction: 'held', checks: ['own'] });
  expect(pair.compare({ ...AT, branch: '07' }, facts).flip).toBeNull();
});

test('the facts that are read are all that a judgement needs', () => {
  const [live, draft] = [withDelay(10), withDelay(15)];
  const facts = readings({ averageDelayDays: 12, overdueBeyondGraceCents: 90_000, overdueBeyondGraceCount: 2 });
  const read = new Set<string>(factsRead(live, draft));
  const some = Object.fromEntries(Object.entries(facts).filter(([name]) => read.has(name))) as typeof facts;
  const pair = policyPair(live, draft);
  expect(pair.compare(AT, some)).toEqual(pair.compare(AT, facts));
  expect(read.size).toBeLessThan(Object.keys(facts).length);
});

/** The default policy, which blocks at save beyond this average delay. */
function withDelay(days: number): Policy {
  const policy = defaultPolicy();
  const checks = policy.checks.map((one) =>
    one.id === 'average-delay'
      ? {
          ...one,
          modes: { save: 'block' as const },
          rules: [
            {
              id: 'too-late',
              when: { fact: 'averageDelayDays' as const, operator: 'greaterThan' as const, value: days },
            },
          ],
        }
      : { ...one, modes: { save: 'off' as const } },
  );
  return { ...policy, checks };
}
