/** Owns the draining of outboxes: what causing documents announce is handed on, then forgotten. */
import type { Cause, Outbox, OutboxEntry } from '../adapters/mongo/outbox';
import type { Logger } from '../platform/logger';
import { repeating, type Repeating } from './repeating';

export interface RelayInputs<Entry extends OutboxEntry = OutboxEntry> {
  readonly source: Outbox<Entry>;
  /** Hands a batch on; it stays in the outboxes until this resolves. Repeats are possible, losses are not. */
  readonly deliver: (causes: readonly Cause<Entry>[]) => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
  readonly idleMs?: number;
}

const BATCH = 500;
const LONGEST_PAUSE_MS = 10_000;
/** What has been empty for a minute is looked at every two seconds; each look costs a worker that has nothing to do. */
const QUIET_PAUSE_MS = 2_000;
const QUIET_SHARE = 1 / 30;

/** Drains until `stop` is called; answers when the round under way is over. Failures pause it, ever longer, to 10 s. */
export function startRelay<Entry extends OutboxEntry>(inputs: RelayInputs<Entry>): Repeating {
  const idleMs = inputs.idleMs ?? 500;
  let pauseMs = idleMs;
  let drainedAt = performance.now();
  return repeating(async () => {
    try {
      const drained = await drainOnce(inputs);
      if (drained > 0) drainedAt = performance.now();
      const quietPauseMs = Math.min(QUIET_PAUSE_MS, (performance.now() - drainedAt) * QUIET_SHARE);
      pauseMs = drained === BATCH ? 0 : Math.max(idleMs, quietPauseMs);
    } catch (error) {
      pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(idleMs, pauseMs) * 2);
      inputs.log.warn({ err: error, pauseMs }, 'the outbox could not be drained; trying again');
    }
    return pauseMs;
  });
}

/** One round: the number of documents drained. */
export async function drainOnce<Entry extends OutboxEntry>({
  source,
  deliver,
}: Pick<RelayInputs<Entry>, 'source' | 'deliver'>): Promise<number> {
  const causes = await source.withOutbox(BATCH);
  if (causes.length === 0) return 0;
  await deliver(causes);
  await source.clearOutbox(causes.map(({ id, entries }) => ({ id, entryIds: entries.map((entry) => entry.id) })));
  return causes.length;
}
