/** Owns a ledger held in memory: every movement once, as in the database. */
import type { MovementOutcome, MovementStore } from '../../adapters/mongo/movement-store';
import type { Movement } from '../../domain/movements';

/** One store per run: nothing is shared and nothing outlives it. */
export function memoryMovementStore(): MovementStore {
  const byId = new Map<string, string>();
  const byCustomer = new Map<string, Movement[]>();
  const insert = (movement: Movement): MovementOutcome => {
    const id = `${movement.branch}/${movement.movement}`;
    const content = JSON.stringify(movement);
    const known = byId.get(id);
    if (known !== undefined) return known === content ? 'repeated' : 'conflict';
    byId.set(id, content);
    const ofCustomer = byCustomer.get(movement.customerKey);
    if (ofCustomer) ofCustomer.push(movement);
    else byCustomer.set(movement.customerKey, [movement]);
    return 'stored';
  };
  return {
    insertMany: async (movements) => movements.map(insert),
    ofCustomers: async (customerKeys, limit) =>
      customerKeys.flatMap((customerKey) => byCustomer.get(customerKey) ?? []).slice(0, limit),
  };
}
