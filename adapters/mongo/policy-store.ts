/** Owns the published policies: one document a version, inserted once and never changed. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import type { PolicyPointer } from '../../contracts/branch';
import type { PolicyDraft } from '../../contracts/policy-draft';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Database } from './database';
import { replaceDraft, type StoredDraft } from './policy-draft-store';

/** What a version comes from: an approved draft, or an earlier version and the reason for it; nothing of what is shipped. */
export interface PublicationOrigin {
  readonly draft?: string;
  readonly approvedBy?: string;
  readonly rollbackTo?: number;
  readonly reason?: string;
}

/** `document` is the policy's JSON as published, parsed again by whoever reads it. */
export interface PublishedPolicy extends PolicyPointer, PublicationOrigin {
  readonly hash: string;
  readonly document: unknown;
  readonly publishedAt: string;
  readonly publishedBy: string;
}

export interface PolicyStore {
  find(pointer: PolicyPointer): Promise<PublishedPolicy | null>;
  /** The highest version of a policy, 0 when there is none. */
  latestVersion(id: string): Promise<number>;
  list(): Promise<readonly Omit<PublishedPolicy, 'document'>[]>;
  /**
   * Inserts the version, points every branch that uses the policy to it and writes the audit entry, all or nothing.
   * False when the version exists already.
   */
  publish(policy: PublishedPolicy, audit: AuditEntry): Promise<boolean>;
  /** The same, with the draft it comes from: nothing is written where that was changed since it was read. */
  publishDraft(
    policy: PublishedPolicy,
    audit: AuditEntry,
    draft: { readonly was: PolicyDraft; readonly next: PolicyDraft; readonly audit: AuditEntry },
  ): Promise<'published' | 'versionTaken' | 'draftChanged'>;
}

interface StoredPolicy extends PublishedPolicy {
  readonly _id: string;
}
interface PointingBranch {
  readonly _id: string;
  readonly policy: PolicyPointer;
}

export function policyStore(database: Database): PolicyStore {
  const policies = database.collection<StoredPolicy>('policies');
  const branches = database.collection<PointingBranch>('branches');
  const audits = database.collection<StoredAudit>('audit');
  const drafts = database.collection<StoredDraft>('policyDrafts');
  const publish = async (
    policy: PublishedPolicy,
    audit: AuditEntry,
    draft: (session: mongo.ClientSession) => Promise<boolean> = () => Promise.resolve(true),
  ) => {
    const pointer = { id: policy.id, version: policy.version };
    try {
      const isDone = await database.transaction(async (session) => {
        if (!(await draft(session))) {
          await session.abortTransaction();
          return false;
        }
        await policies.insertOne({ _id: versionId(policy), ...policy }, { session });
        await branches.updateMany({ 'policy.id': policy.id }, { $set: { policy: pointer } }, { session });
        await insertAudit(audits, audit, session);
        return true;
      });
      if (!isDone) return 'draftChanged';
      // The transaction doesn't see a branch that is pointed to the policy while it runs; who points it there after
      // this looks for a newer version itself.
      const older = { 'policy.id': policy.id, 'policy.version': { $lt: policy.version } };
      await branches.updateMany(older, { $set: { policy: pointer } });
      return 'published';
    } catch (error) {
      if (isDuplicateKey(error)) return 'versionTaken';
      throw error;
    }
  };
  return {
    find: async (pointer) => {
      const stored = await policies.findOne({ _id: versionId(pointer) });
      return stored && withoutId(stored);
    },
    latestVersion: async (id) => {
      const [latest] = await policies
        .find({ id }, { projection: { version: 1 } })
        .sort({ version: -1 })
        .limit(1)
        .toArray();
      return latest?.version ?? 0;
    },
    list: async () => {
      const stored = await policies
        .find({}, { projection: { document: 0 } })
        .sort({ id: 1, version: -1 })
        .limit(500)
        .toArray();
      return stored.map(withoutId);
    },
    publish: async (policy, audit) => (await publish(policy, audit)) === 'published',
    publishDraft: (policy, audit, { was, next, audit: audited }) =>
      publish(policy, audit, async (session) => {
        if (!(await replaceDraft(drafts, was, next, session))) return false;
        await insertAudit(audits, audited, session);
        return true;
      }),
  };
}

function versionId(pointer: PolicyPointer): string {
  return `${pointer.id}@${pointer.version}`;
}

function withoutId<T extends { _id: string }>({ _id, ...rest }: T): Omit<T, '_id'> {
  return rest;
}
