/** Owns the end of an order that isn't done: cancelled by somebody, or expired. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { OrderCause } from '../contracts/webhook';
import { CrivoError } from '../domain/errors';
import { reservationKey } from '../domain/exposure';
import { announcementOf, next, type OrderState } from '../domain/order';
import { decisionId } from './order-subject';
import { freeReservation } from './reserve-limit';
import type { CreditStores } from './stores';

export interface CloseOrderInput {
  readonly branch: string;
  readonly order: string;
  readonly generation: number;
  readonly revision: number;
  readonly end: 'cancelled' | 'expired';
  readonly subject: string;
  readonly state: OrderState;
}

/** Frees the reservation, then writes the state and its outbox entry in one write. Safe to repeat. */
export async function closeOrder(
  stores: Pick<CreditStores, 'orders' | 'exposures' | 'now'>,
  input: CloseOrderInput,
): Promise<void> {
  const stored = await stores.orders.find(input.branch, input.order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  const key = reservationKey({ kind: 'order', branch: input.branch, id: input.order });
  await freeReservation(stores, stored, key);
  const state = next(input.state, { type: input.end });
  const at = stores.now().toISOString();
  const { generation, revision, subject } = input;
  const record: OrderRecord = { ...stored, generation, revision, state, closedBy: subject, updatedAt: at };
  const event = announcementOf(input.state, state);
  const id = decisionId(input);
  const { branch, order, customerKey } = stored;
  const cause: OrderCause = { kind: 'order', branch, order, customerKey, generation, revision, state };
  await stores.orders.write(record, [
    ...(event === null ? [] : [{ id, event, at, decision: null, cause }]),
    { id: `cc_${id}`, event: 'creditChanged', customerKey },
  ]);
}
