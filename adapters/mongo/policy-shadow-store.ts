/** Owns the shadows: drafts judged beside the live policy, one at a time for each policy. */
import type { AuditEntry } from '../../contracts/audit';
import type { ShadowRecord } from '../../contracts/policy-backtest';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Database } from './database';
import { resultExpiry } from './policy-backtest-store';

export interface PolicyShadowStore {
  /** False while another draft of the policy is running beside it. */
  begin(record: ShadowRecord, audit: AuditEntry): Promise<boolean>;
  /** The last one of a policy, whether it runs or not. */
  ofPolicy(policy: string): Promise<ShadowRecord | null>;
  running(limit: number): Promise<readonly ShadowRecord[]>;
  /** Writes what one more step came to. False where another worker was first, or it has ended. */
  advance(
    shadow: ShadowRecord,
    reached: Pick<ShadowRecord, 'countedUntil' | 'lookedTwiceUntil' | 'tally'>,
    counted: readonly CountedDecision[],
  ): Promise<boolean>;
  /** Which decisions of a time were counted; known until that time has been looked at twice. */
  countedOf(shadow: string, from: string, to: string): Promise<ReadonlySet<string>>;
  /** Ends it; `null` where it isn't running any more. The entry is of who stopped it. */
  end(
    policy: string,
    shadow: string,
    status: 'done' | 'stopped',
    at: string,
    audit?: AuditEntry,
  ): Promise<ShadowRecord | null>;
}

/** What a step has counted; the instant is the decision's. */
export interface CountedDecision {
  readonly decision: string;
  readonly at: string;
}

interface StoredMark {
  readonly _id: string;
  readonly shadow: string;
  readonly decision: string;
  readonly at: string;
  readonly expiresAt: Date;
}

interface StoredShadow extends ShadowRecord {
  /** The policy's id, by which there is one at most. */
  readonly _id: string;
}

export function policyShadowStore(database: Database): PolicyShadowStore {
  const shadows = database.collection<StoredShadow>('policyShadows');
  const marks = database.collection<StoredMark>('policyShadowMarks');
  const audits = database.collection<StoredAudit>('audit');
  return {
    begin: (record, audit) =>
      database
        .transaction(async (session) => {
          const _id = record.compared.policy;
          // What has ended makes room for it, in the one write that only one of two beginners makes.
          const ended = { _id, status: { $in: ['done', 'stopped'] } } as const;
          const { matchedCount } = await shadows.replaceOne(ended, record, { session });
          if (matchedCount === 0) await shadows.insertOne({ _id, ...record }, { session });
          await insertAudit(audits, audit, session);
          return true;
        })
        .catch((error: unknown) => {
          if (isDuplicateKey(error)) return false;
          throw error;
        }),
    ofPolicy: async (_id) => {
      const stored = await shadows.findOne({ _id });
      return stored && fromStored(stored);
    },
    running: async (limit) => (await shadows.find({ status: 'running' }).limit(limit).toArray()).map(fromStored),
    // The count and what it counts are one write: a decision is marked if and only if it is in the tally.
    advance: ({ shadow, compared, step, until }, reached, counted) =>
      database.transaction(async (session) => {
        const before = { _id: compared.policy, shadow, status: 'running', step } as const;
        const change = { $set: { ...reached, step: step + 1 } };
        if ((await shadows.updateOne(before, change, { session })).matchedCount === 0) return false;
        await marks.deleteMany({ shadow, at: { $lt: reached.lookedTwiceUntil } }, { session });
        const expiresAt = resultExpiry(until);
        const late = counted.filter(({ at }) => at >= reached.lookedTwiceUntil);
        const made = late.map((one) => ({ _id: `${shadow}/${one.decision}`, shadow, ...one, expiresAt }));
        if (made.length > 0) await marks.insertMany(made, { session });
        return true;
      }),
    countedOf: async (shadow, from, to) => {
      const found = marks.find({ shadow, at: { $gte: from, $lt: to } }, { projection: { decision: 1 } });
      return new Set((await found.toArray()).map(({ decision }) => decision));
    },
    end: (_id, shadow, status, endedAt, audit) =>
      database.transaction(async (session) => {
        const before = { _id, shadow, status: 'running' } as const;
        const options = { returnDocument: 'after', session } as const;
        const stored = await shadows.findOneAndUpdate(before, { $set: { status, endedAt } }, options);
        if (stored !== null && audit !== undefined) await insertAudit(audits, audit, session);
        return stored && fromStored(stored);
      }),
  };
}

function fromStored({ _id, ...record }: StoredShadow): ShadowRecord {
  return record;
}
