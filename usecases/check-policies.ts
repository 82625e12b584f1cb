/** Owns the look at every policy in force when a process starts: what it can't read is refused by name, not found out later. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { PolicySource, RefusedPolicy } from './policy-source';

/** What a log says of it. */
export const REFUSED_POLICY =
  'this program cannot read a policy that is in force; the last version that it can read is judged by instead';

/** Loads what every branch judges by. Answers the versions that are refused; the last ones before them stay in force. */
export async function checkPolicies({
  branches,
  policies,
}: {
  readonly branches: Pick<BranchStore, 'list'>;
  readonly policies: Pick<PolicySource, 'inForce' | 'refused'>;
}): Promise<readonly RefusedPolicy[]> {
  const pointers = new Map((await branches.list()).map(({ policy }) => [`${policy.id}@${policy.version}`, policy]));
  for (const pointer of pointers.values()) {
    // One that can't be judged by at all stops no process: its branches are told so when they ask.
    await policies.inForce(pointer).catch(() => undefined);
  }
  return policies.refused();
}

/** `default@13: /schema must be 1`, for a log and for health. */
export function refusedPolicyText({ id, version, findings }: RefusedPolicy): string {
  const [first] = findings;
  return `${id}@${version}${first === undefined ? '' : `: ${first.at} ${first.message}`}`;
}
