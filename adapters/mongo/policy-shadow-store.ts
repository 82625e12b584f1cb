/** Owns the shadows: drafts judged beside the live policy, one at a time for each policy. */
import type { ShadowRecord } from '../../contracts/policy-backtest';
import type { FlipTally } from '../../domain/policy-flips';
import { insertOnce, type Database } from './database';

export interface PolicyShadowStore {
  /** False while another draft of the policy is running beside it. */
  begin(record: ShadowRecord): Promise<boolean>;
  /** The last one of a policy, whether it runs or not. */
  ofPolicy(policy: string): Promise<ShadowRecord | null>;
  running(limit: number): Promise<readonly ShadowRecord[]>;
  /** Writes what one more step came to. False where another worker was first, or it has ended. */
  advance(
    shadow: ShadowRecord,
    reached: { readonly countedUntil: string; readonly tally: FlipTally },
  ): Promise<boolean>;
  /** Ends it; `null` where it isn't running any more. */
  end(policy: string, shadow: string, status: 'done' | 'stopped', at: string): Promise<ShadowRecord | null>;
}

interface StoredShadow extends ShadowRecord {
  /** The policy's id, by which there is one at most. */
  readonly _id: string;
}

export function policyShadowStore(database: Database): PolicyShadowStore {
  const shadows = database.collection<StoredShadow>('policyShadows');
  return {
    begin: async (record) => {
      const _id = record.compared.policy;
      // What has ended makes room for it, in the one write that only one of two beginners makes.
      const { matchedCount } = await shadows.replaceOne({ _id, status: { $in: ['done', 'stopped'] } }, record);
      return matchedCount === 1 || insertOnce(shadows, { _id, ...record });
    },
    ofPolicy: async (_id) => {
      const stored = await shadows.findOne({ _id });
      return stored && fromStored(stored);
    },
    running: async (limit) => (await shadows.find({ status: 'running' }).limit(limit).toArray()).map(fromStored),
    advance: async ({ shadow, compared, step }, reached) => {
      const before = { _id: compared.policy, shadow, status: 'running', step } as const;
      return (await shadows.updateOne(before, { $set: { ...reached, step: step + 1 } })).matchedCount === 1;
    },
    end: async (_id, shadow, status, endedAt) => {
      const before = { _id, shadow, status: 'running' } as const;
      const stored = await shadows.findOneAndUpdate(before, { $set: { status, endedAt } }, { returnDocument: 'after' });
      return stored && fromStored(stored);
    },
  };
}

function fromStored({ _id, ...record }: StoredShadow): ShadowRecord {
  return record;
}
