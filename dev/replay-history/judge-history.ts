/** Owns the replay itself: each invoice an order on its date, judged by the product's own use cases on what was known. */
import { createHash } from 'node:crypto';
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { branchParametersSchema } from '../../contracts/branch';
import { ofKind, type OrderDecision } from '../../contracts/decision';
import type { OrderContent } from '../../contracts/order';
import type { Policy } from '../../contracts/policy';
import type { ReceivablesLine } from '../../contracts/receivables';
import type { CalendarDate } from '../../domain/calendar';
import { reservationKey } from '../../domain/exposure';
import { NEW_ORDER } from '../../domain/order';
import { contentHash } from '../../usecases/content-hash';
import { identifier, type Identifier } from '../../usecases/identify-customer';
import { ingestMovements } from '../../usecases/ingest-movements';
import { judgeOrder } from '../../usecases/judge-order';
import { decisionId } from '../../usecases/order-subject';
import { freeReservation } from '../../usecases/reserve-limit';
import { testCnpjs } from '../../cli/test-cnpj';
import { memoryCreditStores, type MemoryStores } from '../memory-stores/credit-stores';
import type { Invoice } from './read-invoices';

/** The branch and the policy that decisions are written under; the policy is version 1 of its id. */
export interface ReplayPlace {
  readonly branch: string;
  readonly policy: Policy;
}

/** One invoice and the decision on its order. */
export interface JudgedInvoice {
  readonly invoice: Invoice;
  readonly decision: OrderDecision;
}

const SUBJECT = 'replay-history';
const MODALITY = 'bankSlip';

/** What a branch of this kind is: the standard parameters, so the zone of São Paulo and no holidays of its own. */
export const REPLAY_PARAMETERS = branchParametersSchema.parse({ name: 'Histórico reavaliado' });

/**
 * Judges at `save`, day by day; the results stand in file order. Before a day begins, the ledger takes in what is dated
 * strictly before it, and no more: what happens on the day or later isn't in any store yet, so no rule can see it.
 * Invoices of one customer and day don't see each other either: an order becomes its title, known from the next day
 * on, so what it reserved is freed as soon as it is judged. Held or not, it becomes a title: that is what happened.
 */
export async function judgeHistory(invoices: readonly Invoice[], place: ReplayPlace): Promise<JudgedInvoice[]> {
  const replay = createReplay(place);
  const pending = eventsOf(invoices);
  const judged: JudgedInvoice[] = [];
  let taken = 0;
  for (const [day, ofDay] of byDay(invoices)) {
    replay.beginDay(day);
    const from = taken;
    while ((pending[taken]?.on ?? day) < day) taken += 1;
    await replay.takeIn(pending.slice(from, taken));
    for (const invoice of ofDay) judged.push({ invoice, decision: await replay.judge(invoice) });
  }
  return judged.sort((a, b) => a.invoice.line - b.invoice.line);
}

/** A movement that an invoice tells of, and the day it is dated. */
export interface DatedEvent {
  readonly on: CalendarDate;
  readonly invoice: Invoice;
  readonly type: 'issued' | 'collected';
}

/** All that a history tells of, in the order of its days. */
export function eventsOf(invoices: readonly Invoice[]): DatedEvent[] {
  return invoices
    .flatMap((invoice): DatedEvent[] => [
      { on: invoice.invoicedOn, invoice, type: 'issued' },
      { on: invoice.settledOn, invoice, type: 'collected' },
    ])
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function byDay(invoices: readonly Invoice[]): [CalendarDate, Invoice[]][] {
  const days = new Map<CalendarDate, Invoice[]>();
  for (const invoice of invoices) {
    const ofDay = days.get(invoice.invoicedOn);
    if (ofDay) ofDay.push(invoice);
    else days.set(invoice.invoicedOn, [invoice]);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

function createReplay({ branch, policy }: ReplayPlace) {
  const book = createHolidayBook();
  const hash = contentHash(policy);
  const pointer = { id: policy.id, version: 1 };
  const published = { ...pointer, hash, document: policy, publishedAt: '', publishedBy: SUBJECT };
  let now = new Date(0);
  const stores = memoryCreditStores({
    branches: [{ branch, parameters: REPLAY_PARAMETERS, policy: pointer, updatedAt: '' }],
    policies: [published],
    calendarOf: (holidays) => book.calendar(holidays),
    now: () => now,
  });
  const people = replayIdentifier();
  const documentOf = testCnpjs();

  return {
    /** Noon in São Paulo, or an hour later in its summer time: the day is the same. */
    beginDay: (day: CalendarDate): void => {
      now = new Date(`${day}T15:00:00.000Z`);
    },
    takeIn: async (events: readonly DatedEvent[]): Promise<void> => {
      const lines = events.map((event, at) => ({ line: at + 1, content: lineOf(event, documentOf) }));
      const { rejected } = await ingestMovements({ ...stores, identifier: people }, branch, lines);
      if (rejected[0])
        throw new Error(`the ledger refused ${rejected[0].movement}: ${JSON.stringify(rejected[0].errors)}`);
    },
    judge: (invoice: Invoice): Promise<OrderDecision> =>
      judgeAsOrder(stores, people, branch, invoice, documentOf(invoice.customer)),
  };
}

/** As a sender of receivables would tell it. `documentOf` gives a customer's document. */
export function lineOf({ invoice, type }: DatedEvent, documentOf: (customer: string) => string): ReceivablesLine {
  const { number, amountCents } = invoice;
  const base = { title: number, document: documentOf(invoice.customer), recordedAt: null, amountCents };
  if (type === 'collected') {
    return { ...base, type, movement: `${number}/collected`, method: 'money', effectiveOn: invoice.settledOn };
  }
  const { invoicedOn: issuedOn, dueOn } = invoice;
  const rest = { carrier: 'own', order: number, sale: null, modality: MODALITY, renegotiates: [] } as const;
  return { ...base, ...rest, renegotiates: [], type, movement: `${number}/issued`, issuedOn, dueOn };
}

async function judgeAsOrder(
  stores: MemoryStores,
  people: Identifier,
  branch: string,
  { number, amountCents, dueOn }: Invoice,
  document: string,
): Promise<OrderDecision> {
  const customer = { ...people.identify(document, stores.now()), limit: { kind: 'unlimited' as const } };
  const content: OrderContent = {
    customerKey: customer.customerKey,
    seller: null,
    totalCents: amountCents,
    origin: null,
    payments: [{ modality: MODALITY, amountCents, dueOn: [dueOn] }],
    items: null,
    note: null,
  };
  const at = { branch, order: number, generation: 0, revision: 1 };
  const asked = { cause: 'submit', by: 'person', actions: ['save'], subject: SUBJECT, state: NEW_ORDER } as const;
  const submission = { content, contentHash: contentHash(content), customer };
  const { decision } = await judgeOrder(stores, { ...at, ...asked, submission, amendment: null });
  await freeReservation(stores, customer, reservationKey({ kind: 'order', branch, id: number }));
  const record = ofKind('order', await stores.decisions.find(decision));
  if (record === null) throw new Error(`the decision ${decisionId(at)} was not kept`);
  return record;
}

/**
 * Customers of a replay are made up, so their keys are hashed openly: the same on every machine, and never those of an
 * installation's own customers, whose keys are hashed with its secret.
 */
export function replayIdentifier(): Identifier {
  const identity = (purpose: string, value: string): string =>
    createHash('sha256').update(`replay/${purpose}/${value}`).digest('hex').slice(0, 26);
  return identifier('replay', { identity, sealText: () => 'not kept' });
}
