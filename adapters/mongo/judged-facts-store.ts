/** Owns the reading of very many decisions for the facts they were judged on, without holding them all at once. */
import type { OrderDecision, SaleDecision } from '../../contracts/decision';
import type { Action } from '../../domain/actions';
import { FACT_NAMES, type FactName, type FactReadings } from '../../domain/facts';
import type { Database } from './database';

/** What was judged, and on what. `facts` are those asked for; `null` where nothing was read. */
export interface JudgedFacts {
  readonly decision: string;
  readonly kind: 'order' | 'sale';
  readonly branch: string;
  /** The order's or sale's. */
  readonly id: string;
  readonly customerKey: string | null;
  readonly policyVersion: number;
  readonly actions: readonly Action[];
  readonly holdable: boolean;
  readonly facts: FactReadings | null;
  readonly at: string;
}

export interface JudgedFactsQuery {
  /** Judged by any version of it. */
  readonly policy: string;
  /** Instants: from the first on, up to before the second. */
  readonly from: string;
  readonly to: string;
  readonly branches: readonly string[];
  readonly kinds: readonly ('order' | 'sale')[];
  readonly facts: readonly FactName[];
}

export interface JudgedFactsStore {
  /**
   * Batches of a few hundred in no particular order, each read when it is asked for. Only values are read, not where they
   * came from: what a rule doesn't see is half of what is stored.
   */
  between(query: JudgedFactsQuery): AsyncIterable<readonly JudgedFacts[]>;
}

type StoredDecision =
  | (Omit<OrderDecision, 'decision'> & { readonly _id: string })
  | (Omit<SaleDecision, 'decision'> & { readonly _id: string });

const BATCH = 250;
const HEAD = {
  kind: 1,
  branch: 1,
  order: 1,
  sale: 1,
  customerKey: 1,
  'policy.version': 1,
  'event.actions': 1,
  holdable: 1,
  at: 1,
} as const;

export function judgedFactsStore(database: Database): JudgedFactsStore {
  const decisions = database.collection<StoredDecision>('decisions');
  return {
    between: async function* ({ policy, from, to, branches, kinds, facts }) {
      const filter = {
        at: { $gte: from, $lt: to },
        'policy.id': policy,
        branch: { $in: [...branches] },
        kind: { $in: [...kinds] },
      };
      const cursor = decisions.find(filter, { projection: projectionOf(facts), batchSize: BATCH });
      try {
        while (await cursor.hasNext()) yield cursor.readBufferedDocuments().map(fromStored);
      } finally {
        await cursor.close();
      }
    },
  };
}

function projectionOf(facts: readonly FactName[]): Readonly<Record<string, 1>> {
  if (facts.length >= FACT_NAMES.length) return { ...HEAD, facts: 1 };
  const values = facts.flatMap((fact) => [`facts.${fact}.known`, `facts.${fact}.value`]);
  return { ...HEAD, ...Object.fromEntries(values.map((path) => [path, 1 as const])) };
}

function fromStored(stored: StoredDecision): JudgedFacts {
  const isOrder = stored.kind === 'order';
  return {
    decision: stored._id,
    kind: stored.kind,
    branch: stored.branch,
    id: isOrder ? stored.order : stored.sale,
    customerKey: stored.customerKey,
    policyVersion: stored.policy.version,
    actions: isOrder ? stored.event.actions : ['receipt'],
    holdable: isOrder ? stored.holdable : true,
    facts: stored.facts ?? null,
    at: stored.at,
  };
}
