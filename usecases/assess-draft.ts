/** Owns what is said of a draft at every save: all that is wrong or doubtful in it, and what its own tests come to. */
import { pointerTo } from '../contracts/json-pointer';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError, type Finding } from '../domain/errors';
import { lintPolicy, type LintFinding } from '../rules/lint';
import { runPolicyTests, type PolicyTestReport, type PolicyTestResult } from '../rules/policy-tests';

export interface DraftAssessment {
  readonly lint: readonly LintFinding[];
  /** `null` for what is no policy yet, so that nothing can be judged by it. */
  readonly tests: PolicyTestReport | null;
}

/** `policy` is the id it is to be published under. */
export async function assessDraft(policy: string, document: unknown): Promise<DraftAssessment> {
  const parsed = parsePolicy(document);
  const lint = [...lintPolicy(document), ...(parsed.ok ? ofAnother(policy, parsed.policy) : [])];
  return { lint, tests: parsed.ok ? await runPolicyTests(parsed.policy) : null };
}

/** Errors: `PolicyInvalid` with all that keeps it from being published: what lint calls an error, and tests that fail. */
export async function demandFit(policy: string, document: unknown): Promise<void> {
  const { lint, tests } = await assessDraft(policy, document);
  const wrong = lint.filter(({ severity }) => severity === 'error');
  const failed = (tests?.tests ?? []).filter(({ passed }) => !passed);
  const errors: readonly Finding[] = [...wrong, ...failed.map(failedTest)];
  if (errors.length > 0)
    throw new CrivoError('PolicyInvalid', { errors: errors.map(({ at, message, fix }) => ({ at, message, fix })) });
}

function ofAnother(id: string, policy: Policy): readonly LintFinding[] {
  if (policy.id === id) return [];
  const message = `must be ${id}, the policy in the address`;
  return [{ severity: 'error', at: pointerTo('id'), message, fix: `send ${id}` }];
}

function failedTest({ id, at, expected, actual }: PolicyTestResult): Finding {
  const told = ({ outcome, restrictions }: PolicyTestResult['actual']) => `${outcome} [${restrictions.join(', ')}]`;
  const message = `the test ${id} expects ${told(expected)} and gets ${told(actual)}`;
  return { at, message, fix: 'correct the rules, or what the test expects' };
}
