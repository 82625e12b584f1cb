/** Owns the delegations' documents: inserted once, ended once, each with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import type { Delegation } from '../../contracts/delegation';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';

const LISTED = 200;

export interface DelegationStore {
  insert(delegation: Delegation, audit: AuditEntry): Promise<void>;
  /** Those to one person that are in force on a day. */
  inForce(branch: string, to: string, on: string): Promise<readonly Delegation[]>;
  /** Of a branch, newest first, at most 200. */
  list(branch: string): Promise<readonly Delegation[]>;
  /** `null` where the branch has none of this id that hasn't ended. */
  end(
    branch: string,
    delegation: string,
    ended: NonNullable<Delegation['ended']>,
    auditOf: (after: Delegation) => AuditEntry,
  ): Promise<Delegation | null>;
}

type StoredDelegation = Omit<Delegation, 'delegation'> & { readonly _id: string };

export function delegationStore(database: Database): DelegationStore {
  const delegations = database.collection<StoredDelegation>('delegations');
  const audits = database.collection<StoredAudit>('audit');
  const many = async (filter: object) => {
    const stored = await delegations.find(filter).sort({ createdAt: -1, _id: -1 }).limit(LISTED).toArray();
    return stored.map(fromStored);
  };
  return {
    insert: ({ delegation, ...rest }, audit) =>
      database.transaction(async (session) => {
        await delegations.insertOne({ _id: delegation, ...rest }, { session });
        await insertAudit(audits, audit, session);
      }),
    inForce: (branch, to, on) => many({ branch, to, ended: null, fromOn: { $lte: on }, toOn: { $gte: on } }),
    list: (branch) => many({ branch }),
    end: (branch, delegation, ended, auditOf) =>
      database.transaction(async (session) => {
        const open = { _id: delegation, branch, ended: null };
        const stored = await delegations.findOneAndUpdate(
          open,
          { $set: { ended } },
          { returnDocument: 'after', session },
        );
        if (stored === null) return null;
        const after = fromStored(stored);
        await insertAudit(audits, auditOf(after), session);
        return after;
      }),
  };
}

function fromStored({ _id, ...rest }: StoredDelegation): Delegation {
  return { delegation: _id, ...rest };
}
