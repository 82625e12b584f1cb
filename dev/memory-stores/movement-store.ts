/** Owns a ledger held in memory: every movement once, as in the database. */
import type { MovementStore } from '../../adapters/mongo/movement-store';
import type { Movement } from '../../domain/movements';

/** One store per run: nothing is shared and nothing outlives it. */
export function memoryMovementStore(): Pick<MovementStore, 'insert' | 'ofCustomer' | 'ofCustomers'> {
  const hashes = new Map<string, string>();
  const byCustomer = new Map<string, Movement[]>();
  return {
    insert: async (movement, hash) => {
      const id = `${movement.branch}/${movement.movement}`;
      const known = hashes.get(id);
      if (known !== undefined) return known === hash ? 'repeated' : 'conflict';
      hashes.set(id, hash);
      const ofCustomer = byCustomer.get(movement.customerKey);
      if (ofCustomer) ofCustomer.push(movement);
      else byCustomer.set(movement.customerKey, [movement]);
      return 'stored';
    },
    ofCustomer: async (customerKey, limit) => (byCustomer.get(customerKey) ?? []).slice(0, limit),
    ofCustomers: async (customerKeys, limit) =>
      customerKeys.flatMap((customerKey) => byCustomer.get(customerKey) ?? []).slice(0, limit),
  };
}
