/** Owns who looks at which order now: one order a person, forgotten by itself when nothing more is heard. */
import { anyOf, isDuplicateKey, type Database } from './database';

/** Somebody who looks at an order. Nothing is known of them but the name. */
export interface Presence {
  readonly subject: string;
  readonly name: string;
  readonly branch: string;
  readonly order: string;
  readonly expiresAt: string;
}

export interface PresenceStore {
  /** This order from now on, and no other one any more. */
  look(presence: Presence): Promise<void>;
  /** Still at this order; unless it is another one by now, as of a person with two windows. */
  stay(presence: Presence, at: string): Promise<void>;
  /** Not at this order any more; at another one by now, if so. */
  leave(seen: Pick<Presence, 'subject' | 'branch' | 'order'>): Promise<void>;
  /** Who is not forgotten yet, at most `limit`. */
  standing(at: string, limit: number): Promise<readonly Presence[]>;
}

interface StoredPresence extends Omit<Presence, 'subject' | 'expiresAt'> {
  readonly _id: string;
  readonly expiresAt: Date;
}

export function presenceStore(database: Database): PresenceStore {
  const presences = database.collection<StoredPresence>('presences');
  return {
    look: async ({ subject, expiresAt, ...rest }) => {
      const seen = { ...rest, expiresAt: new Date(expiresAt) };
      await presences.replaceOne({ _id: subject }, seen, { upsert: true });
    },
    stay: async ({ subject, expiresAt, ...rest }, at) => {
      const { branch, order } = rest;
      const free = anyOf({ branch, order }, { expiresAt: { $lte: new Date(at) } });
      const seen = { $set: { ...rest, expiresAt: new Date(expiresAt) } };
      try {
        await presences.updateOne({ _id: subject, ...free }, seen, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    leave: async ({ subject, branch, order }) => void (await presences.deleteOne({ _id: subject, branch, order })),
    standing: async (at, limit) => {
      const found = await presences
        .find({ expiresAt: { $gt: new Date(at) } })
        .limit(limit)
        .toArray();
      return found.map(({ _id, expiresAt, ...rest }) => {
        return { subject: _id, ...rest, expiresAt: expiresAt.toISOString() };
      });
    },
  };
}
