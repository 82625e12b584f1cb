/** Owns the giving back of what an order or sale that came to nothing had taken of releases. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import { partsCents } from '../domain/order-parts';
import { billedByReservation } from '../domain/receivables';
import { isAnswered, orderKey, type JudgeOrderInput } from './order-subject';
import { refreshLedger } from './refresh-ledger';
import type { CreditStores } from './stores';

type OrderWrite = Pick<JudgeOrderInput, 'branch' | 'order' | 'generation' | 'revision' | 'state'>;
type BillingStores = Pick<CreditStores, 'exposures' | 'ledgers' | 'movements' | 'now'>;

/**
 * Others may pass by what the order had taken; a single use stays used, and so does all of it once a part was billed, for
 * then credit was given by it. `write` is the one that ends the order's need: claims are read before the order is looked
 * up again, so that those of a later write, which an attempt this slow may meet, stay. Safe to repeat.
 */
export async function giveBackOrder(
  stores: BillingStores & Pick<CreditStores, 'orders' | 'releases'>,
  customer: Pick<OrderRecord, 'customerKey' | 'groupKey'>,
  write: OrderWrite,
): Promise<void> {
  const key = orderKey(write);
  const claimed = await stores.releases.claimsOf(customer.customerKey, key);
  if (claimed.length === 0 || (await isBilled(stores, customer, write))) return;
  const standing = await stores.orders.find(write.branch, write.order);
  if (standing !== null && isAnswered(standing, write)) return;
  for (const release of claimed) await stores.releases.giveBack(release, key);
}

/** The same of a sale, which is cancelled for ever. */
export async function giveBackSale(
  { releases }: Pick<CreditStores, 'releases'>,
  customerKey: string,
  key: string,
): Promise<void> {
  for (const release of await releases.claimsOf(customerKey, key)) await releases.giveBack(release, key);
}

/** Told as invoiced in part, or known by titles that carry the order's id. */
export async function isBilled(
  stores: BillingStores,
  customer: Pick<OrderRecord, 'customerKey' | 'groupKey'>,
  write: Pick<OrderWrite, 'branch' | 'order' | 'state'>,
): Promise<boolean> {
  if (partsCents(write.state.parts, 'invoicing') > 0) return true;
  const { titles } = await refreshLedger(stores, customer);
  return (billedByReservation(titles ?? []).get(orderKey(write)) ?? 0) > 0;
}
