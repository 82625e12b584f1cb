/** Owns what each event of a demo does, and what a payment brings about. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { OrderStatus } from '../../domain/order';
import { expectGood } from './api-client';
import { journey, type Journey, type JourneyOptions } from './journey';
import type { PlannedEvent } from './plan';
import { sendLedger } from './prepare';
import type { LifeRecord } from './record';

export interface HappeningOptions extends Omit<JourneyOptions, 'onDone'> {
  readonly record: LifeRecord;
  /** Nothing is waited for beyond this, on the clock of `performance`. */
  readonly until: number;
}
/** Journeys by order. */
export interface Happening {
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly happen: (event: PlannedEvent) => Promise<void>;
}
type Of<K extends PlannedEvent['kind']> = Extract<PlannedEvent, { kind: K }>;

const saleAnswer = z.looseObject({ allowed: z.boolean() });
const LOOK_AGAIN_MS = 250;
const FREED_WITHIN_MS = 5_000;

export function happening(options: HappeningOptions): Happening {
  const { counts } = options.record;
  const journeys = new Map<string, Journey>();
  const happen = async (event: PlannedEvent): Promise<void> => {
    switch (event.kind) {
      case 'order': {
        const own = journey({ ...options, onDone: (what) => void counts[what]++ }, event);
        journeys.set(event.body.id, own);
        return own.submit();
      }
      case 'sale':
        return sell(options, event);
      case 'creditCheck':
        return check(options, event);
      case 'payment':
        return pay(options, journeys, event);
    }
  };
  return { journeys, happen };
}

async function sell({ api, record }: HappeningOptions, { branch, body }: Of<'sale'>): Promise<void> {
  const answer = expectGood(await api('seller', 'POST', `/branches/${branch.code}/sales`, body), 'a sale');
  record.counts[saleAnswer.parse(answer).allowed ? 'salesAllowed' : 'salesRefused']++;
}

async function check({ api, record }: HappeningOptions, event: Of<'creditCheck'>): Promise<void> {
  const body = { document: event.document, amountCents: event.amountCents };
  expectGood(await api('seller', 'POST', `/branches/${event.branch.code}/credit-checks`, body), 'a credit check');
  record.counts.creditChecks++;
}

/** Nobody asks for the customer's held orders to be judged again: the payment itself does. Holds by hand stay. */
async function pay(
  options: HappeningOptions,
  journeys: ReadonlyMap<string, Journey>,
  { branch, customer }: Of<'payment'>,
): Promise<void> {
  const { api, record } = options;
  await sendLedger(api, branch.code, customer.payment);
  record.counts.payments++;
  const own = [...record.orders.values()].filter((one) => one.customer === customer.body.name);
  const held = own.filter(({ status, reasons }) => status === OrderStatus.held && !reasons.includes('manual'));
  await Promise.all(held.map(({ order }) => seeFreed(options, order, journeys.get(order))));
}

async function seeFreed({ learn, until }: HappeningOptions, order: string, own: Journey | undefined): Promise<void> {
  const deadline = Math.min(performance.now() + FREED_WITHIN_MS, until);
  while (own !== undefined && performance.now() < deadline) {
    if ((await own.look()).status !== OrderStatus.held) {
      learn(order, { freed: true });
      return own.goOn();
    }
    await wait(LOOK_AGAIN_MS);
  }
}
