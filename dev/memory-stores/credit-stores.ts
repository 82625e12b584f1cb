/** Owns all that judging orders reads and writes, held in memory: for replays of history and for tests. */
import type { BranchRecord } from '../../adapters/mongo/branch-store';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import type { PublishedPolicy } from '../../adapters/mongo/policy-store';
import type { CustomerRecord } from '../../contracts/customer';
import type { DecisionRecord } from '../../contracts/decision';
import { PURCHASING_DEFAULT } from '../../contracts/purchasing';
import { policySource } from '../../usecases/policy-source';
import type { IngestDeps } from '../../usecases/ingest-movements';
import type { CreditStores } from '../../usecases/stores';
import { memoryExposureStore } from './exposure-store';
import { memoryLedgerStore } from './ledger-store';
import { memoryMovementStore } from './movement-store';

/** What is there before the first order. */
export interface MemoryBeginning extends Pick<CreditStores, 'calendarOf' | 'now'> {
  readonly branches: readonly BranchRecord[];
  readonly policies: readonly PublishedPolicy[];
}

/** The stores of the use cases, with a ledger that can be written. */
export type MemoryStores = CreditStores & Omit<IngestDeps, 'identifier'>;

/** One set per run: nothing is shared and nothing outlives it. */
export function memoryCreditStores({ branches, policies, calendarOf, now }: MemoryBeginning): MemoryStores {
  const customers = new Map<string, CustomerRecord>();
  const orders = new Map<string, OrderRecord>();
  const decisions = new Map<string, DecisionRecord>();
  return {
    branches: { find: async (branch) => branches.find((one) => one.branch === branch) ?? null },
    customers: {
      find: async (customerKey) => customers.get(customerKey) ?? null,
      ensure: async (record) => {
        if (!customers.has(record.customerKey)) customers.set(record.customerKey, record);
      },
      ensureMany: async (records) => {
        for (const record of records) {
          if (!customers.has(record.customerKey)) customers.set(record.customerKey, record);
        }
      },
      groupKeysOf: async (customerKeys) =>
        new Map(customerKeys.map((key) => [key, customers.get(key)?.groupKey ?? key])),
    },
    exposures: memoryExposureStore(),
    // What is known here is known as of the clock: nobody is waited for.
    ingests: { note: async () => undefined, lastAt: async () => now().toISOString() },
    ledgers: memoryLedgerStore(),
    movements: memoryMovementStore(),
    orders: {
      find: async (branch, order) => orders.get(`${branch}/${order}`) ?? null,
      write: async (record) => {
        const id = `${record.branch}/${record.order}`;
        const before = orders.get(id);
        const stands = before === undefined || isOlder(before, record);
        if (stands) orders.set(id, record);
        return stands;
      },
    },
    decisions: {
      find: async (decision) => decisions.get(decision) ?? null,
      insertOrFind: async <T extends DecisionRecord>(record: T) => {
        const stored = decisions.get(record.decision);
        if (stored === undefined) decisions.set(record.decision, record);
        return (stored as T | undefined) ?? record;
      },
    },
    // Nobody releases what is judged in memory.
    releases: {
      liveOf: async () => [],
      claim: async () => false,
      claimedBy: async () => [],
      claimsOf: async () => [],
      giveBack: async () => undefined,
      undo: async () => undefined,
      noteUsed: async () => undefined,
    },
    exceptions: { standingFor: async () => [] },
    // What is judged in memory has no reports, and nobody reads a customer's history of it.
    reports: { ofCustomer: async () => [] },
    purchasing: { find: async () => PURCHASING_DEFAULT },
    purchases: { newestOf: async () => null },
    history: { last: async () => null, has: async () => false, append: async () => true },
    policies: policySource({
      find: async ({ id, version }) => policies.find((one) => one.id === id && one.version === version) ?? null,
    }),
    calendarOf,
    now,
  };
}

function isOlder(before: OrderRecord, record: OrderRecord): boolean {
  if (before.generation !== record.generation) return before.generation < record.generation;
  return before.revision < record.revision;
}
