/** Owns what customers of a demo buy, and how they want to pay it. */
import type { z } from 'zod';
import type { orderAmendSchema, orderRequestSchema } from '../../contracts/order';
import type { saleRequestSchema } from '../../contracts/sale';
import { addDays, type CalendarDate } from '../../domain/calendar';
import type { Random } from '../generator/random';
import { TERM_DAYS } from './ledger';

export type OrderBody = z.input<typeof orderRequestSchema>;
export type AmendBody = z.input<typeof orderAmendSchema>;
export type SaleBody = z.input<typeof saleRequestSchema>;
type Payments = OrderBody['payments'];

const ORDER_CENTS = 1_800_00;
const SALE_CENTS = 350_00;

export interface Buyer {
  /** `null` for a consumer who tells none. */
  readonly document: string | null;
  readonly id: string;
  readonly today: CalendarDate;
}

/** One in six is paid at once, one in six partly; the others are bank slips in one to three instalments. */
export function anOrder(random: Random, { id, document, today }: Buyer & { readonly document: string }): OrderBody {
  const totalCents = around(random, ORDER_CENTS);
  const kind = random.between(1, 6);
  const pixCents = kind === 1 ? totalCents : kind === 2 ? Math.floor(totalCents / 3) : 0;
  const payments = [...line('pix', pixCents), ...onBankSlip(random, totalCents - pixCents, today)];
  return { id, document, seller: aSeller(random), totalCents, payments, items: random.between(1, 24) };
}

/** The customer wants more, or less: every line grows by the same share, all on bank slips. */
export function anAmendment(random: Random, order: OrderBody, today: CalendarDate): AmendBody {
  const totalCents = Math.max(100, Math.round((order.totalCents * random.between(70, 160)) / 100));
  const payments = onBankSlip(random, totalCents, today);
  return { seller: order.seller, totalCents, payments, items: order.items, note: 'Quantidades revistas' };
}

/** At a counter: money, cards, and for known customers a part on credit. */
export function aSale(random: Random, { id, document, today }: Buyer): SaleBody {
  const totalCents = around(random, SALE_CENTS);
  const creditCents = random.chance(document === null ? 0.1 : 0.6) ? Math.floor(totalCents / random.between(1, 3)) : 0;
  const rest = totalCents - creditCents;
  const atOnce = random.pick(['cash', 'pix', 'debitCard']);
  const onCredit = random.pick(['storeCredit', 'bankSlip', 'chequePostDated', 'creditCard']);
  const payments = [...line(atOnce, rest), ...line(onCredit, creditCents, [addDays(today, TERM_DAYS)])];
  return { id, document, seller: aSeller(random), totalCents, payments };
}

function onBankSlip(random: Random, amountCents: number, today: CalendarDate): Payments {
  const instalments = random.between(1, 3);
  const dueOn = Array.from({ length: instalments }, (_, at) => addDays(today, TERM_DAYS * (at + 1)));
  return line('bankSlip', amountCents, dueOn);
}

function line(modality: string, amountCents: number, dueOn: string[] = []): Payments {
  return amountCents > 0 ? [{ modality, amountCents, dueOn }] : [];
}

function around(random: Random, typicalCents: number): number {
  return Math.max(100, Math.round(typicalCents * Math.exp(0.7 * random.normal())));
}

function aSeller(random: Random): string {
  return random.pick(['ana', 'bruno', 'carla', 'davi']);
}
