/** Owns who is told what the outboxes hold: one relay a collection. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { MovementStore } from '../adapters/mongo/movement-store';
import type { OrderStore } from '../adapters/mongo/order-store';
import type { Cause } from '../adapters/mongo/outbox';
import type { SaleStore } from '../adapters/mongo/sale-store';
import type { CreditSignals } from '../adapters/temporal/credit-signals';
import type { Logger } from '../platform/logger';
import { startRelay } from './relay';

export interface RelaySources {
  readonly orders: Pick<OrderStore, 'withOutbox' | 'clearOutbox' | 'openGroups'>;
  readonly movements: Pick<MovementStore, 'withOutbox' | 'clearOutbox'>;
  readonly sales: Pick<SaleStore, 'withOutbox' | 'clearOutbox'>;
  readonly customers: Pick<CustomerStore, 'withOutbox' | 'clearOutbox' | 'groupsOf'>;
}

/** Runs until `stop`, which answers when every round under way is over. */
export function startRelays(
  stores: RelaySources,
  signals: CreditSignals,
  log: Pick<Logger, 'warn'>,
): { stop(): Promise<void> } {
  const deliver = (causes: readonly Cause[]) => tellReevaluations(stores, signals, causes);
  const relays = [
    startRelay({ source: stores.orders, deliver, log }),
    startRelay({ source: stores.movements, deliver, log }),
    startRelay({ source: stores.sales, deliver, log }),
    startRelay({ source: stores.customers, deliver, log }),
  ];
  return { stop: async () => void (await Promise.all(relays.map((relay) => relay.stop()))) };
}

/** One signal a group, and none where no order is open: a night's file of titles touches thousands of customers. */
async function tellReevaluations(
  { customers, orders }: Pick<RelaySources, 'customers' | 'orders'>,
  signals: CreditSignals,
  causes: readonly Cause[],
): Promise<void> {
  const changes = causes.flatMap(({ entries }) => entries).filter((entry) => entry.event === 'creditChanged');
  if (changes.length === 0) return;
  const keys = new Set(changes.map(({ customerKey }) => customerKey));
  const open = await orders.openGroups(await customers.groupsOf([...keys]));
  for (const groupKey of open) await signals.creditChanged(groupKey);
}
