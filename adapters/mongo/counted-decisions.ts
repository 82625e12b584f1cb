/** Owns the counting of decisions where they are stored: each once, however often its evaluation was repeated. */
import type { DecisionRecord } from '../../contracts/decision';
import type { DecisionStore } from './decision-store';

type Count = (labels: { kind: DecisionRecord['kind']; outcome: DecisionRecord['judgement']['outcome'] }) => void;

/** The counter of a process, however it counts. */
export function decisionCounter(metrics: {
  counter(name: string, help: string, labelNames: readonly string[]): Count;
}): Count {
  return metrics.counter('crivo_decisions_total', 'Decisions stored by this process', ['kind', 'outcome']);
}

/** The same store; `count` is told of every decision that was inserted, and of none that was there already. */
export function countedDecisions(store: DecisionStore, count: Count): DecisionStore {
  return {
    ...store,
    insertOrFind: async <R extends DecisionRecord>(record: R) => {
      const kept = await store.insertOrFind(record);
      if (kept === record) count({ kind: record.kind, outcome: record.judgement.outcome });
      return kept;
    },
  };
}
