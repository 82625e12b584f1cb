/** Owns the figures that tell an operator whether work piles up: holds that are open, outboxes not yet handed on. */
import { collectionsWithOutbox, type Database } from './database';

/** Beyond it a count says that much: counting on would cost more than it tells. */
export const COUNTED_UP_TO = 10_000;

/** How many orders wait in the hold queue, over all branches. */
export function openHolds(database: Pick<Database, 'collection'>): Promise<number> {
  return database.collection('orders').countDocuments({ status: 'held' }, { limit: COUNTED_UP_TO });
}

/** How many documents of each collection still have something to tell. */
export async function outboxBacklog(database: Pick<Database, 'collection'>): Promise<Record<string, number>> {
  const names = collectionsWithOutbox();
  const counts = await Promise.all(
    names.map((name) =>
      database.collection(name).countDocuments({ 'outbox.id': { $gt: '' } }, { limit: COUNTED_UP_TO }),
    ),
  );
  return Object.fromEntries(names.map((name, at) => [name, counts[at] ?? 0]));
}
