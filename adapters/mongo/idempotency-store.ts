/** Owns the answers kept under an Idempotency-Key, for 24 hours and across restarts. */
import { isDuplicateKey, type Database } from './database';

/** An answer as sent: status and body. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
}

/** What a claim finds: the caller may go on, the answer is there, the body differs, or another holds the claim. */
export type Claim =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'otherBody' }
  | { readonly kind: 'inFlight' };

export interface IdempotencyStore {
  /** `staleAfterMs`: a claim without an answer, older than this, was left by a process that died and is taken over. */
  claim(id: string, bodyHash: string, now: Date, staleAfterMs: number): Promise<Claim>;
  /** `keepMs`: how long the answer is repeated. */
  answer(id: string, answer: KeptAnswer, now: Date, keepMs: number): Promise<void>;
  /** Gives the claim back after a failure that may pass, so that the caller can try again. */
  giveBack(id: string): Promise<void>;
}

interface StoredClaim {
  readonly _id: string;
  readonly bodyHash: string;
  readonly claimedAt: Date;
  readonly answer: KeptAnswer | null;
  readonly expiresAt: Date;
}

const CLAIM_KEEP_MS = 24 * 3_600_000;

export function idempotencyStore(database: Database): IdempotencyStore {
  const claims = database.collection<StoredClaim>('idempotency');
  return {
    claim: async (id, bodyHash, now, staleAfterMs) => {
      const expiresAt = new Date(now.getTime() + CLAIM_KEEP_MS);
      try {
        await claims.insertOne({ _id: id, bodyHash, claimedAt: now, answer: null, expiresAt });
        return { kind: 'claimed' };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const stored = await claims.findOne({ _id: id });
      if (stored === null) return { kind: 'inFlight' };
      if (stored.bodyHash !== bodyHash) return { kind: 'otherBody' };
      if (stored.answer !== null) return { kind: 'answered', answer: stored.answer };
      const left = { _id: id, answer: null, claimedAt: { $lte: new Date(now.getTime() - staleAfterMs) } };
      const { matchedCount } = await claims.updateOne(left, { $set: { claimedAt: now } });
      return matchedCount === 1 ? { kind: 'claimed' } : { kind: 'inFlight' };
    },
    answer: async (id, answer, now, keepMs) => {
      const expiresAt = new Date(now.getTime() + keepMs);
      await claims.updateOne({ _id: id }, { $set: { answer, expiresAt } });
    },
    giveBack: async (id) => {
      await claims.deleteOne({ _id: id, answer: null });
    },
  };
}
