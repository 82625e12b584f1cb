/** Owns the bureaus' answers as they came: packed and sealed with their customer's key, forgotten after their term. */
import type { mongo } from 'mongoose';
import type { Database } from './database';

/** An answer as it came, sealed. */
export interface RawReport {
  readonly raw: string;
  readonly customerKey: string;
  /** Names the key it was sealed with. */
  readonly sealedWith: string;
  readonly sealed: Buffer;
  /** The server forgets it then. */
  readonly expiresAt: Date;
}

export interface RawReportStore {
  /** `null` where it isn't kept any more. */
  find(raw: string): Promise<RawReport | null>;
}

/** An answer as stored, under its own name. */
export interface StoredRaw {
  readonly _id: string;
  readonly customerKey: string;
  readonly sealedWith: string;
  readonly sealed: Buffer | mongo.Binary;
  readonly expiresAt: Date;
}

/** Answers are inserted by the step of their purchase: `purchase-store.ts`. */
export function rawReportStore(database: Database): RawReportStore {
  const raws = database.collection<StoredRaw>('rawReports');
  return {
    find: async (raw) => {
      const stored = await raws.findOne({ _id: raw });
      if (stored === null) return null;
      const { customerKey, sealedWith, sealed, expiresAt } = stored;
      const about = { raw, customerKey, sealedWith, expiresAt };
      return { ...about, sealed: Buffer.isBuffer(sealed) ? sealed : Buffer.from(sealed.buffer) };
    },
  };
}
