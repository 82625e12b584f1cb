/** Owns the draining of outboxes: what causing documents announce is handed on, then forgotten. */
import type { OrderStore, OutboxEntry } from '../adapters/mongo/order-store';
import type { Logger } from '../platform/logger';

export interface RelayInputs {
  readonly orders: Pick<OrderStore, 'withOutbox' | 'clearOutbox'>;
  /** Hands one entry on; it stays in the outbox until this resolves. Repeats are possible, losses are not. */
  readonly deliver: (orderId: string, entry: OutboxEntry) => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
  readonly idleMs?: number;
}

const BATCH = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Drains until `stop` is called; answers when the round under way is over. Failures pause it, ever longer, to 10 s. */
export function startRelay(inputs: RelayInputs): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const finished = run(inputs, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function run(inputs: RelayInputs, stopping: AbortSignal): Promise<void> {
  const idleMs = inputs.idleMs ?? 500;
  let pauseMs = idleMs;
  while (!stopping.aborted) {
    try {
      const drained = await drainOnce(inputs);
      pauseMs = drained === BATCH ? 0 : idleMs;
    } catch (error) {
      pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(idleMs, pauseMs) * 2);
      inputs.log.warn({ err: error, pauseMs }, 'the outbox could not be drained; trying again');
    }
    await pause(pauseMs, stopping);
  }
}

/** One round: the number of documents drained. */
export async function drainOnce({ orders, deliver }: Pick<RelayInputs, 'orders' | 'deliver'>): Promise<number> {
  const causes = await orders.withOutbox(BATCH);
  for (const { id, entries } of causes) for (const entry of entries) await deliver(id, entry);
  await orders.clearOutbox(causes.map(({ id, entries }) => ({ id, entryIds: entries.map((entry) => entry.id) })));
  return causes.length;
}

function pause(ms: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    stopping.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      stopping.removeEventListener('abort', done);
      resolve();
    }
  });
}
