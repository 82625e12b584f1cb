/** Owns what somebody has seen of a held order when they decide on it: why it waits, for how much, and what it is. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import { contentHash } from './content-hash';

/** What of an order the screen of the queue shows as the reason to decide. */
type Seen = Pick<OrderRecord, 'generation' | 'contentHash' | 'termCents' | 'outcome' | 'state' | 'restrictions'>;

/**
 * The same for as long as nothing that was seen has changed: content and amounts, each check that stands against the
 * order with its result, its numbers and what lets it pass, and since when it is held, by checks or by hand. An order that
 * was judged again with the same result is the same; its revision is another one.
 */
export function seenOf({ generation, contentHash: content, termCents, outcome, state, restrictions }: Seen): string {
  const { stage, hold, forced } = state;
  const why = restrictions.map(({ check, mode, result, waivedBy, analyst, seller, values }) => {
    return { check, mode, result, waivedBy, analyst, seller, values };
  });
  const held = [stage, hold?.action, hold?.since, forced?.since, forced?.reason].map((one) => one ?? null);
  return contentHash({ generation, content, termCents, outcome, held, why }).slice(0, 24);
}
