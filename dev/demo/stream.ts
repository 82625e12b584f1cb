/** Owns the stream: orders sent at a steady rate, each followed until it rests, and a few held ones freed by a payment. */
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Outcome } from '../../domain/outcome';
import { OrderStatus } from '../../domain/order';
import { ApiRefused, codeOf, expectGood, type Answer, type CallApi } from './api-client';
import type { Plan, PlannedOrder } from './plan';
import { DEMO_BRANCH, sendLedger } from './prepare';

/** What is known of one order so far. */
export interface Followed {
  readonly order: string;
  readonly customer: string;
  readonly totalCents: number;
  /** `sending` until it is answered, `failed` when it isn't answered well. */
  readonly status: OrderStatus | 'sending' | 'failed';
  /** The stage it waits for or is held at. */
  readonly stage: string | null;
  /** Of the first decision. */
  readonly outcome: Outcome | null;
  /** Checks of the last decision; of a failure, its code. */
  readonly reasons: readonly string[];
  /** How long the submit took until its answer was there. */
  readonly answeredMs: number | null;
  /** True once a payment came in and the order was judged again. */
  readonly paid: boolean;
}

export interface StreamOptions {
  readonly ordersPerSecond: number;
  /** How long an order may take from its answer until it is done or held. */
  readonly restsWithinMs: number;
  readonly onChange: (followed: readonly Followed[], changed: Followed) => void;
}

const orderAnswer = z.looseObject({
  status: z.enum(OrderStatus),
  stage: z.string(),
  outcome: z.enum(Outcome),
  restrictions: z.array(z.looseObject({ check: z.string() })),
});

const LOOK_AGAIN_MS = 200;
const MOST_FREED = 3;

/** Open loop: a slow answer doesn't keep the next order from being sent. Answers every order in the plan's order. */
export async function streamOrders(api: CallApi, plan: Plan, options: StreamOptions): Promise<readonly Followed[]> {
  const followed: Followed[] = plan.orders.map(({ body, customer }) => ({
    order: body.id,
    customer,
    totalCents: body.totalCents,
    status: 'sending',
    stage: null,
    outcome: null,
    reasons: [],
    answeredMs: null,
    paid: false,
  }));
  const tell = (at: number, change: Partial<Followed>): void => {
    const before = followed[at];
    if (before === undefined) return;
    const changed = { ...before, ...change };
    if (isDeepStrictEqual(before, changed)) return;
    followed[at] = changed;
    options.onChange(followed, changed);
  };
  const started = performance.now();
  const travelling = plan.orders.map(async (order, at) => {
    await wait(Math.max(0, started + (at * 1000) / options.ordersPerSecond - performance.now()));
    await travel(api, order, options.restsWithinMs, (change) => tell(at, change));
  });
  await Promise.all(travelling);
  await freeByPayment(api, plan, followed, options.restsWithinMs, tell);
  return followed;
}

type Tell = (change: Partial<Followed>) => void;

/** A failure is told and ends this order only. */
async function travel(api: CallApi, order: PlannedOrder, restsWithinMs: number, tell: Tell): Promise<void> {
  try {
    const sent = performance.now();
    const answer = await api('integrator', 'POST', `/branches/${DEMO_BRANCH}/orders`, order.body);
    const answeredMs = performance.now() - sent;
    const { outcome, ...known } = readOrder(answer);
    tell({ ...known, outcome, answeredMs });
    await untilItRests(api, order.body.id, restsWithinMs, tell);
  } catch (error) {
    tell({ status: 'failed', reasons: [error instanceof ApiRefused ? error.message : String(error)] });
  }
}

function readOrder(answer: Answer) {
  const { status, stage, outcome, restrictions } = orderAnswer.parse(expectGood(answer, codeOf(answer.body)));
  return { status, stage, outcome, reasons: restrictions.map(({ check }) => check) };
}

async function untilItRests(api: CallApi, order: string, withinMs: number, tell: Tell): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const path = `/branches/${DEMO_BRANCH}/orders/${order}`;
    const { status, stage, reasons } = readOrder(await api('seller', 'GET', path));
    if (status !== OrderStatus.waiting) return tell({ status, stage, reasons });
    if (performance.now() > deadline) throw new Error(`still waits for ${stage} after ${withinMs / 1000} s`);
    await wait(LOOK_AGAIN_MS);
  }
}

/** What a payment does: the customer's overdue titles are paid, its held orders judged again, and they go on. */
async function freeByPayment(
  api: CallApi,
  { customers, orders }: Plan,
  followed: readonly Followed[],
  restsWithinMs: number,
  tell: (at: number, change: Partial<Followed>) => void,
): Promise<void> {
  const held = followed.flatMap((one, at) => {
    const isOverdue = one.status === OrderStatus.held && one.reasons.includes('overdue-titles');
    return isOverdue ? [{ at, customer: one.customer }] : [];
  });
  for (const { at, customer } of held.slice(0, MOST_FREED)) {
    const order = orders[at]?.body.id;
    if (order === undefined) continue;
    try {
      await sendLedger(api, customers.find(({ body }) => body.name === customer)?.payment ?? []);
      const path = `/branches/${DEMO_BRANCH}/orders/${order}/reevaluate`;
      expectGood(await api('analyst', 'POST', path), 'judging again');
      await untilItRests(api, order, restsWithinMs, (change) => tell(at, { ...change, paid: true }));
    } catch (error) {
      tell(at, { status: 'failed', reasons: [String(error)] });
    }
  }
}
