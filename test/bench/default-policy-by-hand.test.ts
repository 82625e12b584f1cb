/** Owns the guarantee that P3's reference knows every default check, and that the comparison sees a difference. */
import { FIRES, judgeByHand } from '../../bench/references/default-policy-by-hand';
import { isRight, randomQuestion } from '../../bench/rows/p3-overlapping-judgements';
import { seededRandom } from '../../dev/generator/random';
import type { CheckResult } from '../../domain/outcome';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';

test('every default check has its line of plain code', () => {
  expect(Object.keys(FIRES).sort()).toEqual(
    defaultPolicy()
      .checks.map(({ id }) => id)
      .sort(),
  );
});

test('judgements that overlap agree with plain code, and one that did not would be seen', async () => {
  const random = seededRandom('by hand');
  const policy = defaultPolicy();
  const compared = await Promise.all(
    Array.from({ length: 3_000 }, async () => {
      const { facts, action, holdable } = randomQuestion(random);
      const judgement = await judgePolicy(policy, facts, { branch: '01', actions: [action], holdable });
      const byHand = judgeByHand(facts, action, holdable);
      const [first, ...others] = judgement.checks;
      if (first === undefined) throw new Error('no check was judged');
      const bent = { ...judgement, checks: [{ ...first, result: other(first.result) }, ...others] };
      return { right: isRight(judgement, byHand), seen: !isRight(bent, byHand), outcome: byHand.outcome };
    }),
  );
  expect(compared.filter(({ right }) => !right)).toEqual([]);
  expect(compared.every(({ seen }) => seen)).toBe(true);
  expect(new Set(compared.map(({ outcome }) => outcome)).size).toBe(4);
});

function other(result: CheckResult): CheckResult {
  return result === 'hit' ? 'noHit' : 'hit';
}
