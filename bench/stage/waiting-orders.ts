/** Owns orders that wait on holds for a measurement: sent as an ERP sends them, each held by its customer's limit. */
import { setTimeout as wait } from 'node:timers/promises';
import { policyStore } from '../../adapters/mongo/policy-store';
import type { CustomerRecord } from '../../contracts/customer';
import { publishPolicy } from '../../usecases/publish-policy';
import { documentOf } from './documents';
import { orderOf } from './orders';
import { BRANCH, type Product } from './product';

type StoredCustomer = Omit<CustomerRecord, 'customerKey'> & { readonly _id: string };
type Policy = { readonly checks: readonly { readonly id: string; readonly modes: object }[] };

/** From now on an order beyond its customer's limit is held at `save`. */
export async function blockBeyondLimit(product: Product): Promise<void> {
  const { document } = (await product.http.done('GET', '/v1/policies/default/versions/1')) as { document: Policy };
  const checks = document.checks.map((check) =>
    check.id === 'limit-exceeded' ? { ...check, modes: { ...check.modes, save: 'block' } } : check,
  );
  const policies = policyStore(product.database);
  await publishPolicy({ policies, now: () => new Date() }, 'bench', 'default', 1, { ...document, checks });
  // Longer than a process remembers its branches.
  await wait(3_000);
}

/** Stores customers `first` to `first + count - 1` with a limit of a cent, which the ERP may still raise; answers their keys. */
export async function seedPoorCustomers(product: Product, first: number, count: number): Promise<readonly string[]> {
  const now = new Date();
  const limit = { kind: 'amount', amountCents: 1, validUntil: null } as const;
  const records = Array.from({ length: count }, (_, index): StoredCustomer => {
    const { customerKey, ...rest } = product.identifier.identify(documentOf(first + index), now);
    return { _id: customerKey, ...rest, limit, masteredAt: { situation: null, limit: null } };
  });
  await product.database.collection<StoredCustomer>('customers').insertMany(records);
  return records.map(({ _id }) => _id);
}

const ATTEMPTS = 5;

/** @throws unless the order is held */
export async function submitHeld(product: Product, id: string, customer: number): Promise<void> {
  for (let repeats = 0; ; repeats += 1) {
    const { status, body } = await product.http.call('POST', `/v1/branches/${BRANCH}/orders`, orderOf(id, customer));
    if (status === 503 && repeats < ATTEMPTS) continue;
    if (status === 200 && (body as { status?: string }).status === 'held') return;
    throw new Error(`order ${id} is not held: ${status} ${JSON.stringify(body).slice(0, 500)}`);
  }
}

/** Decisions on orders of one customer: how many orders have so many. */
export async function decisionsByOrder(product: Product, customerKey: string): Promise<ReadonlyMap<number, number>> {
  const found = await product.database
    .collection<{ readonly _id: string }>('decisions')
    .aggregate<{ readonly _id: number; readonly orders: number }>([
      { $match: { customerKey } },
      { $group: { _id: '$order', decisions: { $sum: 1 } } },
      { $group: { _id: '$decisions', orders: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(found.map(({ _id, orders }) => [_id, orders]));
}
