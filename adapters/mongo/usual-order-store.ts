/** Owns the reading of all customers with the order that stands for what they usually buy: the last one they placed. */
import type { CustomerRecord } from '../../contracts/customer';
import type { OrderContent } from '../../contracts/order';
import { customerFrom, type StoredCustomer } from './customer-store';
import type { Database } from './database';
import type { StoredOrder } from './order-store';

/** A customer and its usual order; `null` where it has none at the branches asked about. */
export interface UsualOrder {
  readonly customer: CustomerRecord;
  readonly order: {
    readonly branch: string;
    readonly order: string;
    readonly content: OrderContent;
    readonly createdAt: string;
  } | null;
}

export interface UsualOrderStore {
  /** The customers whose keys lie from the first on, up to before the second (`null`: to the end), in batches. */
  between(from: string, to: string | null, branches: readonly string[]): AsyncIterable<readonly UsualOrder[]>;
}

const BATCH = 50;

export function usualOrderStore(database: Database): UsualOrderStore {
  const customers = database.collection<StoredCustomer>('customers');
  const orders = database.collection<StoredOrder>('orders');
  const lastOf = async (customerKey: string, branches: readonly string[]): Promise<UsualOrder['order']> => {
    const [last] = await orders
      .find(
        { customerKey, branch: { $in: [...branches] } },
        { projection: { branch: 1, order: 1, content: 1, createdAt: 1 } },
      )
      .sort({ createdAt: -1 })
      .limit(1)
      .toArray();
    if (last === undefined) return null;
    const { branch, order, content, createdAt } = last;
    return { branch, order, content, createdAt };
  };
  return {
    between: async function* (from, to, branches) {
      const range = { _id: { $gte: from, ...(to !== null && { $lt: to }) } };
      const cursor = customers.find(range, { projection: { outbox: 0 }, batchSize: BATCH });
      try {
        while (await cursor.hasNext()) {
          const batch = cursor.readBufferedDocuments().map(customerFrom);
          yield await Promise.all(
            batch.map(async (customer) => ({ customer, order: await lastOf(customer.customerKey, branches) })),
          );
        }
      } finally {
        await cursor.close();
      }
    },
  };
}
