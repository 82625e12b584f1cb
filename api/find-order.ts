/** Owns how a failed call about an order is told with the state the order is in. */
import { ofKind } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import type { OrderRecord } from '../adapters/mongo/order-store';
import { isOpen, ORDER_LIFE_MS } from '../domain/order';
import type { ApiDeps } from './deps';
import { orderStanding } from './views/order-view';

/** The stored order. Errors: `OrderNotFound`. */
export async function findOrder(deps: Pick<ApiDeps, 'stores'>, branch: string, order: string): Promise<OrderRecord> {
  const stored = await deps.stores.orders.find(branch, order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  return stored;
}

/**
 * Runs `call`; where the order's state refuses it, the error tells that state. An order that is open here but has no
 * workflow (terminated by hand, lost with its server) is started again from its document, and asked once more.
 */
export async function tellingState<T>(
  deps: Pick<ApiDeps, 'stores' | 'orders'>,
  at: { readonly branch: string; readonly order: string },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CrivoError) || (error.code !== 'OrderClosed' && error.code !== 'ActionNotDue')) throw error;
    const stored = await findOrder(deps, at.branch, at.order);
    if (error.code === 'OrderClosed' && (await reviveIfOpen(deps, stored))) return call();
    throw new CrivoError(error.code, { state: orderStanding(stored), cause: error });
  }
}

/** False for an order that is closed here as well. */
export async function reviveIfOpen(deps: Pick<ApiDeps, 'orders'>, stored: OrderRecord): Promise<boolean> {
  const { state, revision, submittedHash, createdAt, generation } = stored;
  if (!isOpen(state)) return false;
  const restrictions = stored.restrictions.map(({ check }) => check);
  const submitted = { decision: stored.firstDecision, outcome: stored.outcome, restrictions, submittedHash, state };
  const expiresAt = Date.parse(createdAt) + ORDER_LIFE_MS;
  await deps.orders.revive(stored, generation, { state, revision, submitted, expiresAt });
  return true;
}

/** The decision an answer about an order names. Errors: `DecisionNotFound`. */
export async function findDecision(deps: Pick<ApiDeps, 'stores'>, decision: string) {
  const record = ofKind('order', await deps.stores.decisions.find(decision));
  if (record === null) throw new CrivoError('DecisionNotFound');
  return record;
}
