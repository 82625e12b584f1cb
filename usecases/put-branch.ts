/** Owns the changing of a branch's parameters. */
import type { BranchRecord, BranchStore } from '../adapters/mongo/branch-store';
import type { AuditEntry } from '../contracts/audit';
import type { BranchParameters } from '../contracts/branch';
import type { PolicyStore } from '../adapters/mongo/policy-store';
import { CrivoError } from '../domain/errors';
import { demandSeen } from './demand-seen';
import { newId } from './new-id';

/** The policy a branch begins with. */
export const DEFAULT_POLICY = 'default';

const ATTEMPTS = 5;

/**
 * A new branch is judged by the newest version of the default policy, or of the one named. An existing one stays with
 * its policy unless another is named. Errors: `PolicyNotFound` where nothing is published under the id,
 * `SettingsChanged` where another state was seen than there is, `TooManyConflicts` when it is published faster than a branch can be pointed to it.
 */
export async function putBranch(
  deps: { branches: BranchStore; policies: Pick<PolicyStore, 'latestVersion'>; now: () => Date },
  subject: string,
  branch: string,
  parameters: BranchParameters,
  policyId?: string,
  seenUpdatedAt?: string | null,
): Promise<BranchRecord> {
  let overtaken = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await deps.branches.find(branch);
    const id = policyId ?? before?.policy.id ?? DEFAULT_POLICY;
    const kept = before?.policy.id === id && !overtaken ? before.policy : null;
    const policy = kept ?? { id, version: await deps.policies.latestVersion(id) };
    if (policy.version === 0) throw new CrivoError('PolicyNotFound', { state: { id } });
    const change = { branch, parameters, policy, updatedAt: deps.now().toISOString() };
    const movesPolicy = before !== null && kept === null;
    const record = await deps.branches.put({ ...change, movesPolicy }, (replaced) => {
      // What is thrown here undoes the write; from the second attempt on, what is replaced is our own.
      if (attempt === 0) demandSeen(seenUpdatedAt, replaced);
      return auditOf(subject, change, movesPolicy, replaced);
    });
    if (kept !== null) return record;
    // A version published while we wrote has passed by a branch that didn't use its policy yet.
    overtaken = record.policy.id !== id || record.policy.version < (await deps.policies.latestVersion(id));
    if (!overtaken) return record;
  }
  throw new CrivoError('TooManyConflicts');
}

function auditOf(
  subject: string,
  { branch, parameters, policy, updatedAt }: BranchRecord,
  movesPolicy: boolean,
  replaced: Omit<BranchRecord, 'branch'> | null,
): AuditEntry {
  const before = replaced && { ...replaced.parameters, ...(movesPolicy && { policy: replaced.policy }) };
  const after = { ...parameters, ...(movesPolicy && { policy }) };
  return { id: newId('aud'), at: updatedAt, subject, kind: 'branch', target: branch, branch, before, after };
}
