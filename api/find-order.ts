/** Owns how a failed call about an order is told with the state the order is in. */
import { CrivoError } from '../domain/errors';
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { ApiDeps } from './deps';
import { orderStanding } from './views/order-view';

/** The stored order. Errors: `OrderNotFound`. */
export async function findOrder(deps: Pick<ApiDeps, 'stores'>, branch: string, order: string): Promise<OrderRecord> {
  const stored = await deps.stores.orders.find(branch, order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  return stored;
}

/** Runs `call`; where the order's state refuses it, the error tells that state. */
export async function tellingState<T>(
  deps: Pick<ApiDeps, 'stores'>,
  at: { readonly branch: string; readonly order: string },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CrivoError) || (error.code !== 'OrderClosed' && error.code !== 'ActionNotDue')) throw error;
    throw new CrivoError(error.code, {
      state: orderStanding(await findOrder(deps, at.branch, at.order)),
      cause: error,
    });
  }
}

/** The decision an answer names. Errors: `DecisionNotFound`. */
export async function findDecision(deps: Pick<ApiDeps, 'stores'>, decision: string) {
  const record = await deps.stores.decisions.find(decision);
  if (record === null) throw new CrivoError('DecisionNotFound');
  return record;
}
