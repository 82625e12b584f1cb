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
  /** Writes the branch and its audit entry together. */
  put(record: BranchRecord, audit: AuditEntry): Promise<void>;
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
    put: (record, audit) =>
      database.transaction(async (session) => {
        const { branch, ...rest } = record;
        await branches.replaceOne({ _id: branch }, rest, { upsert: true, session });
        await insertAudit(audits, audit, session);
      }),
  };
}

function fromStored(stored: StoredBranch | null): BranchRecord | null {
  if (stored === null) return null;
  const { _id, ...rest } = stored;
  return { branch: _id, ...rest };
}
