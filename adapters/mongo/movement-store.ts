/** Owns the ledger: every movement of a title, inserted once. What a title looks like is folded from them. */
import type { Movement } from '../../domain/movements';
import { isDuplicateKey, type Database } from './database';
import { outboxOf, type CreditChange, type Outbox } from './outbox';

/** What became of a movement that was sent: stored now, stored before, or in conflict with another of the same id. */
export type MovementOutcome = 'stored' | 'repeated' | 'conflict';

export interface MovementStore extends Outbox<CreditChange> {
  /** Stores it together with the news that its customer's credit has changed. */
  insert(movement: Movement, hash: string): Promise<MovementOutcome>;
  /** All movements of a customer over all branches, in no particular order, at most `limit`. */
  ofCustomer(customerKey: string, limit: number): Promise<readonly Movement[]>;
  /** The same of several customers together. */
  ofCustomers(customerKeys: readonly string[], limit: number): Promise<readonly Movement[]>;
}

interface StoredMovement {
  readonly _id: string;
  readonly customerKey: string;
  readonly hash: string;
  readonly movement: Movement;
  readonly outbox?: CreditChange[];
}

export function movementStore(database: Database): MovementStore {
  const movements = database.collection<StoredMovement>('movements');
  const read = async (customerKey: string | { $in: string[] }, limit: number): Promise<readonly Movement[]> => {
    const stored = await movements
      .find({ customerKey }, { projection: { movement: 1 } })
      .limit(limit)
      .toArray();
    return stored.map(({ movement }) => movement);
  };
  return {
    ...outboxOf<CreditChange>(database, 'movements'),
    insert: async (movement, hash) => {
      const _id = `${movement.branch}/${movement.movement}`;
      try {
        const { customerKey } = movement;
        const outbox: CreditChange[] = [{ id: _id, event: 'creditChanged', customerKey }];
        await movements.insertOne({ _id, customerKey, hash, movement, outbox });
        return 'stored';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const stored = await movements.findOne({ _id }, { projection: { hash: 1 } });
        return stored?.hash === hash ? 'repeated' : 'conflict';
      }
    },
    ofCustomer: read,
    ofCustomers: (customerKeys, limit) => read({ $in: [...customerKeys] }, limit),
  };
}
