/** Owns the way of one order, from its submission to its end. */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { isOpen, NEW_ORDER, ORDER_LIFE_MS, next, type OrderState } from '../domain/order';
import { actionsToJudge, refusalOf, type OrderRequest } from '../domain/order-requests';
import { AskedBy, Outcome } from '../domain/outcome';
import type { JudgeOrderInput, OrderMove, OrderPosition } from '../activities';
import { judgeOrder, moveOrder } from './activity-proxies';
import { takingTurns } from './exclusive';
import * as messages from './messages';
import { lifetime, retryAfterMs, succeeded } from './patience';

type Evaluation = Pick<JudgeOrderInput, 'cause' | 'by' | 'subject'> &
  Partial<Pick<JudgeOrderInput, 'submission' | 'amendment' | 'part' | 'actions'>>;

/**
 * The story of an order:
 * 1. Its handlers are ready before anything is awaited, so that the submit that starts it is never missed.
 * 2. Submitting judges `save`, a repetition gets the first answer; reopening judges all that was passed.
 * 3. People (the ERP, a screen) ask for the stages, amend, have it judged again, hold it and let it go, cancel, close.
 * 4. Automatic stages are asked for as soon as their turn comes.
 * 5. A hold waits for its end: judged again with another result, or its deadline, before which it calls for attention.
 *    What couldn't be verified is tried again by itself, ever more rarely. A hold by hand waits for a person.
 * 6. The order ends done, cancelled or expired; every answer is given before the workflow closes.
 */
export async function orderApproval(start: messages.OrderStart): Promise<messages.OrderEnd> {
  const { branch, order, carried } = start;
  let { generation } = start;
  let state = carried?.state ?? NEW_ORDER;
  let revision = carried?.revision ?? 0;
  let submitted = carried?.submitted ?? null;
  let firstFailed = false;
  let unverifiedTries = 0;
  let failures = 0;
  const life = lifetime(carried?.expiresAt ?? Date.now() + ORDER_LIFE_MS);
  const inTurn = takingTurns();

  // 1.
  const validator = (type: Exclude<OrderRequest['type'], 'ask' | 'hold'>) => ({
    validator: (_input: unknown) => refuse({ type }),
  });
  setHandler(messages.orderStateQuery, () => state);
  setHandler(messages.submitOrderUpdate, (input) => inTurn(() => submit(input)));
  setHandler(messages.reopenOrderUpdate, (input) => inTurn(() => reopen(input)));
  setHandler(messages.askActionUpdate, (input) => inTurn(() => ask(input)), {
    validator: (input: messages.AskAction) => refuseAsk(input),
  });
  setHandler(messages.amendOrderUpdate, (input) => inTurn(() => amend(input)), validator('amend'));
  setHandler(messages.reevaluateOrderUpdate, (input) => inTurn(() => reevaluate(input)), validator('reevaluate'));
  setHandler(messages.holdOrderUpdate, (input) => inTurn(() => hold(input)), {
    validator: ({ reason, subject }: messages.HoldOrder) => refuse({ type: 'hold', by: subject, reason }),
  });
  setHandler(messages.unholdOrderUpdate, (input) => inTurn(() => unhold(input)), validator('unhold'));
  setHandler(messages.cancelOrderUpdate, (input) => inTurn(() => end('cancel', input)), validator('cancel'));
  setHandler(messages.closeOrderUpdate, (input) => inTurn(() => end('close', input)), validator('close'));

  // 4., 5.
  life.begin();
  await condition(() => !isNew() || firstFailed || life.isOver);
  if (isNew()) await condition(allHandlersFinished);
  if (isNew()) {
    // Failed, not completed: the id stays free for the same order, sent again when the cause is mended.
    throw ApplicationFailure.nonRetryable('the order was never judged', 'OrderNotJudged');
  }
  do {
    while (isOpen(state)) {
      if (state.status === 'new') await condition(() => !isNew());
      else if (state.awaits === 'automatic') await insist(passAutomaticStage);
      else if (state.awaits === 'holdEnd') await waitForHoldEnd(state);
      else if (!life.isOver) await condition(() => state.awaits !== 'person' || life.isOver);
      else await insist(() => moveIfOpen('expire'));
      if (workflowInfo().continueAsNewSuggested && isOpen(state)) await carryOn();
    }
    // 6. A reopening may come while the last answers are given.
    await condition(allHandlersFinished);
  } while (isOpen(state));
  return { status: state.status };

  // 2.
  async function submit(input: messages.SubmitOrder) {
    if (submitted !== null) return submitted;
    try {
      submitted = await judge({ cause: 'submit', by: AskedBy.person, ...input });
      return submitted;
    } catch (failure) {
      firstFailed = true;
      throw failure;
    }
  }
  /** Also in a run of the life before that is about to end, which then goes on as the new one. */
  async function reopen({ subject, carried: given, generation: raised }: messages.ReopenOrder) {
    const before = { state, revision, generation };
    ({ state, revision, submitted } = given);
    generation = raised;
    life.begin(given.expiresAt);
    try {
      return await judge({ cause: 'reopen', by: AskedBy.automatic, subject });
    } catch (failure) {
      ({ state, revision, generation } = before);
      firstFailed = isNew();
      throw failure;
    }
  }

  // 3.
  async function ask(input: messages.AskAction) {
    refuseAsk(input);
    const { action, subject, part } = input;
    return judge({
      cause: 'ask',
      by: AskedBy.person,
      subject,
      ...(part && { part, actions: actionsToJudge(state, 'ask', action) }),
    });
  }
  async function amend(input: messages.AmendOrder) {
    refuse({ type: 'amend' });
    return judge({ cause: 'amend', by: AskedBy.automatic, ...input });
  }
  async function reevaluate({ subject, byCurrentPolicy }: messages.ReevaluateOrder) {
    refuse({ type: 'reevaluate' });
    const cause = byCurrentPolicy === true ? 'currentPolicy' : 'reevaluate';
    return judge({ cause, by: AskedBy.automatic, subject });
  }
  async function hold({ reason, subject }: messages.HoldOrder): Promise<OrderState> {
    refuse({ type: 'hold', by: subject, reason });
    return state.forced === undefined ? move({ type: 'hold', reason }, subject) : state;
  }
  async function unhold({ subject }: messages.Asked): Promise<OrderState> {
    refuse({ type: 'unhold' });
    if (state.forced === undefined) return state;
    await move({ type: 'unhold' }, subject);
    if (state.hold !== null) await judge({ cause: 'reevaluate', by: AskedBy.automatic, subject });
    return state;
  }
  async function end(type: 'cancel' | 'close', { subject }: messages.Asked): Promise<OrderState> {
    refuse({ type });
    return move({ type }, subject);
  }

  // 4.
  async function passAutomaticStage(): Promise<void> {
    if (state.awaits !== 'automatic') return;
    await judge({ cause: 'automatic', by: AskedBy.automatic, subject: 'crivo' });
  }

  // 5.
  async function waitForHoldEnd(held: OrderState): Promise<void> {
    const deadline = Date.parse(held.hold?.deadline ?? '');
    const escalateAt = held.hold?.escalateAt === undefined ? deadline : Date.parse(held.hold.escalateAt);
    const unverified = held.hold?.outcome === Outcome.undetermined;
    const retryAt = unverified ? Date.now() + retryAfterMs(unverifiedTries) : deadline;
    const wakeAt = Math.min(deadline, escalateAt, retryAt, life.endsAt);
    if (await condition(() => state !== held, Math.max(1, wakeAt - Date.now()))) return;
    const isStill = (work: () => Promise<unknown>) => async () => {
      if (state === held) await work();
    };
    if (wakeAt === life.endsAt) await insist(isStill(() => moveIfOpen('expire')));
    else if (wakeAt === deadline) await insist(isStill(() => moveIfOpen('endHold')));
    else if (wakeAt === escalateAt) await insist(isStill(() => moveIfOpen('escalate')));
    else {
      unverifiedTries += 1;
      await tried(isStill(() => judge({ cause: 'retry', by: AskedBy.automatic, subject: 'crivo' })));
    }
  }

  async function tried(work: () => Promise<void>): Promise<boolean> {
    const isDone = await succeeded(() => inTurn(work));
    if (isDone) failures = 0;
    return isDone;
  }
  async function insist(work: () => Promise<void>): Promise<void> {
    const before = state;
    if (await tried(work)) return;
    await condition(() => state !== before, retryAfterMs(failures));
    failures += 1;
  }

  async function judge(evaluation: Evaluation): Promise<messages.OrderAnswer> {
    const { cause } = evaluation;
    const actions = actionsToJudge(state, cause === 'automatic' ? 'ask' : cause === 'retry' ? 'reevaluate' : cause);
    revision += 1;
    const base = { branch, order, generation, revision, state, actions, submission: null, amendment: null };
    const { event, decision, submittedHash, restrictions, moved } = await judgeOrder({ ...base, ...evaluation });
    if (moved === undefined) state = next(state, event);
    else stand(moved);
    if (event.outcome !== Outcome.undetermined) unverifiedTries = 0;
    return { decision, outcome: event.outcome, restrictions, submittedHash, state };
  }
  async function move(way: OrderMove, subject: string): Promise<OrderState> {
    revision += 1;
    const at = new Date().toISOString();
    return stand(await moveOrder({ branch, order, generation, revision, subject, state, move: way, at }));
  }
  async function moveIfOpen(type: 'expire' | 'escalate' | 'endHold'): Promise<void> {
    if (isOpen(state)) await move({ type }, 'crivo');
  }
  /** The document counts: a run that was started late, or ended from outside meanwhile, takes over what it says. */
  function stand(position: OrderPosition): OrderState {
    ({ generation, revision, state } = position);
    return state;
  }

  function refuseAsk({ action, part }: messages.AskAction): void {
    refuse({ type: 'ask', action, ...(part && { part: part.id }) });
  }
  function refuse(request: OrderRequest): void {
    const code = !isNew() ? refusalOf(state, request) : generation > 0 ? 'OrderClosed' : 'OrderNotFound';
    if (code === null) return;
    const { status, stage } = state;
    throw ApplicationFailure.create({ type: code, nonRetryable: true, message: code, details: [{ status, stage }] });
  }
  function isNew(): boolean {
    return state.status === 'new';
  }
  async function carryOn(): Promise<void> {
    await condition(allHandlersFinished);
    if (!isOpen(state)) return;
    const kept = { state, revision, submitted, expiresAt: life.endsAt };
    await continueAsNew<typeof orderApproval>({ branch, order, generation, carried: kept });
  }
}
