/** Owns the queue of the measurements: thousands of held orders among many others, each as the product itself stores one. */
import type { StoredOrder } from '../../adapters/mongo/order-store';
import { documentOf } from './documents';
import { orderOf, seedCustomers } from './orders';
import { BRANCH, type Product } from './product';

export interface QueueSize {
  readonly orders: number;
  readonly held: number;
}

type StoredCustomer = { readonly _id: string; readonly sealedName: string | null };

const AT_ONCE = 1_000;
const DAY_MS = 24 * 3_600_000;

/** Has one order judged and held by the product, one judged and let on, and stores copies of them under other names. */
export async function seedHolds(product: Product, { orders, held }: QueueSize): Promise<void> {
  const customers = await namedCustomers(product, held);
  const collection = product.database.collection<StoredOrder>('orders');
  const heldOne = await template(product, 'held-one', true);
  const freeOne = await template(product, 'free-one', false);
  for (let first = 0; first < orders; first += AT_ONCE) {
    const copies = Array.from({ length: Math.min(AT_ONCE, orders - first) }, (_, index) => {
      const n = first + index;
      const customerKey = customers[n % customers.length] ?? '';
      const isHeld = n % Math.round(orders / held) === 0;
      return { ...copyOf(isHeld ? heldOne : freeOne, n, isHeld), customerKey, groupKey: customerKey };
    });
    await collection.insertMany(copies);
  }
}

/** A copy with values of its own for all that the queue sorts by, spread without a pattern. */
function copyOf(one: StoredOrder, n: number, isHeld: boolean): StoredOrder {
  const spread = (n * 7_919) % 100_003;
  const order = `q-${n}`;
  const named = { ...one, _id: `${BRANCH}/${order}`, order, termCents: 10_000 + spread };
  if (!isHeld || one.queue === undefined) return named;
  const heldSince = new Date(Date.now() - spread * 20_000).toISOString();
  const until = new Date(Date.now() + 30 * DAY_MS - spread * 10_000).toISOString();
  return { ...named, heldSince, queue: { ...one.queue, kind: 'check', risk: spread % 1_001, until } };
}

async function template(product: Product, id: string, isHeld: boolean): Promise<StoredOrder> {
  const path = `/v1/branches/${BRANCH}/orders`;
  await product.http.done('POST', path, orderOf(id, 0));
  if (isHeld) await product.http.done('POST', `${path}/${id}/hold`, { reason: 'Aguardar contrato' });
  const stored = await product.database.collection<StoredOrder>('orders').findOne({ _id: `${BRANCH}/${id}` });
  if (stored === null) throw new Error(`${id} is not stored`);
  const { outbox: _outbox, ...rest } = stored;
  return rest;
}

/** Customers whose name the product has sealed: all have that of the first one. */
async function namedCustomers(product: Product, count: number): Promise<readonly string[]> {
  const collection = product.database.collection<StoredCustomer>('customers');
  await seedCustomers(product, 1, count);
  const first = { document: documentOf(0), name: 'Comercial de Alimentos Horizonte Ltda' };
  const { customerKey } = (await product.http.done('PUT', `/v1/branches/${BRANCH}/customers`, first)) as {
    customerKey: string;
  };
  const sealedName = (await collection.findOne({ _id: customerKey }))?.sealedName ?? null;
  await collection.updateMany({}, { $set: { sealedName } });
  return (await collection.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
}
