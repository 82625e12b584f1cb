/** Owns the way of one order, from its submission to its end. */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
  sleep,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import {
  actionsToJudge,
  isOpen,
  NEW_ORDER,
  ORDER_LIFE_MS,
  next,
  refusalOf,
  type OrderRequest,
  type OrderState,
} from '../domain/order';
import { AskedBy, Outcome } from '../domain/outcome';
import type { JudgeOrderInput } from '../activities';
import { closeOrder, judgeOrder } from './activity-proxies';
import { takingTurns } from './exclusive';
import * as messages from './messages';

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

type Evaluation = Pick<JudgeOrderInput, 'cause' | 'by' | 'subject'> &
  Partial<Pick<JudgeOrderInput, 'submission' | 'amendment'>>;

/**
 * The story of an order:
 * 1. Its handlers are ready before anything is awaited, so that the submit that starts it is never missed.
 * 2. Submitting judges `save`; a repetition gets the first answer.
 * 3. People (the ERP, a screen) ask for the stages, amend, cancel, or have it judged again.
 * 4. Automatic stages are asked for as soon as their turn comes.
 * 5. A hold waits for its end: judged again with another result, or its deadline. What couldn't be verified is tried
 *    again by itself, ever more rarely.
 * 6. The order ends done, cancelled or expired; every answer is given before the workflow closes.
 */
export async function orderApproval(start: messages.OrderStart): Promise<messages.OrderEnd> {
  const { branch, order, generation, carried } = start;
  let state = carried?.state ?? NEW_ORDER;
  let revision = carried?.revision ?? 0;
  let submitted = carried?.submitted ?? null;
  let submitFailed = false;
  let unverifiedTries = 0;
  let failures = 0;
  const expiresAt = carried?.expiresAt ?? Date.now() + ORDER_LIFE_MS;
  const inTurn = takingTurns();

  // 1.
  setHandler(messages.orderStateQuery, () => state);
  setHandler(messages.submitOrderUpdate, (input) => inTurn(() => submit(input)));
  setHandler(messages.askActionUpdate, (input) => inTurn(() => ask(input)), {
    validator: ({ action }: messages.AskAction) => refuse({ type: 'ask', action }),
  });
  setHandler(messages.amendOrderUpdate, (input) => inTurn(() => amend(input)), {
    validator: (_input: messages.AmendOrder) => refuse({ type: 'amend' }),
  });
  setHandler(messages.reevaluateOrderUpdate, (input) => inTurn(() => reevaluate(input)), {
    validator: (_input: messages.Asked) => refuse({ type: 'reevaluate' }),
  });
  setHandler(messages.cancelOrderUpdate, (input) => inTurn(() => cancel(input)), {
    validator: (_input: messages.Asked) => refuse({ type: 'cancel' }),
  });

  // One timer for the whole life: a condition with a time-out makes 17 promises each time, and the SDK keeps the stack
  // of every one.
  let lifeIsOver = false;
  sleep(Math.max(1, expiresAt - Date.now())).then(
    () => void (lifeIsOver = true),
    () => undefined,
  );

  // 4., 5.
  await condition(() => state.status !== 'new' || submitFailed || lifeIsOver);
  if (state.status === 'new') await condition(allHandlersFinished);
  if (isNew()) {
    // Failed, not completed: the id stays free for the same order, sent again when the cause is mended.
    throw ApplicationFailure.nonRetryable('the order was never judged', 'OrderNotJudged');
  }
  while (isOpen(state)) {
    if (state.awaits === 'automatic') await insist(passAutomaticStage);
    else if (state.awaits === 'holdEnd') await waitForHoldEnd(state);
    else if (!lifeIsOver) await condition(() => state.awaits !== 'person' || lifeIsOver);
    else await insist(expire);
    if (workflowInfo().continueAsNewSuggested && isOpen(state)) await carryOn();
  }

  // 6.
  await condition(allHandlersFinished);
  return { status: state.status };

  // 2.
  async function submit(input: messages.SubmitOrder) {
    if (submitted !== null) return submitted;
    try {
      submitted = await judge({ cause: 'submit', by: AskedBy.person, ...input });
      return submitted;
    } catch (failure) {
      submitFailed = true;
      throw failure;
    }
  }

  // 3.
  async function ask({ action, subject }: messages.AskAction) {
    refuse({ type: 'ask', action });
    return judge({ cause: 'ask', by: AskedBy.person, subject });
  }
  async function amend(input: messages.AmendOrder) {
    refuse({ type: 'amend' });
    return judge({ cause: 'amend', by: AskedBy.automatic, ...input });
  }
  async function reevaluate({ subject }: messages.Asked) {
    refuse({ type: 'reevaluate' });
    return judge({ cause: 'reevaluate', by: AskedBy.automatic, subject });
  }
  async function cancel({ subject }: messages.Asked): Promise<OrderState> {
    refuse({ type: 'cancel' });
    return end('cancelled', subject);
  }

  // 4.
  async function passAutomaticStage(): Promise<void> {
    if (state.awaits !== 'automatic') return;
    await judge({ cause: 'automatic', by: AskedBy.automatic, subject: 'crivo' });
  }

  // 5.
  async function waitForHoldEnd(held: OrderState): Promise<void> {
    const deadline = Date.parse(held.hold?.deadline ?? '');
    const unverified = held.hold?.outcome === Outcome.undetermined;
    const retryAt = unverified ? Date.now() + retryAfterMs(unverifiedTries) : deadline;
    const wakeAt = Math.min(deadline, retryAt, expiresAt);
    if (await condition(() => state !== held, Math.max(1, wakeAt - Date.now()))) return;
    if (wakeAt < deadline && wakeAt < expiresAt) {
      unverifiedTries += 1;
      await tried(async () => {
        if (state === held) await judge({ cause: 'retry', by: AskedBy.automatic, subject: 'crivo' });
      });
    } else {
      await insist(async () => {
        if (state === held) await expire();
      });
    }
  }

  /** What nobody waits for must not end the order when it fails: people can still move it, and it is tried again. */
  async function tried(work: () => Promise<void>): Promise<boolean> {
    try {
      await inTurn(work);
      failures = 0;
      return true;
    } catch (failure) {
      if (!(failure instanceof TemporalFailure) || isCancellation(failure)) throw failure;
      return false;
    }
  }
  async function insist(work: () => Promise<void>): Promise<void> {
    const before = state;
    if (await tried(work)) return;
    await condition(() => state !== before, retryAfterMs(failures));
    failures += 1;
  }

  async function judge(evaluation: Evaluation): Promise<messages.OrderAnswer> {
    const cause =
      evaluation.cause === 'automatic' ? 'ask' : evaluation.cause === 'retry' ? 'reevaluate' : evaluation.cause;
    const actions = actionsToJudge(state, cause);
    revision += 1;
    const base = { branch, order, generation, revision, state, actions, submission: null, amendment: null };
    const { event, decision, submittedHash, restrictions } = await judgeOrder({ ...base, ...evaluation });
    state = next(state, event);
    if (event.outcome !== Outcome.undetermined) unverifiedTries = 0;
    return { decision, outcome: event.outcome, restrictions, submittedHash, state };
  }
  async function expire(): Promise<void> {
    if (isOpen(state)) await end('expired', 'crivo');
  }
  async function end(status: 'cancelled' | 'expired', subject: string): Promise<OrderState> {
    revision += 1;
    await closeOrder({ branch, order, generation, revision, end: status, subject, state });
    state = next(state, { type: status });
    return state;
  }

  function refuse(request: OrderRequest): void {
    const code = state.status === 'new' ? 'OrderNotFound' : refusalOf(state, request);
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
    await continueAsNew<typeof orderApproval>({
      branch,
      order,
      generation,
      carried: { state, revision, submitted, expiresAt },
    });
  }
}

/** Ever more rarely: a minute, two, four, up to an hour. */
function retryAfterMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS);
}
