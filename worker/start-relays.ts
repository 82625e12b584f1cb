/** Owns who is told what the outboxes hold: one relay a collection. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { ExceptionStore } from '../adapters/mongo/exception-store';
import type { ExposureStore } from '../adapters/mongo/exposure-store';
import type { HoldStore } from '../adapters/mongo/hold-store';
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import type { OrderStore } from '../adapters/mongo/order-store';
import type { Cause, CreditChange, OutboxEntry, ReportWanted } from '../adapters/mongo/outbox';
import type { PurchaseStore } from '../adapters/mongo/purchase-store';
import type { ReleaseStore } from '../adapters/mongo/release-store';
import type { SaleStore } from '../adapters/mongo/sale-store';
import type { SyncStateStore } from '../adapters/mongo/sync-state-store';
import type { WebhookEndpointStore } from '../adapters/mongo/webhook-endpoint-store';
import type { CreditSignals } from '../adapters/temporal/credit-signals';
import type { WebhookWorkflows } from '../adapters/temporal/webhook-workflows';
import type { Announcement } from '../contracts/webhook';
import type { Logger } from '../platform/logger';
import { announceEvents } from '../usecases/announce-events';
import { noteHolds } from '../usecases/note-holds';
import { startRelay } from './relay';
import { startSecondLook, type SecondLook } from './second-look';

/** How often outboxes are looked at that persons and nights fill: each look costs a worker that has nothing to do. */
const SELDOM_MS = 1_000;

export interface RelaySources {
  readonly orders: Pick<OrderStore, 'withOutbox' | 'clearOutbox' | 'openGroups'>;
  readonly ledgers: Pick<LedgerStore, 'withOutbox' | 'clearOutbox'>;
  readonly purchases: Pick<PurchaseStore, 'withOutbox' | 'clearOutbox'>;
  readonly releases: Pick<ReleaseStore, 'withOutbox' | 'clearOutbox'>;
  readonly exceptions: Pick<ExceptionStore, 'withOutbox' | 'clearOutbox'>;
  readonly sales: Pick<SaleStore, 'withOutbox' | 'clearOutbox'>;
  readonly exposures: Pick<ExposureStore, 'withOutbox' | 'clearOutbox'>;
  readonly customers: Pick<CustomerStore, 'withOutbox' | 'clearOutbox' | 'groupsOf'>;
  readonly syncStates: Pick<SyncStateStore, 'withOutbox' | 'clearOutbox'>;
  readonly webhookEndpoints: Pick<WebhookEndpointStore, 'list'>;
  readonly holds: Pick<HoldStore, 'note' | 'earlier'>;
}

/** Who is told: the re-evaluation of what changed inside, webhooks of what the outside may know. */
export interface RelayListeners {
  readonly signals: CreditSignals;
  readonly webhooks: Pick<WebhookWorkflows, 'start'>;
  /** Buys what an order waits for; what can't be bought is not tried again from here. */
  readonly buyWanted: (wanted: ReportWanted) => Promise<void>;
}

/** Runs until `stop`, which answers when every round under way is over. */
export function startRelays(
  stores: RelaySources,
  { signals, webhooks, buyWanted }: RelayListeners,
  log: Pick<Logger, 'warn'>,
): { stop(): Promise<void> } {
  const later = startSecondLook({
    openGroups: (groupKeys) => stores.orders.openGroups(groupKeys),
    tell: (groupKey) => signals.creditChanged(groupKey),
    log,
  });
  const deliver = async (causes: readonly Cause[]): Promise<void> => {
    await tellReevaluations(stores, signals, later, causes);
    const entries = causes.flatMap((cause) => cause.entries);
    await noteHolds(stores.holds, entries);
    await announceEvents({ ...stores, webhooks }, entries.filter(isAnnouncement));
    for (const entry of entries) if (entry.event === 'reportWanted') await buyWanted(entry);
  };
  const relays = [
    startRelay({ source: stores.orders, deliver, log }),
    startRelay({ source: stores.ledgers, deliver, log }),
    startRelay({ source: stores.purchases, deliver, log, idleMs: SELDOM_MS }),
    startRelay({ source: stores.releases, deliver, log, idleMs: SELDOM_MS }),
    startRelay({ source: stores.exceptions, deliver, log, idleMs: SELDOM_MS }),
    startRelay({ source: stores.sales, deliver, log }),
    startRelay({ source: stores.customers, deliver, log }),
    startRelay({ source: stores.exposures, deliver, log }),
    startRelay({ source: stores.syncStates, deliver, log, idleMs: SELDOM_MS }),
  ];
  return { stop: async () => void (await Promise.all([...relays, later].map((each) => each.stop()))) };
}

/** One signal a group, and none where no order is open: a night's file of titles touches thousands of customers. */
async function tellReevaluations(
  { customers, orders }: Pick<RelaySources, 'customers' | 'orders'>,
  signals: CreditSignals,
  later: SecondLook,
  causes: readonly Cause[],
): Promise<void> {
  const changes = causes.flatMap(({ entries }) => entries).filter((entry) => entry.event === 'creditChanged');
  if (changes.length === 0) return;
  const changed = await groupsOf(
    customers,
    changes.filter(({ datesOnly }) => datesOnly === undefined),
  );
  const dated = await groupsOf(
    customers,
    changes.filter(({ datesOnly }) => datesOnly === true),
  );
  const open = new Set(await orders.openGroups([...changed, ...dated]));
  for (const groupKey of open)
    await (changed.has(groupKey) ? signals.creditChanged(groupKey) : signals.hasLimitDates(groupKey));
  later.note([...changed].filter((groupKey) => !open.has(groupKey)));
}

async function groupsOf(
  customers: RelaySources['customers'],
  changes: readonly CreditChange[],
): Promise<ReadonlySet<string>> {
  const keys = changes.flatMap((change) => ('customerKey' in change ? [change.customerKey] : []));
  const groups = changes.flatMap((change) => ('groupKey' in change ? [change.groupKey] : []));
  const found = keys.length === 0 ? [] : await customers.groupsOf([...new Set(keys)]);
  return new Set([...groups, ...found]);
}

function isAnnouncement(entry: OutboxEntry): entry is Announcement {
  return entry.event !== 'creditChanged' && entry.event !== 'reportWanted' && entry.event !== 'holdNoted';
}
