/** Owns the customers and the orders of the measurements: customers stored beforehand, orders as an ERP sends them. */
import { setTimeout as wait } from 'node:timers/promises';
import type { CustomerRecord } from '../../contracts/customer';
import { closedLoop } from '../load';
import { documentOf } from './documents';
import { BRANCH, type Product } from './product';

type StoredCustomer = Omit<CustomerRecord, 'customerKey'> & { readonly _id: string };

/** Stores customers `first` to `first + count - 1`, cleared and with a limit that no measurement reaches. */
export async function seedCustomers(product: Product, first: number, count: number): Promise<void> {
  const now = new Date();
  const limit = { kind: 'amount', amountCents: 1_000_000_000_00, validUntil: null } as const;
  const records = Array.from({ length: count }, (_, index): StoredCustomer => {
    const { customerKey, ...rest } = product.identifier.identify(documentOf(first + index), now);
    return { _id: customerKey, ...rest, limit, masteredAt: { situation: null, limit: now.toISOString() } };
  });
  await product.database.collection<StoredCustomer>('customers').insertMany(records);
}

/** The body of an order with one term line. */
export function orderOf(id: string, customer: number) {
  const amountCents = 189_000;
  const dueOn = [new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10)];
  return {
    id,
    document: documentOf(customer),
    seller: 'bench',
    totalCents: amountCents,
    payments: [{ modality: 'bankSlip', amountCents, dueOn }],
    items: 3,
  };
}

const ATTEMPTS = 5;

/**
 * Submits an order, again when it is told to come back later (503), as an ERP does. Answers how often it had to.
 * @throws unless it was decided and goes on: an order that is held would measure something else
 */
export async function submit(product: Product, id: string, customer: number): Promise<number> {
  for (let repeats = 0; ; repeats += 1) {
    const { status, body } = await product.http.call('POST', `/v1/branches/${BRANCH}/orders`, orderOf(id, customer));
    if (status === 503 && repeats < ATTEMPTS) continue;
    const order = body as { status?: string; decision?: string };
    if (status === 200 && order.status === 'waiting' && order.decision) return repeats;
    throw new Error(`order ${id} was not let on: ${status} ${JSON.stringify(body).slice(0, 500)}`);
  }
}

/** What a worker that has just started has to load and to optimise is none of the measurement's business. */
export async function warmUp(orders: number, order: (n: number) => Promise<unknown>): Promise<void> {
  const half = Math.ceil(orders / 2);
  await closedLoop(half, 5, order);
  await closedLoop(orders - half, 25, (n) => order(half + n));
}

/** Lets what the last side left to do (timers, outboxes, evictions) pass before the other one is measured. */
export function settle(): Promise<void> {
  return wait(1_000);
}
