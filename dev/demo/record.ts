/** Owns what is known of a running demo: where each order stands, and how often each other thing happened. */
import type { OrderStatus } from '../../domain/order';
import type { Plan } from './plan';

/** What is known of one order so far. */
export interface Followed {
  readonly order: string;
  readonly branch: string;
  readonly customer: string;
  readonly totalCents: number;
  /** `coming` until it arrives and is answered, `failed` when something isn't answered well. */
  readonly status: OrderStatus | 'coming' | 'failed';
  /** The stage it waits for or is held at. */
  readonly stage: string | null;
  /** Checks that hold it, or held it last; `manual` for a person; of a failure, what was said. */
  readonly reasons: readonly string[];
  /** Whether it has ever been held. */
  readonly wasHeld: boolean;
  /** Whether a payment of its customer ended its hold. */
  readonly freed: boolean;
  /** How long the submit took until its answer was there. */
  readonly answeredMs: number | null;
}

/** How often each of these happened, and what went wrong beside orders. */
export interface Counts {
  salesAllowed: number;
  salesRefused: number;
  creditChecks: number;
  payments: number;
  amended: number;
  heldByHand: number;
  readonly failures: string[];
}

export interface LifeRecord {
  /** Of the simulated hour, 0 to 60. */
  minute: number;
  readonly orders: ReadonlyMap<string, Followed>;
  readonly counts: Counts;
}

/** The record of a plan of which nothing has happened, and how it learns of an order. */
export function newRecord({ events }: Plan) {
  const orders = new Map<string, Followed>();
  for (const event of events) {
    if (event.kind !== 'order') continue;
    const { body, customer, branch } = event;
    const { id: order, totalCents } = body;
    const nothingYet = { status: 'coming', stage: null, reasons: [], answeredMs: null } as const;
    orders.set(order, {
      order,
      branch: branch.code,
      customer,
      totalCents,
      ...nothingYet,
      wasHeld: false,
      freed: false,
    });
  }
  const counts: Counts = {
    salesAllowed: 0,
    salesRefused: 0,
    creditChecks: 0,
    payments: 0,
    amended: 0,
    heldByHand: 0,
    failures: [],
  };
  const record: LifeRecord = { minute: 0, orders, counts };
  const learn = (order: string, change: Partial<Followed>): void => {
    const before = orders.get(order);
    if (before !== undefined) orders.set(order, { ...before, ...change });
  };
  return { record, learn };
}

export type Learn = ReturnType<typeof newRecord>['learn'];
