/** Owns the list of what use cases are given: stores, clock and calendar. The mains build it, once. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { CustomerHistoryStore } from '../adapters/mongo/customer-history-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { DecisionStore } from '../adapters/mongo/decision-store';
import type { ExposureStore } from '../adapters/mongo/exposure-store';
import type { ExceptionStore } from '../adapters/mongo/exception-store';
import type { IngestStore } from '../adapters/mongo/ingest-store';
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import type { MovementStore } from '../adapters/mongo/movement-store';
import type { OrderStore } from '../adapters/mongo/order-store';
import type { BusinessCalendar } from '../domain/business-days';
import type { PolicyStore } from '../adapters/mongo/policy-store';
import type { ReleaseStore } from '../adapters/mongo/release-store';
import type { PurchaseStore } from '../adapters/mongo/purchase-store';
import type { PurchasingStore } from '../adapters/mongo/purchasing-store';
import type { ReportStore } from '../adapters/mongo/report-store';
import type { SaleStore } from '../adapters/mongo/sale-store';
import { branchSource } from './branch-source';
import { remembered } from './remembered';
import { policySource, type PolicySource } from './policy-source';

/** Everything that judging an order reads and writes. Fakes implement the same interfaces. */
export interface CreditStores {
  readonly branches: Pick<BranchStore, 'find'>;
  readonly customers: Pick<CustomerStore, 'find' | 'ensure'>;
  readonly exposures: Pick<ExposureStore, 'peek' | 'reserve' | 'free' | 'applyLedger' | 'noteHeld'>;
  readonly movements: Pick<MovementStore, 'ofCustomers'>;
  readonly ledgers: Pick<LedgerStore, 'findMany'>;
  readonly ingests: Pick<IngestStore, 'lastAt'>;
  readonly orders: Pick<OrderStore, 'find' | 'write'>;
  readonly decisions: Pick<DecisionStore, 'find' | 'insertOrFind'>;
  readonly releases: Pick<
    ReleaseStore,
    'liveOf' | 'claim' | 'claimedBy' | 'claimsOf' | 'giveBack' | 'undo' | 'noteUsed'
  >;
  readonly exceptions: Pick<ExceptionStore, 'standingFor'>;
  readonly reports: Pick<ReportStore, 'ofCustomer'>;
  readonly purchasing: Pick<PurchasingStore, 'find'>;
  readonly purchases: Pick<PurchaseStore, 'newestOf'>;
  readonly history: Pick<CustomerHistoryStore, 'last' | 'has' | 'append'>;
  readonly policies: PolicySource;
  /** National and bank holidays together with a branch's own. */
  readonly calendarOf: (branchHolidays: readonly string[]) => BusinessCalendar;
  readonly now: () => Date;
}

/** What recording sales reads and writes besides. */
export interface SaleStores extends CreditStores {
  readonly sales: SaleStore;
}

/** The stores as an adapter gives them, with the calendar. */
export interface StoreParts extends Omit<CreditStores, 'policies' | 'now'> {
  readonly policies: PolicyStore;
}

/** Puts the bounded look-aside of branches, their last sendings and policies around the stores. One per process. */
export function creditStores(parts: StoreParts, now: () => Date): CreditStores {
  const clock = () => now().getTime();
  const branches = branchSource(parts.branches, clock);
  const ingests = { lastAt: remembered((branch) => parts.ingests.lastAt(branch), clock) };
  const purchasing = { find: remembered((branch) => parts.purchasing.find(branch), clock) };
  return { ...parts, branches, ingests, purchasing, policies: policySource(parts.policies), now };
}
