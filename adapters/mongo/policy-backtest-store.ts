/** Owns the back-tests of policies: what is compared, and what came of it so far. */
import type { AuditEntry } from '../../contracts/audit';
import type { BacktestProgress, BacktestRecord, BacktestStatus } from '../../contracts/policy-backtest';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';

export interface PolicyBacktestStore {
  insert(record: BacktestRecord, audit: AuditEntry): Promise<void>;
  find(backtest: string): Promise<BacktestRecord | null>;
  /** Of a policy and about none but these branches, newest first, at most `limit`; without their documents. */
  ofPolicy(
    policy: string,
    branches: '*' | readonly string[],
    limit: number,
  ): Promise<readonly Omit<BacktestRecord, 'document'>[]>;
  /** How many of all policies are running. */
  countRunning(): Promise<number>;
  isRunning(backtest: string): Promise<boolean>;
  /** Ids of those that run and were begun before an instant, at most `limit`. */
  runningSince(before: string, limit: number): Promise<readonly string[]>;
  /** Writes what one more step came to. False where another attempt was first, or it has ended. */
  advance(backtest: string, progress: BacktestProgress): Promise<boolean>;
  /** Ends one that is running; answers it as it is then, `null` where there is none. The entry is of who ended it. */
  end(
    backtest: string,
    status: Exclude<BacktestStatus, 'running'>,
    at: string,
    audit?: AuditEntry,
  ): Promise<BacktestRecord | null>;
}

interface StoredBacktest extends Omit<BacktestRecord, 'backtest'> {
  readonly _id: string;
  readonly expiresAt: Date;
}

/** Results are looked at for weeks, and a draft that waits longer is tested anew. */
export const RESULTS_KEPT_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

/** When what is begun at `at` is removed. */
export function resultExpiry(at: string): Date {
  return new Date(Date.parse(at) + RESULTS_KEPT_DAYS * DAY_MS);
}

export function policyBacktestStore(database: Database): PolicyBacktestStore {
  const backtests = database.collection<StoredBacktest>('policyBacktests');
  const audits = database.collection<StoredAudit>('audit');
  const find = async (_id: string): Promise<BacktestRecord | null> => {
    const stored = await backtests.findOne({ _id });
    return stored && fromStored(stored);
  };
  return {
    insert: ({ backtest, ...rest }, audit) =>
      database.transaction(async (session) => {
        const stored = { _id: backtest, ...rest, expiresAt: resultExpiry(rest.startedAt) };
        await backtests.insertOne(stored, { session });
        await insertAudit(audits, audit, session);
      }),
    find,
    ofPolicy: async (policy, branches, limit) => {
      const theirs = branches === '*' ? {} : { branches: { $not: { $elemMatch: { $nin: [...branches] } } } };
      const stored = await backtests
        .find({ 'compared.policy': policy, ...theirs }, { projection: { document: 0 } })
        .sort({ startedAt: -1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
    countRunning: () => backtests.countDocuments({ status: 'running' }),
    isRunning: async (_id) => (await backtests.findOne({ _id }, { projection: { status: 1 } }))?.status === 'running',
    runningSince: async (before, limit) => {
      const filter = { status: 'running', startedAt: { $lt: before } } as const;
      const stored = await backtests
        .find(filter, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return stored.map(({ _id }) => _id);
    },
    advance: async (_id, progress) => {
      const before = { _id, status: 'running', 'progress.step': progress.step - 1 } as const;
      return (await backtests.updateOne(before, { $set: { progress } })).matchedCount === 1;
    },
    end: async (_id, status, endedAt, audit) => {
      await database.transaction(async (session) => {
        const change = { $set: { status, endedAt } };
        const { matchedCount } = await backtests.updateOne({ _id, status: 'running' }, change, { session });
        if (matchedCount === 1 && audit !== undefined) await insertAudit(audits, audit, session);
      });
      return find(_id);
    },
  };
}

function fromStored({ _id, expiresAt, ...rest }: StoredBacktest): BacktestRecord {
  return { backtest: _id, ...rest };
}
