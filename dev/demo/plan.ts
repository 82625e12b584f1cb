/** Owns the plan of a demo: an hour of a distributor's life, drawn from one seed. */
import type { CalendarDate } from '../../domain/calendar';
import { seededRandom, type Random } from '../generator/random';
import { aSale, anAmendment, anOrder, type AmendBody, type OrderBody, type SaleBody } from './baskets';
import { DEMO_BRANCHES, type DemoBranch } from './branches';
import { castCustomers, groupsOf, type PlannedCustomer, type PlannedGroup } from './customers';
import { demandAtMinute, demandOf, MOST_DEMAND } from './seasons';

/** What people do with an order beside moving it on. */
export type Course =
  | { readonly kind: 'plain' }
  | { readonly kind: 'amended'; readonly body: AmendBody }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'heldByHand'; readonly reason: string };

export interface PlannedOrder {
  readonly kind: 'order';
  readonly customer: string;
  readonly body: OrderBody;
  readonly course: Course;
}
export type PlannedEvent = { readonly minute: number; readonly branch: DemoBranch } & (
  | PlannedOrder
  | { readonly kind: 'sale'; readonly body: SaleBody }
  | { readonly kind: 'creditCheck'; readonly document: string; readonly amountCents: number }
  | { readonly kind: 'payment'; readonly customer: PlannedCustomer }
);
export interface Plan {
  readonly today: CalendarDate;
  /** The first minute of the simulated hour, of the day. */
  readonly fromMinute: number;
  readonly customers: readonly PlannedCustomer[];
  readonly groups: readonly PlannedGroup[];
  /** By minute of the hour. */
  readonly events: readonly PlannedEvent[];
}

export interface PlanOptions {
  readonly seed: string;
  /** Arrivals in an average hour; season and hour make them more or fewer. */
  readonly arrivals: number;
  /** The hour of the day that is lived, 0 to 23. */
  readonly hour: number;
  /** The branches' date: titles lie before it, due dates after it. */
  readonly today: CalendarDate;
}

/**
 * The same options give the same plan, ids included, so that sending it again has no second effect. Ids and documents
 * carry seed, day and hour: another one of these is another run that meets nothing of this one.
 */
export function makePlan({ seed, arrivals, hour, today }: PlanOptions): Plan {
  const random = seededRandom(`${seed}/${today}/${hour}`);
  const prefix = `demo-${today.replaceAll('-', '')}${String(hour).padStart(2, '0')}-${seed}`;
  const customers = castCustomers(random, { prefix, today });
  const day = { customers, prefix, today, fromMinute: hour * 60 };
  const arriving = DEMO_BRANCHES.flatMap((branch) => {
    const demand = demandOf(branch.season, today) * demandAtMinute(day.fromMinute + 30);
    const count = Math.max(1, Math.round(arrivals * branch.share * demand));
    return Array.from({ length: count }, (_, at) => anArrival(random, branch, at, day));
  });
  const events = [...arriving, ...paymentsOf(random, customers)].sort((a, b) => a.minute - b.minute);
  return { today, fromMinute: day.fromMinute, customers, groups: groupsOf(customers), events };
}

interface Day extends Pick<Plan, 'customers' | 'today' | 'fromMinute'> {
  readonly prefix: string;
}

const SALES = 0.18;
const CREDIT_CHECKS = 0.12;
const UNIDENTIFIED_BUYERS = 0.25;

function anArrival(random: Random, branch: DemoBranch, at: number, day: Day): PlannedEvent {
  const { today, prefix } = day;
  const when = { minute: anArrivalMinute(random, day.fromMinute), branch };
  const { body: customer } = aCustomerOf(random, branch, day.customers);
  const id = `${prefix}-${branch.code.slice(-2)}-${String(at + 1).padStart(4, '0')}`;
  const kind = random.unit();
  if (kind < SALES) {
    const document = random.chance(UNIDENTIFIED_BUYERS) ? null : customer.document;
    return { ...when, kind: 'sale', body: aSale(random, { id, document, today }) };
  }
  const body = anOrder(random, { id, document: customer.document, today });
  if (kind < SALES + CREDIT_CHECKS) {
    return { ...when, kind: 'creditCheck', document: body.document, amountCents: body.totalCents };
  }
  const course = branch.isAutomatic ? ({ kind: 'plain' } as const) : aCourse(random, at, body, today);
  return { ...when, kind: 'order', customer: customer.name, body, course };
}

const MOST_DRAWS = 100;

/** As dense as the hour is busy. */
function anArrivalMinute(random: Random, fromMinute: number): number {
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const minute = random.unit() * 60;
    if (random.unit() * MOST_DEMAND < demandAtMinute(fromMinute + minute)) return minute;
  }
  return random.unit() * 60;
}

/** Three in four buy where their titles are kept. */
function aCustomerOf(random: Random, { code }: DemoBranch, customers: readonly PlannedCustomer[]): PlannedCustomer {
  const near = random.chance(0.75) ? customers.filter(({ branch }) => branch === code) : customers;
  const customer = near[random.between(0, near.length - 1)];
  if (customer === undefined) throw new Error('a demo has customers of every branch');
  return customer;
}

/** Of twenty orders one is held by hand and one cancelled; two are amended. */
function aCourse(random: Random, at: number, body: OrderBody, today: CalendarDate): Course {
  if (at % 20 === 3) return { kind: 'heldByHand', reason: 'Conferir endereço de entrega com o cliente' };
  if (at % 20 === 9) return { kind: 'cancelled' };
  if (at % 10 === 6) return { kind: 'amended', body: anAmendment(random, body, today) };
  return { kind: 'plain' };
}

/** From a third of the hour on, two in three of those who owe pay what is open. */
function paymentsOf(random: Random, customers: readonly PlannedCustomer[]): PlannedEvent[] {
  return customers.flatMap((customer): PlannedEvent[] => {
    const branch = DEMO_BRANCHES.find(({ code }) => code === customer.branch);
    if (branch === undefined || customer.payment.length === 0 || !random.chance(0.66)) return [];
    return [{ kind: 'payment', minute: random.between(20, 55), branch, customer }];
  });
}
