/** Owns the answers kept under an Idempotency-Key, for 24 hours and across restarts. */
import { randomUUID } from 'node:crypto';
import { isDuplicateKey, type Database } from './database';

/** An answer as sent: status and body. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
}

/** What a claim finds: the caller may go on, the answer is there, the body differs, or another holds the claim. */
export type Claim =
  | { readonly kind: 'claimed'; readonly token: string }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'otherBody' }
  | { readonly kind: 'inFlight' };

/** A claim that somebody else has taken over is lost: what its former holder says no longer counts. */
export interface IdempotencyStore {
  /** `staleAfterMs`: a claim not renewed for so long was left by a process that died, and is taken over. */
  claim(id: string, bodyHash: string, now: Date, staleAfterMs: number): Promise<Claim>;
  /** Says that the work goes on. */
  renew(id: string, token: string, now: Date): Promise<void>;
  /** `keepMs`: how long the answer is repeated. */
  answer(id: string, token: string, answer: KeptAnswer, now: Date, keepMs: number): Promise<void>;
  /** Gives the claim back after a failure that may pass, so that the caller can try again. */
  giveBack(id: string, token: string): Promise<void>;
}

interface StoredClaim {
  readonly _id: string;
  readonly bodyHash: string;
  readonly token: string;
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
      const token = randomUUID();
      try {
        await claims.insertOne({ _id: id, bodyHash, token, claimedAt: now, answer: null, expiresAt });
        return { kind: 'claimed', token };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const stored = await claims.findOne({ _id: id });
      if (stored === null) return { kind: 'inFlight' };
      if (stored.bodyHash !== bodyHash) return { kind: 'otherBody' };
      if (stored.answer !== null) return { kind: 'answered', answer: stored.answer };
      const left = { _id: id, answer: null, claimedAt: { $lte: new Date(now.getTime() - staleAfterMs) } };
      const { matchedCount } = await claims.updateOne(left, { $set: { claimedAt: now, token } });
      return matchedCount === 1 ? { kind: 'claimed', token } : { kind: 'inFlight' };
    },
    renew: async (id, token, now) => {
      await claims.updateOne({ _id: id, token, answer: null }, { $set: { claimedAt: now } });
    },
    answer: async (id, token, answer, now, keepMs) => {
      const expiresAt = new Date(now.getTime() + keepMs);
      await claims.updateOne({ _id: id, token }, { $set: { answer, expiresAt } });
    },
    giveBack: async (id, token) => {
      await claims.deleteOne({ _id: id, token, answer: null });
    },
  };
}
