/** Owns how a failed call about an order is told with the state the order is in. */
import { ofKind } from '../contracts/decision';
import { CrivoError, type ErrorCode } from '../domain/errors';
import type { OrderRecord } from '../adapters/mongo/order-store';
import { isOpen, lifeEndsAt } from '../domain/order';
import type { ApiDeps } from './deps';
import { orderStanding } from './views/order-view';

/** The stored order. Errors: `OrderNotFound`. */
export async function findOrder(deps: Pick<ApiDeps, 'stores'>, branch: string, order: string): Promise<OrderRecord> {
  const stored = await deps.stores.orders.find(branch, order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  return stored;
}

/** Refusals that say something of the order's state. */
const OF_STATE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OrderClosed',
  'OrderOnHold',
  'ActionNotDue',
  'PartConflict',
  'PartExceedsOrder',
]);

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
    if (!(error instanceof CrivoError) || !OF_STATE.has(error.code)) throw error;
    const stored = await findOrder(deps, at.branch, at.order);
    if (error.code === 'OrderClosed' && (await reviveIfOpen(deps, stored))) return call();
    throw new CrivoError(error.code, { state: orderStanding(stored), cause: error });
  }
}

/** What a workflow needs to go on from the order's document. */
export function carriedOf(stored: OrderRecord): Parameters<ApiDeps['orders']['revive']>[2] {
  const { state, revision, submittedHash } = stored;
  const restrictions = stored.restrictions.map(({ check }) => check);
  const submitted = { decision: stored.firstDecision, outcome: stored.outcome, restrictions, submittedHash, state };
  return { state, revision, submitted, expiresAt: Date.parse(lifeEndsAt(stored)) };
}

/** False for an order that is closed here as well. */
export async function reviveIfOpen(deps: Pick<ApiDeps, 'orders'>, stored: OrderRecord): Promise<boolean> {
  if (!isOpen(stored.state)) return false;
  await deps.orders.revive(stored, stored.generation, carriedOf(stored));
  return true;
}

/** The decision an answer about an order names. Errors: `DecisionNotFound`. */
export async function findDecision(deps: Pick<ApiDeps, 'stores'>, decision: string) {
  const record = ofKind('order', await deps.stores.decisions.find(decision));
  if (record === null) throw new CrivoError('DecisionNotFound');
  return record;
}
