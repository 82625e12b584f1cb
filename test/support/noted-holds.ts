/** Owns what the relay does with holds, for suites without a worker: every account that orders tell of is written. */
import type { Stores } from '../../adapters/mongo/stores';
import { noteHolds } from '../../usecases/note-holds';

/** Writes all accounts; the outboxes stay as they are, so calling it again repeats every entry. */
export async function noteAllHolds(stores: Pick<Stores, 'orders' | 'holds'>): Promise<void> {
  const causes = await stores.orders.withOutbox(10_000);
  await noteHolds(
    stores.holds,
    causes.flatMap(({ entries }) => entries),
  );
}
