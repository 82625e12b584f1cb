/** Owns what is said of a draft at every save: all that is wrong or doubtful in it, and what its own tests come to. */
import type { ApiKeyStore } from '../adapters/mongo/api-key-store';
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { UserStore } from '../adapters/mongo/user-store';
import { parsePolicy, type Policy } from '../contracts/policy';
import type { PolicyDraft } from '../contracts/policy-draft';
import { CrivoError, type Finding } from '../domain/errors';
import { lintPolicy, type KnownPlaces, type LintFinding } from '../rules/lint';
import { lintError } from '../rules/lint/finding';
import { runPolicyTests, type PolicyTestReport, type PolicyTestResult } from '../rules/policy-tests';

export interface DraftAssessment {
  readonly lint: readonly LintFinding[];
  /** `null` for what is no policy yet, so that nothing can be judged by it. */
  readonly tests: PolicyTestReport | null;
}

export interface AssessDeps {
  readonly branches: Pick<BranchStore, 'list'>;
  readonly users: Pick<UserStore, 'groupsHeld'>;
  readonly apiKeys: Pick<ApiKeyStore, 'groupsHeld'>;
}

/** The branches there are, and the user groups that somebody is in: by signing in, or by an API key. */
export async function knownPlaces({ branches, users, apiKeys }: AssessDeps): Promise<KnownPlaces> {
  const [there, ofUsers, ofKeys] = await Promise.all([branches.list(), users.groupsHeld(), apiKeys.groupsHeld()]);
  return { branches: there.map(({ branch }) => branch), userGroups: [...new Set([...ofUsers, ...ofKeys])] };
}

/** `policy` is the id it is to be published under. */
export async function assessDraft(
  deps: AssessDeps,
  { policy, document }: Pick<PolicyDraft, 'policy' | 'document'>,
): Promise<DraftAssessment> {
  const parsed = parsePolicy(document);
  const lint = [
    ...lintPolicy(document, await knownPlaces(deps)),
    ...(parsed.ok ? ofAnother(policy, parsed.policy) : []),
  ];
  return { lint, tests: parsed.ok ? await runPolicyTests(parsed.policy) : null };
}

/** Errors: `PolicyInvalid` with all that keeps it from being published: what lint calls an error, and tests that fail. */
export async function demandFit(deps: AssessDeps, draft: PolicyDraft): Promise<void> {
  const { lint, tests } = await assessDraft(deps, draft);
  const wrong = lint.filter(({ severity }) => severity === 'error');
  const failed = (tests?.tests ?? []).filter(({ passed }) => !passed);
  const errors: readonly Finding[] = [...wrong, ...failed.map(failedTest)];
  if (errors.length > 0)
    throw new CrivoError('PolicyInvalid', { errors: errors.map(({ at, message, fix }) => ({ at, message, fix })) });
}

function ofAnother(id: string, policy: Policy): readonly LintFinding[] {
  if (policy.id === id) return [];
  const told = {
    message: `must be ${id}, the policy in the address`,
    fix: `send ${id}`,
    text: `Este rascunho é da política ${id}, e o documento traz outro id. Corrija o id.`,
  };
  return [lintError('otherPolicy', ['id'], told)];
}

function failedTest({ id, at, expected, actual }: PolicyTestResult): Finding {
  const told = ({ outcome, restrictions }: PolicyTestResult['actual']) => `${outcome} [${restrictions.join(', ')}]`;
  const message = `the test ${id} expects ${told(expected)} and gets ${told(actual)}`;
  return { at, message, fix: 'correct the rules, or what the test expects' };
}
