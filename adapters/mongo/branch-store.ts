/** Owns the branches' documents: parameters and the pointer to the policy version they judge by. */
import type { AuditEntry } from '../../contracts/audit';
import type { BranchParameters, PolicyPointer } from '../../contracts/branch';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';

/** A branch as stored. `policy` follows the latest published version of its policy until it is pinned elsewhere. */
export interface BranchRecord {
  readonly branch: string;
  readonly parameters: BranchParameters;
  readonly policy: PolicyPointer;
  readonly updatedAt: string;
}

export interface BranchStore {
  find(branch: string): Promise<BranchRecord | null>;
  list(): Promise<readonly BranchRecord[]>;
  /**
   * Writes the parameters and, together with them, the audit entry that is made from what was there (`null` for a new
   * branch). A branch that is there gets `policy` only where it `movesPolicy`: a publication at the same moment must not
   * be undone.
   */
  put(
    change: BranchRecord & { readonly movesPolicy: boolean },
    auditOf: (before: Omit<BranchRecord, 'branch'> | null) => AuditEntry,
  ): Promise<BranchRecord>;
}

interface StoredBranch extends Omit<BranchRecord, 'branch'> {
  readonly _id: string;
}

export function branchStore(database: Database): BranchStore {
  const branches = database.collection<StoredBranch>('branches');
  const audits = database.collection<StoredAudit>('audit');
  return {
    find: async (branch) => fromStored(await branches.findOne({ _id: branch })),
    list: async () =>
      (await branches.find().sort({ _id: 1 }).limit(1_000).toArray()).flatMap((s) => fromStored(s) ?? []),
    put: ({ branch, parameters, policy, updatedAt, movesPolicy }, auditOf) =>
      database.transaction(async (session) => {
        const before = await branches.findOneAndUpdate(
          { _id: branch },
          movesPolicy
            ? { $set: { parameters, updatedAt, policy } }
            : { $set: { parameters, updatedAt }, $setOnInsert: { policy } },
          { upsert: true, returnDocument: 'before', session },
        );
        await insertAudit(audits, auditOf(before), session);
        return { branch, parameters, policy: movesPolicy ? policy : (before?.policy ?? policy), updatedAt };
      }),
  };
}

function fromStored(stored: StoredBranch | null): BranchRecord | null {
  if (stored === null) return null;
  const { _id, ...rest } = stored;
  return { branch: _id, ...rest };
}
