/** Owns the beginning of a closed order's next life: its generation, raised once however often that is asked for. */
import type { OrderRecord, OrderStore } from '../adapters/mongo/order-store';
import { CrivoError } from '../domain/errors';
import { isOpen } from '../domain/order';

const ATTEMPTS = 5;

/**
 * The order as it is to be reopened: still closed, under a generation that nothing was judged in yet. Whoever comes
 * while that lasts, also after a crash, joins the same generation; an order that an earlier reopening has opened is
 * answered as it stands. Errors: `OrderNotFound`; `OrderNotClosed` for an order that was never closed.
 */
export async function raiseGeneration(
  stores: { readonly orders: Pick<OrderStore, 'find' | 'reopen'>; readonly now: () => Date },
  { branch, order }: { readonly branch: string; readonly order: string },
  by: string,
): Promise<OrderRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await stores.orders.find(branch, order);
    if (stored === null) throw new CrivoError('OrderNotFound');
    if (isOpen(stored.state) && stored.generation === 0) throw new CrivoError('OrderNotClosed');
    if (isOpen(stored.state) || stored.revision === 0) return stored;
    const reopened = { at: stores.now().toISOString(), by };
    if (await stores.orders.reopen(stored, reopened)) {
      return { ...stored, generation: stored.generation + 1, revision: 0, reopened };
    }
  }
  throw new CrivoError('TooManyConflicts');
}
