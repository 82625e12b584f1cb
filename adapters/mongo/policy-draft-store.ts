/** Owns the drafts of policies: the present one, and a bounded number of earlier revisions beside it. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import { DRAFT_BOUNDS, type DraftRevision, type PolicyDraft, type PolicyDraftHead } from '../../contracts/policy-draft';
import { OPEN_STATUSES, type DraftStatus } from '../../domain/policy-draft';
import { insertAudit, type StoredAudit } from './audit-store';
import { anyOf, type Collection, type Database } from './database';

/** A position in the list of drafts, newest first. */
export interface DraftPosition {
  readonly createdAt: string;
  readonly id: string;
}

export interface DraftQuery {
  readonly policy: string;
  readonly statuses?: readonly DraftStatus[];
  readonly limit: number;
  readonly before?: DraftPosition;
}

export interface PolicyDraftStore {
  find(policy: string, draft: string): Promise<PolicyDraft | null>;
  insert(record: PolicyDraft, audit: AuditEntry): Promise<void>;
  /** Writes it over what was read, with the audit entry. False where anything of it was changed meanwhile. */
  replace(was: PolicyDraft, record: PolicyDraft, audit: AuditEntry): Promise<boolean>;
  /** `null` where it is not kept any more, or never was. */
  revision(draft: string, revision: number): Promise<DraftRevision | null>;
  /** How many of a policy have not ended, counted up to `atMost`. */
  countOpen(policy: string, atMost: number): Promise<number>;
  /** The ids of policies with drafts that have not ended and follow no version, in their order, at most `limit`. */
  begunAnew(limit: number): Promise<readonly string[]>;
  /** Newest first, at most `limit`. */
  page(query: DraftQuery): Promise<readonly PolicyDraftHead[]>;
}

/**
 * The document is kept as text: what somebody is still typing may have keys that a database gives a meaning of its own,
 * and has to come back as it was.
 */
export type StoredDraft = Omit<PolicyDraft, 'draft' | 'document'> & { readonly _id: string; readonly json: string };
interface StoredRevision extends Omit<DraftRevision, 'document'> {
  readonly _id: string;
  readonly draft: string;
  readonly json: string;
}

export function policyDraftStore(database: Database): PolicyDraftStore {
  const drafts = database.collection<StoredDraft>('policyDrafts');
  const revisions = database.collection<StoredRevision>('policyDraftRevisions');
  const audits = database.collection<StoredAudit>('audit');
  const keep = async (record: PolicyDraft, session: mongo.ClientSession) => {
    await revisions.insertOne(revisionOf(record), { session });
    const tooOld = { draft: record.draft, revision: { $lte: record.revision - DRAFT_BOUNDS.revisions } };
    await revisions.deleteMany(tooOld, { session });
  };
  return {
    find: async (policy, draft) => {
      const stored = await drafts.findOne({ _id: draft, policy });
      return stored && fromStored(stored);
    },
    insert: (record, audit) =>
      database.transaction(async (session) => {
        await drafts.insertOne(toStored(record), { session });
        await keep(record, session);
        await insertAudit(audits, audit, session);
      }),
    replace: (was, record, audit) =>
      database.transaction(async (session) => {
        if (!(await replaceDraft(drafts, was, record, session))) return false;
        if (record.revision !== was.revision) await keep(record, session);
        await insertAudit(audits, audit, session);
        return true;
      }),
    revision: async (draft, revision) => {
      const stored = await revisions.findOne({ _id: `${draft}@${revision}` });
      return stored && { revision, by: stored.by, at: stored.at, document: JSON.parse(stored.json) as unknown };
    },
    countOpen: (policy, atMost) =>
      drafts.countDocuments({ policy, status: { $in: [...OPEN_STATUSES] } }, { limit: atMost }),
    begunAnew: async (limit) => {
      const ids = await drafts
        .aggregate<{ readonly _id: string }>([
          { $match: { basedOn: 0, status: { $in: [...OPEN_STATUSES] } } },
          { $group: { _id: '$policy' } },
          { $sort: { _id: 1 } },
          { $limit: limit },
        ])
        .toArray();
      return ids.map(({ _id }) => _id);
    },
    page: async ({ policy, statuses, limit, before }) => {
      const older =
        before &&
        anyOf({ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before.id } });
      const stored = await drafts
        .find(
          { policy, ...(statuses !== undefined && { status: { $in: [...statuses] } }), ...older },
          { projection: { json: 0, history: 0 } },
        )
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(({ _id, ...rest }) => ({ ...rest, draft: _id, history: [] }));
    },
  };
}

/** Writes a draft over what was read of it, as part of a transaction; false where it was changed meanwhile. */
export async function replaceDraft(
  drafts: Collection<StoredDraft>,
  was: PolicyDraft,
  record: PolicyDraft,
  session: mongo.ClientSession,
): Promise<boolean> {
  const { _id, ...next } = toStored(record);
  const { matchedCount } = await drafts.updateOne({ _id, updatedAt: was.updatedAt }, { $set: next }, { session });
  return matchedCount === 1;
}

function toStored({ draft, document, ...rest }: PolicyDraft): StoredDraft {
  return { _id: draft, ...rest, json: JSON.stringify(document) };
}

function fromStored({ _id, json, ...rest }: StoredDraft): PolicyDraft {
  return { draft: _id, ...rest, document: JSON.parse(json) as unknown };
}

function revisionOf({ draft, revision, saved, document }: PolicyDraft): StoredRevision {
  return { _id: `${draft}@${revision}`, draft, revision, ...saved, json: JSON.stringify(document) };
}
