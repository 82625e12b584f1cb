/** Owns the way of one order through the API: submitted, perhaps amended, moved on by people, billed at its end. */
import { z } from 'zod';
import type { CalendarDate } from '../../domain/calendar';
import { paymentSchema } from '../../contracts/order';
import { ASKABLE_ACTIONS, type AskableAction } from '../../domain/actions';
import { OrderStatus } from '../../domain/order';
import type { Role } from '../../domain/permissions';
import { codeOf, expectGood, type Answer, type CallApi } from './api-client';
import type { OrderBody } from './baskets';
import { titlesOf } from './ledger';
import type { PlannedEvent } from './plan';
import { mayHold } from './policy';
import { sendLedger } from './prepare';
import type { Learn } from './record';

export type OrderEvent = Extract<PlannedEvent, { kind: 'order' }>;

export interface JourneyOptions {
  readonly api: CallApi;
  readonly learn: Learn;
  readonly today: CalendarDate;
  /** Waits until people come to the next thing; false when the day is over. */
  readonly pause: () => Promise<boolean>;
  /** Counts what was done with the order. */
  readonly onDone: (what: 'amended' | 'heldByHand') => void;
}

/** Where an order stands. */
export interface Standing {
  readonly status: OrderStatus;
  readonly stage: string;
}

const orderAnswer = z.looseObject({
  status: z.enum(OrderStatus),
  stage: z.string(),
  forcedHold: z.unknown(),
  restrictions: z.array(z.looseObject({ check: z.string() })),
});
/** An order that is looked at tells what it contains, too. */
const contentAnswer = z.looseObject({ totalCents: z.number(), payments: z.array(paymentSchema) });

/** Who asks for which stage. */
const ASKED_BY: Readonly<Record<AskableAction, Role>> = {
  commercialApproval: 'seller',
  financialApproval: 'analyst',
  stockSeparation: 'integrator',
  invoicing: 'integrator',
};
const MOST_STEPS = 40;
const CONFLICT = 409;

/** What may be done with one order; each call is safe to repeat. */
export interface Journey {
  /** Submits it, takes its course and goes on with it. */
  readonly submit: () => Promise<void>;
  /** As far as it may: a held or closed order rests, and so does one when the day is over. */
  readonly goOn: () => Promise<void>;
  readonly look: () => Promise<Standing>;
  readonly isAutomatic: boolean;
}

export function journey(options: JourneyOptions, event: OrderEvent): Journey {
  const { api, learn, today, pause } = options;
  const { branch, body } = event;
  const desk = deskOf(options, event);
  let billed = false;

  async function submit(): Promise<void> {
    const sent = performance.now();
    const answer = await api('seller', 'POST', `/branches/${branch.code}/orders`, body);
    learn(body.id, { answeredMs: performance.now() - sent });
    desk.take(answer);
    if (event.course.kind !== 'plain' && (await pause())) await takeCourse(options, desk, event);
    await goOn();
  }

  async function goOn(): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS && (await pause()); steps++) {
      const { status, stage, payments } = await desk.look();
      if (status === OrderStatus.done) return bill(payments);
      const asked = ASKABLE_ACTIONS.find((one) => one === stage);
      if (status !== OrderStatus.waiting || asked === undefined) return;
      if (isForPeople(event, asked)) await desk.ask(ASKED_BY[asked], 'POST', `/actions/${asked}`);
    }
  }

  /** By what the order contains at its end, amended or not. */
  async function bill(payments: OrderBody['payments']): Promise<void> {
    if (billed) return;
    billed = true;
    await sendLedger(api, branch.code, titlesOf({ ...body, payments }, today));
  }

  return { submit, goOn, look: desk.look, isAutomatic: branch.isAutomatic };
}

/** The order as people find it; whatever they learn of it is recorded. */
function deskOf({ api, learn }: JourneyOptions, { branch, body: { id } }: OrderEvent) {
  const at = `/branches/${branch.code}/orders/${id}`;
  const take = (answer: Answer): Standing => {
    const { status, stage, restrictions, forcedHold } = orderAnswer.parse(expectGood(answer, codeOf(answer.body)));
    const holding = restrictions.map(({ check }) => check).filter(mayHold);
    const reasons = forcedHold ? ['manual'] : holding.length > 0 ? holding : ['other'];
    learn(id, { status, stage, ...(status === OrderStatus.held && { reasons, wasHeld: true }) });
    return { status, stage };
  };
  const look = async () => {
    const answer = await api('seller', 'GET', at);
    const standing = take(answer);
    const { totalCents, payments } = contentAnswer.parse(answer.body);
    learn(id, { totalCents });
    return { ...standing, payments };
  };
  /** True when it was done. Another state than the one it needs is no failure: the order is looked at. */
  const ask = async (role: Role, method: 'POST' | 'PATCH', path: string, sent?: unknown): Promise<boolean> => {
    const answer = await api(role, method, `${at}${path}`, sent);
    if (answer.status === CONFLICT) await look();
    else take(answer);
    return answer.status !== CONFLICT;
  };
  return { take, look, ask };
}

async function takeCourse(
  { pause, onDone }: JourneyOptions,
  { ask }: ReturnType<typeof deskOf>,
  { course }: OrderEvent,
): Promise<void> {
  if (course.kind === 'cancelled') await ask('seller', 'POST', '/cancel');
  if (course.kind === 'amended' && (await ask('seller', 'PATCH', '', course.body))) onDone('amended');
  if (course.kind === 'heldByHand' && (await ask('analyst', 'POST', '/hold', { reason: course.reason }))) {
    onDone('heldByHand');
    if (await pause()) await ask('analyst', 'POST', '/unhold');
  }
}

/** An automatic stage that demands a clear outcome waits for a person like any other when there is none. */
function isForPeople({ branch }: OrderEvent, stage: AskableAction): boolean {
  const rule = branch.parameters.stages?.[stage];
  return rule?.by !== 'automatic' || rule.demandsClear === true;
}
