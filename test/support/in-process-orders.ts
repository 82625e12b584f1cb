/** Owns order workflows without Temporal: the same use cases in the same order, one order at a time, in this process. */
import type { OrderAddress, OrderWorkflows } from '../../adapters/temporal/order-workflows';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import { ofKind } from '../../contracts/decision';
import { CrivoError } from '../../domain/errors';
import { NEW_ORDER, next, type OrderState } from '../../domain/order';
import { actionsToJudge, refusalOf, type OrderRequest } from '../../domain/order-requests';
import { AskedBy } from '../../domain/outcome';
import { judgeOrder } from '../../usecases/judge-order';
import { moveOrder, type OrderMove } from '../../usecases/move-order';
import type { JudgeOrderInput } from '../../usecases/order-subject';
import type { CreditStores } from '../../usecases/stores';

type Evaluation = Pick<JudgeOrderInput, 'cause' | 'by' | 'subject'> &
  Partial<Pick<JudgeOrderInput, 'submission' | 'amendment' | 'part' | 'actions'>>;
type Answer = Awaited<ReturnType<OrderWorkflows['submit']>>;

/** For suites of the API and of stores; what Temporal adds is tested with Temporal. Automatic stages are not passed. */
export function inProcessOrders(stores: CreditStores): OrderWorkflows {
  const tails = new Map<string, Promise<unknown>>();
  const inTurn = async <T>({ branch, order }: OrderAddress, work: () => Promise<T>): Promise<T> => {
    const key = `${branch}/${order}`;
    const turn = (tails.get(key) ?? Promise.resolve()).catch(() => undefined).then(work);
    tails.set(key, turn);
    return turn;
  };

  const judge = async (at: OrderAddress, from: From | null, evaluation: Evaluation): Promise<Answer> => {
    const { state, revision, generation } = from ?? { state: NEW_ORDER, revision: 0, generation: 0 };
    const { cause } = evaluation;
    const actions = actionsToJudge(state, cause === 'automatic' || cause === 'retry' ? 'reevaluate' : cause);
    const { branch, order } = at;
    const base = { branch, order, generation, revision: revision + 1, state, actions };
    const input = { ...base, submission: null, amendment: null, ...evaluation };
    const { event, decision, submittedHash, restrictions } = await judgeOrder(stores, input);
    return { decision, outcome: event.outcome, restrictions, submittedHash, state: next(state, event) };
  };
  const open = async (at: OrderAddress, request: OrderRequest): Promise<OrderRecord> => {
    const stored = await stores.orders.find(at.branch, at.order);
    if (stored === null) throw new CrivoError('OrderClosed');
    const refusal = refusalOf(stored.state, request);
    if (refusal !== null) throw new CrivoError(refusal);
    return stored;
  };
  const moved = async (at: OrderAddress, request: OrderRequest, move: OrderMove, subject: string) => {
    const { state, revision, generation } = await open(at, request);
    if (move.type === 'hold' && state.forced !== undefined) return state;
    if (move.type === 'unhold' && state.forced === undefined) return state;
    const { branch, order } = at;
    const base = { branch, order, generation, revision: revision + 1, subject, state, move };
    return (await moveOrder(stores, { ...base, at: stores.now().toISOString() })).state;
  };

  return {
    submit: (at, _generation, { submission, subject }) =>
      inTurn(at, async () => {
        const stored = await stores.orders.find(at.branch, at.order);
        if (stored === null) return judge(at, null, { cause: 'submit', by: AskedBy.person, subject, submission });
        const first = ofKind('order', await stores.decisions.find(stored.firstDecision));
        if (first === null) throw new CrivoError('DecisionNotFound');
        const { decision, judgement, state } = first;
        const restrictions = judgement.restrictions.map(({ check }) => check);
        return { decision, outcome: judgement.outcome, restrictions, submittedHash: stored.submittedHash, state };
      }),
    ask: (at, { action, subject, part }) =>
      inTurn(at, async () => {
        const stored = await open(at, { type: 'ask', action, ...(part && { part: part.id }) });
        const whole = { cause: 'ask', by: AskedBy.person, subject } as const;
        return judge(at, stored, { ...whole, ...(part && { part, actions: [action] }) });
      }),
    amend: (at, { amendment, subject }) =>
      inTurn(at, async () =>
        judge(at, await open(at, { type: 'amend' }), { cause: 'amend', by: AskedBy.automatic, subject, amendment }),
      ),
    reevaluate: (at, { subject, byCurrentPolicy }) =>
      inTurn(at, async () => {
        const cause = byCurrentPolicy === true ? 'currentPolicy' : 'reevaluate';
        return judge(at, await open(at, { type: 'reevaluate' }), { cause, by: AskedBy.automatic, subject });
      }),
    reopen: (at, { subject, generation, carried }) =>
      inTurn(at, () => judge(at, { ...carried, generation }, { cause: 'reopen', by: AskedBy.automatic, subject })),
    cancel: (at, { subject }) => inTurn(at, () => moved(at, { type: 'cancel' }, { type: 'cancel' }, subject)),
    close: (at, { subject }) => inTurn(at, () => moved(at, { type: 'close' }, { type: 'close' }, subject)),
    hold: (at, { subject, reason }) =>
      inTurn(at, () => moved(at, { type: 'hold', by: subject, reason }, { type: 'hold', reason }, subject)),
    unhold: (at, { subject }) =>
      inTurn(at, async () => {
        const state = await moved(at, { type: 'unhold' }, { type: 'unhold' }, subject);
        if (state.hold === null) return state;
        const stored = await open(at, { type: 'reevaluate' });
        return (await judge(at, stored, { cause: 'reevaluate', by: AskedBy.automatic, subject })).state;
      }),
    revive: () => Promise.resolve(),
  };
}

interface From {
  readonly state: OrderState;
  readonly revision: number;
  readonly generation: number;
}
