/** Owns the indexes of the orders: the queue's, those of customers and groups, and what was done last. */
import { OUTBOX_INDEX } from './outbox';

const HELD_ONLY = { partialFilterExpression: { status: 'held' } } as const;

export const ORDER_INDEXES = [
  { keys: { status: 1, branch: 1, heldSince: 1, _id: 1 } },
  // One for each way the queue is sorted, of the held orders alone: all the others cost them nothing.
  { keys: { heldSince: 1, _id: 1 }, options: HELD_ONLY },
  { keys: { termCents: 1, _id: 1 }, options: HELD_ONLY },
  { keys: { 'queue.risk': 1, _id: 1 }, options: HELD_ONLY },
  { keys: { 'queue.until': 1, _id: 1 }, options: HELD_ONLY },
  { keys: { 'news.at': 1 }, options: { sparse: true } },
  { keys: { groupKey: 1, status: 1, _id: 1 } },
  { keys: { customerKey: 1, branch: 1, createdAt: -1, _id: -1 } },
  OUTBOX_INDEX,
] as const;
