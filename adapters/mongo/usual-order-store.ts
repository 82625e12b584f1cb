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
  /** The next customers in the order of their keys, from after a key on, at most `limit`: fewer are the last ones. */
  page(afterKey: string, limit: number, branches: readonly string[]): Promise<readonly UsualOrder[]>;
}

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
    page: async (afterKey, limit, branches) => {
      const found = customers.find({ _id: { $gt: afterKey } }, { projection: { outbox: 0 } });
      const stored = await found.sort({ _id: 1 }).limit(limit).toArray();
      return Promise.all(
        stored
          .map(customerFrom)
          .map(async (customer) => ({ customer, order: await lastOf(customer.customerKey, branches) })),
      );
    },
  };
}
