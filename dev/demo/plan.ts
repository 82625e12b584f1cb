/** Owns what a demo is made of: customers, their titles and a stream of orders, all drawn from one seed. */
import type { z } from 'zod';
import type { customerUpsertSchema } from '../../contracts/customer';
import type { orderRequestSchema } from '../../contracts/order';
import type { receivablesLineSchema } from '../../contracts/receivables';
import { addDays, type CalendarDate } from '../../domain/calendar';
import { seededRandom, type Random } from '../generator/random';
import { testCnpjs } from '../generator/test-cnpj';

export type CustomerBody = z.input<typeof customerUpsertSchema>;
export type OrderBody = z.input<typeof orderRequestSchema>;
export type LedgerLine = z.input<typeof receivablesLineSchema>;

export interface PlannedCustomer {
  readonly body: CustomerBody & { readonly name: string };
  /** Its titles and what was paid of them until today. */
  readonly ledger: readonly LedgerLine[];
  /** What pays its overdue titles, should it pay during the demo. */
  readonly payment: readonly LedgerLine[];
}
export interface PlannedOrder {
  readonly customer: string;
  readonly body: OrderBody;
}
export interface Plan {
  readonly customers: readonly PlannedCustomer[];
  readonly orders: readonly PlannedOrder[];
}

/** How a customer stands: `delay` of each paid title in days, open titles that are overdue, its limit. */
interface Profile {
  readonly name: string;
  readonly limit: CustomerBody['limit'];
  readonly paidTitles: number;
  readonly delayDays: readonly [number, number];
  readonly overdueTitles: number;
}

const amount = (amountCents: number): CustomerBody['limit'] => ({ kind: 'amount', amountCents });
const PROMPT = { paidTitles: 6, delayDays: [-6, 1], overdueTitles: 0 } as const;
const PROFILES: readonly Profile[] = [
  { name: 'Mercearia Boa Safra', limit: amount(60_000_00), ...PROMPT },
  { name: 'Padaria Alvorada do Vale', limit: amount(45_000_00), ...PROMPT },
  { name: 'Empório das Laranjeiras', limit: { kind: 'unlimited' }, ...PROMPT },
  { name: 'Restaurante Fogão de Pedra', limit: amount(80_000_00), ...PROMPT },
  { name: 'Quitanda Três Marias', limit: amount(35_000_00), ...PROMPT },
  { name: 'Lanchonete da Praça Nova', limit: amount(9_000_00), ...PROMPT },
  { name: 'Bar e Café Estação Velha', limit: amount(40_000_00), paidTitles: 6, delayDays: [12, 30], overdueTitles: 0 },
  { name: 'Mercado Ponte Alta', limit: amount(50_000_00), paidTitles: 5, delayDays: [0, 9], overdueTitles: 2 },
  { name: 'Sorveteria Ilha Verde', limit: amount(20_000_00), paidTitles: 3, delayDays: [0, 9], overdueTitles: 1 },
  { name: 'Cantina Serra Clara', limit: amount(25_000_00), paidTitles: 0, delayDays: [0, 0], overdueTitles: 0 },
  { name: 'Doceria Flor de Minas', limit: { kind: 'none' }, paidTitles: 0, delayDays: [0, 0], overdueTitles: 0 },
];

const TERM_DAYS = 28;
const DAYS_BETWEEN_TITLES = 45;

export interface PlanOptions {
  readonly seed: string;
  readonly orders: number;
  /** The branch's date: titles lie before it, due dates after it. */
  readonly today: CalendarDate;
}

/**
 * The same options give the same plan, ids included, so that sending it again has no second effect. Ids and documents
 * carry seed and day: another seed, or another day, is another run that meets nothing of this one.
 */
export function makePlan({ seed, orders, today }: PlanOptions): Plan {
  const random = seededRandom(`${seed}/${today}`);
  const prefix = `demo-${today.replaceAll('-', '')}-${seed}`;
  const cnpjOf = testCnpjs();
  const customers = PROFILES.map((profile, at) => {
    const document = cnpjOf(`${prefix}/${profile.name}`);
    return aCustomer(random, profile, { document, today, prefix: `${prefix}-${at + 1}` });
  });
  const stream = Array.from({ length: orders }, (_, at) => {
    const customer = customers[random.between(0, customers.length - 1)] ?? customers[0];
    if (customer === undefined) throw new Error('a demo has customers');
    return anOrder(random, customer, `${prefix}-${String(at + 1).padStart(4, '0')}`, today);
  });
  return { customers, orders: stream };
}

interface CustomerAt {
  readonly document: string;
  readonly prefix: string;
  readonly today: CalendarDate;
}

function aCustomer(random: Random, profile: Profile, at: CustomerAt): PlannedCustomer {
  const { name, limit, paidTitles, delayDays, overdueTitles } = profile;
  const paid = Array.from({ length: paidTitles }, (_, index) => {
    const issuedOn = addDays(at.today, -(TERM_DAYS + delayDays[1] + 2 + index * DAYS_BETWEEN_TITLES));
    const title = aTitle(random, at, `P${index + 1}`, issuedOn);
    const settledOn = addDays(issuedOn, TERM_DAYS + random.between(...delayDays));
    return [title, collectionOf(title, settledOn)];
  });
  const overdue = Array.from({ length: overdueTitles }, (_, index) =>
    aTitle(random, at, `V${index + 1}`, addDays(at.today, -(TERM_DAYS + 10 + index * 7))),
  );
  return {
    body: { document: at.document, name, situation: 'cleared', limit },
    ledger: [...paid.flat(), ...overdue],
    payment: overdue.map((title) => collectionOf(title, at.today)),
  };
}

type IssuedLine = Extract<LedgerLine, { type: 'issued' }>;

function aTitle(random: Random, { document, prefix }: CustomerAt, name: string, issuedOn: CalendarDate): IssuedLine {
  const title = `${prefix}-${name}`;
  const amountCents = random.between(400_00, 2_500_00);
  const dueOn = addDays(issuedOn, TERM_DAYS);
  return { type: 'issued', movement: `${title}/issued`, title, document, amountCents, issuedOn, dueOn };
}

function collectionOf({ title, document, amountCents }: IssuedLine, effectiveOn: CalendarDate): LedgerLine {
  const movement = `${title}/collected`;
  return { type: 'collected', movement, title, document, amountCents, method: 'money', effectiveOn };
}

/** One in six is paid at once, one in six partly; the others are bank slips in one to three instalments. */
function anOrder(random: Random, { body }: PlannedCustomer, id: string, today: CalendarDate): PlannedOrder {
  const totalCents = Math.round(1_800_00 * Math.exp(0.7 * random.normal()));
  const instalments = random.between(1, 3);
  const dueOn = Array.from({ length: instalments }, (_, at) => addDays(today, TERM_DAYS * (at + 1)));
  const kind = random.between(1, 6);
  const pixCents = kind === 1 ? totalCents : kind === 2 ? Math.floor(totalCents / 3) : 0;
  const payments = [
    ...(pixCents > 0 ? [{ modality: 'pix', amountCents: pixCents }] : []),
    ...(pixCents < totalCents ? [{ modality: 'bankSlip', amountCents: totalCents - pixCents, dueOn }] : []),
  ];
  const seller = random.pick(['ana', 'bruno', 'carla', 'davi']);
  const items = random.between(1, 24);
  return { customer: body.name, body: { id, document: body.document, seller, totalCents, payments, items } };
}
