/** Owns ledgers held in memory: folded once a run of ingest is over, as in the database. */
import type { LedgerStore } from '../../adapters/mongo/ledger-store';
import { noLedger, type CustomerLedger } from '../../domain/ledger';

/** Nobody drains a run's outboxes, and nobody reads its ledgers in the order of their changes. */
export type MemoryLedgerStore = Pick<LedgerStore, 'findMany' | 'begin' | 'begunBy' | 'put'>;

/** One store per run: nothing is shared and nothing outlives it. */
export function memoryLedgerStore(): MemoryLedgerStore {
  const ledgers = new Map<string, CustomerLedger>();
  const pending = new Map<string, Set<string>>();
  const isPending = (customerKey: string) => [...pending.values()].some((keys) => keys.has(customerKey));
  return {
    findMany: async (customerKeys) =>
      new Map(customerKeys.map((key) => [key, isPending(key) ? null : (ledgers.get(key) ?? noLedger(key))])),
    begin: async ({ run }, customerKeys) => {
      const begun = pending.get(run) ?? new Set();
      for (const key of customerKeys) begun.add(key);
      pending.set(run, begun);
    },
    begunBy: async (run, limit) => [...(pending.get(run) ?? [])].slice(0, limit),
    put: async (run, folds) => {
      for (const fold of folds) {
        if (fold.count > (ledgers.get(fold.customerKey)?.count ?? 0)) ledgers.set(fold.customerKey, fold);
        pending.get(run)?.delete(fold.customerKey);
      }
      if (pending.get(run)?.size === 0) pending.delete(run);
    },
  };
}
