/** Owns the movements: every one of a title, inserted once. What a customer's titles look like is folded from them. */
import type { Movement } from '../../domain/movements';
import type { Database } from './database';
import { fromStoredMovement, toStoredMovement, type StoredMovement } from './stored-movement';

/** What became of a movement that was sent: stored now, stored before, or in conflict with another of the same id. */
export type MovementOutcome = 'stored' | 'repeated' | 'conflict';

export interface MovementStore {
  /** Stores those that are not there yet; answers for each, in the order given. Of one id twice the first counts. */
  insertMany(movements: readonly Movement[], storedAt: string): Promise<readonly MovementOutcome[]>;
  /** All movements of some customers over all branches, in no particular order, at most `limit`. */
  ofCustomers(customerKeys: readonly string[], limit: number): Promise<readonly Movement[]>;
}

/** Others are served between two of them. */
const DECODED_AT_ONCE = 500;

export function movementStore(database: Database): MovementStore {
  const stored = database.collection<StoredMovement>('movements');
  return {
    insertMany: async (movements, storedAt) => {
      if (movements.length === 0) return [];
      const documents = movements.map((movement) => toStoredMovement(movement, storedAt));
      const outcomes = movements.map((): MovementOutcome => 'stored');
      const known = await database.insertNew('movements', documents);
      if (known.length === 0) return outcomes;
      const ids = known.flatMap((index) => documents[index]?._id ?? []);
      const found = await stored.find({ _id: { $in: ids } }).toArray();
      const there = new Map(found.map((one) => [one._id, one]));
      for (const index of known) {
        const document = documents[index];
        if (document === undefined) continue;
        const before = there.get(document._id);
        outcomes[index] = before !== undefined && isSame(before, document) ? 'repeated' : 'conflict';
      }
      return outcomes;
    },
    ofCustomers: async (customerKeys, limit) => {
      const [only, ...others] = customerKeys;
      if (only === undefined) return [];
      const customerKey = others.length === 0 ? only : { $in: [...customerKeys] };
      const found = await stored
        .find({ customerKey }, { projection: { customerKey: 1, movement: 1 }, batchSize: DECODED_AT_ONCE })
        .limit(limit)
        .toArray();
      return found.map(fromStoredMovement);
    },
  };
}

/** All values are texts, numbers, truths, `null` or lists of texts, in the order in which they are always read. */
function isSame(a: StoredMovement, b: StoredMovement): boolean {
  return JSON.stringify(fromStoredMovement(a)) === JSON.stringify(fromStoredMovement(b));
}
