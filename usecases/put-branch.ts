/** Owns the changing of a branch's parameters. */
import type { BranchRecord, BranchStore } from '../adapters/mongo/branch-store';
import type { BranchParameters } from '../contracts/branch';
import type { PolicyStore } from '../adapters/mongo/policy-store';
import { CrivoError } from '../domain/errors';
import { newId } from './new-id';

/** The policy a branch begins with. */
export const DEFAULT_POLICY = 'default';

/** A new branch is judged by the newest version of the default policy. Errors: `PolicyNotFound` before the first start. */
export async function putBranch(
  deps: { branches: BranchStore; policies: Pick<PolicyStore, 'latestVersion'>; now: () => Date },
  subject: string,
  branch: string,
  parameters: BranchParameters,
): Promise<BranchRecord> {
  const before = await deps.branches.find(branch);
  const version = before === null ? await deps.policies.latestVersion(DEFAULT_POLICY) : before.policy.version;
  if (version === 0) throw new CrivoError('PolicyNotFound', { state: { id: DEFAULT_POLICY } });
  const at = deps.now().toISOString();
  const policy = before?.policy ?? { id: DEFAULT_POLICY, version };
  const record: BranchRecord = { branch, parameters, policy, updatedAt: at };
  await deps.branches.put(record, {
    id: newId('aud'),
    at,
    subject,
    kind: 'branch',
    target: branch,
    branch,
    before: before?.parameters ?? null,
    after: parameters,
  });
  return record;
}
