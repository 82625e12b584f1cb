/** Owns order workflows without Temporal: the same use cases in the same order, one order at a time, in this process. */
import type { OrderAddress, OrderWorkflows } from '../../adapters/temporal/order-workflows';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import { ofKind } from '../../contracts/decision';
import { CrivoError } from '../../domain/errors';
import { actionsToJudge, NEW_ORDER, next, refusalOf, type OrderRequest } from '../../domain/order';
import { AskedBy } from '../../domain/outcome';
import { closeOrder } from '../../usecases/close-order';
import { judgeOrder } from '../../usecases/judge-order';
import type { JudgeOrderInput } from '../../usecases/order-subject';
import type { CreditStores } from '../../usecases/stores';

type Evaluation = Pick<JudgeOrderInput, 'cause' | 'by' | 'subject'> &
  Partial<Pick<JudgeOrderInput, 'submission' | 'amendment'>>;
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

  const judge = async (at: OrderAddress, stored: OrderRecord | null, evaluation: Evaluation): Promise<Answer> => {
    const state = stored?.state ?? NEW_ORDER;
    const { cause } = evaluation;
    const actions = actionsToJudge(state, cause === 'automatic' || cause === 'retry' ? 'reevaluate' : cause);
    const revision = (stored?.revision ?? 0) + 1;
    const base = { ...at, generation: 0, revision, state, actions, submission: null, amendment: null };
    const { event, decision, submittedHash, restrictions } = await judgeOrder(stores, { ...base, ...evaluation });
    return { decision, outcome: event.outcome, restrictions, submittedHash, state: next(state, event) };
  };

  const open = async (at: OrderAddress, request: OrderRequest): Promise<OrderRecord> => {
    const stored = await stores.orders.find(at.branch, at.order);
    if (stored === null) throw new CrivoError('OrderClosed');
    const refusal = refusalOf(stored.state, request);
    if (refusal !== null) throw new CrivoError(refusal);
    return stored;
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
    ask: (at, { action, subject }) =>
      inTurn(at, async () =>
        judge(at, await open(at, { type: 'ask', action }), { cause: 'ask', by: AskedBy.person, subject }),
      ),
    amend: (at, { amendment, subject }) =>
      inTurn(at, async () =>
        judge(at, await open(at, { type: 'amend' }), { cause: 'amend', by: AskedBy.automatic, subject, amendment }),
      ),
    reevaluate: (at, { subject }) =>
      inTurn(at, async () =>
        judge(at, await open(at, { type: 'reevaluate' }), { cause: 'reevaluate', by: AskedBy.automatic, subject }),
      ),
    cancel: (at, { subject }) =>
      inTurn(at, async () => {
        const { state, revision, generation } = await open(at, { type: 'cancel' });
        const end = 'cancelled' as const;
        await closeOrder(stores, { ...at, generation, revision: revision + 1, end, subject, state });
        return next(state, { type: end });
      }),
    revive: () => Promise.resolve(),
  };
}
