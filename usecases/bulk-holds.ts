/** Owns many holds decided at once: five at a time, each answered for itself, each as if it had been asked for alone. */
import type { OrderRecord, OrderStore } from '../adapters/mongo/order-store';
import type { HeldOrderName } from '../contracts/hold-queue';
import { CrivoError } from '../domain/errors';
import { isOpen } from '../domain/order';
import { sees, type Principal } from '../domain/permissions';
import { seenOf } from './seen-hold';

const AT_ONCE = 5;

/** What became of one of them: what was done, or why it wasn't. */
export type BulkResult<T> =
  | (HeldOrderName & { readonly done: T; readonly error: null })
  | (HeldOrderName & { readonly done: null; readonly error: unknown });

interface BulkDeps {
  readonly orders: Pick<OrderStore, 'find'>;
}

/**
 * Runs `act` on each order as it was read, which is as the screen showed it where `seen` is named: judged again since with
 * the same result it is still what was seen. The answers stand in the order of the names. An order's errors: `OrderNotFound`, also for one of a branch the caller doesn't see,
 * `OrderClosed`, `OrderNotHeld`, `HoldChanged`, those of `act`.
 */
export async function actOnHolds<T>(
  { orders }: BulkDeps,
  principal: Principal,
  names: readonly HeldOrderName[],
  act: (seen: OrderRecord) => Promise<T>,
): Promise<readonly BulkResult<T>[]> {
  const results: BulkResult<T>[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < names.length; at = next++) {
      const name = names[at];
      if (name === undefined) return;
      try {
        results[at] = { ...name, done: await act(await seenAs(orders, principal, name)), error: null };
      } catch (error) {
        results[at] = { ...name, done: null, error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, names.length) }, work));
  return results;
}

async function seenAs(
  orders: BulkDeps['orders'],
  principal: Principal,
  { branch, order, seen }: HeldOrderName,
): Promise<OrderRecord> {
  const stored = sees(principal, branch) ? await orders.find(branch, order) : null;
  if (stored === null) throw new CrivoError('OrderNotFound');
  const { status, stage } = stored.state;
  const state = { order, status, stage, revision: stored.revision };
  if (!isOpen(stored.state)) throw new CrivoError('OrderClosed', { state });
  if (status !== 'held') throw new CrivoError('OrderNotHeld', { state });
  if (seen !== undefined && seen !== seenOf(stored)) throw new CrivoError('HoldChanged', { state });
  return stored;
}
