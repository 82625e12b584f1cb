/** Owns the asking for a caller who sees every branch that uses a policy, where all of them are concerned. */
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import type { ApiDeps } from './deps';

/** A version is live at once in every branch that uses the policy. Errors: `PermissionDenied`. */
export async function demandPolicyBranches(
  { stores }: Pick<ApiDeps, 'stores'>,
  principal: Principal,
  policy: string,
): Promise<void> {
  if (principal.branches === '*') return;
  const using = (await stores.branches.list()).filter((record) => record.policy.id === policy);
  if (using.every(({ branch }) => sees(principal, branch))) return;
  throw new CrivoError('PermissionDenied', {}, "The policy is used by branches that are not this caller's.");
}

/** For the description of such a route. */
export const POLICY_BRANCHES_NOTE = 'and all branches that use the policy';
