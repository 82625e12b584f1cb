/** Owns the flips that back-tests and shadows keep to look into. */
import type { FlipRecord } from '../../contracts/policy-backtest';
import type { FlipDirection } from '../../domain/policy-flips';
import type { Database } from './database';
import { resultExpiry } from './policy-backtest-store';

export interface FlipQuery {
  readonly run: string;
  readonly direction?: FlipDirection | undefined;
  readonly check?: string | undefined;
  /** Its branches; `'*'` for all. */
  readonly branches: '*' | readonly string[];
  readonly afterFlip: string;
  readonly limit: number;
}

export interface PolicyFlipStore {
  /** Those that are there already stay: a step that is repeated keeps nothing twice. */
  keep(flips: readonly FlipRecord[], startedAt: string): Promise<void>;
  /** In the order of what was judged. */
  page(query: FlipQuery): Promise<readonly FlipRecord[]>;
}

interface StoredFlip extends FlipRecord {
  readonly _id: string;
  readonly expiresAt: Date;
}

export function policyFlipStore(database: Database): PolicyFlipStore {
  const flips = database.collection<StoredFlip>('policyFlips');
  return {
    keep: async (kept, startedAt) => {
      const expiresAt = resultExpiry(startedAt);
      const documents = kept.map((flip) => ({ _id: `${flip.run}/${flip.flip}`, ...flip, expiresAt }));
      if (documents.length > 0) await database.insertNew('policyFlips', documents);
    },
    page: async ({ run, direction, check, branches, afterFlip, limit }) => {
      const filter = {
        run,
        ...(direction !== undefined && { direction }),
        ...(check !== undefined && { checks: check }),
        ...(branches !== '*' && { branch: { $in: [...branches] } }),
        flip: { $gt: afterFlip },
      };
      const stored = await flips.find(filter).sort({ flip: 1 }).limit(limit).toArray();
      return stored.map(({ _id, expiresAt, ...flip }) => flip);
    },
  };
}
