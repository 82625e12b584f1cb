/** Owns the proof that an order's states and events are what the product says, by table and by property. */
import fc from 'fast-check';
import { ORDER_ACTIONS, type OrderAction } from '../../domain/actions';
import {
  announcementOf,
  isOpen,
  NEW_ORDER,
  next,
  type Judged,
  type OrderEvent,
  type OrderState,
  type StageRules,
} from '../../domain/order';
import { actionsToJudge, dueAction, hasPassed, refusalOf } from '../../domain/order-requests';
import { Outcome } from '../../domain/outcome';

const PERSON = { by: 'person', demandsClear: false } as const;
const AUTOMATIC = { by: 'automatic', demandsClear: false } as const;
const DEMANDING = { by: 'automatic', demandsClear: true } as const;
const BY_PERSON: StageRules = {
  commercialApproval: PERSON,
  financialApproval: PERSON,
  stockSeparation: PERSON,
  invoicing: PERSON,
};

function judged(overrides: Partial<Judged> = {}): Judged {
  return {
    type: 'judged',
    actions: ['save'],
    by: 'person',
    outcome: 'clear',
    lowersExposure: false,
    at: '2026-11-22T12:00:00.000Z',
    holdUntil: '2026-11-25T12:00:00.000Z',
    stages: BY_PERSON,
    ...overrides,
  };
}

function waitingAt(stage: OrderAction): OrderState {
  return { status: 'waiting', stage, hold: null, awaits: 'person' };
}

function heldAt(stage: OrderAction, action: OrderAction = stage): OrderState {
  return next(waitingAt(stage), judged({ actions: [action], outcome: 'blocked' }));
}

describe('a new order', () => {
  it.each([
    ['clear', 'waiting', 'commercialApproval'],
    ['indicated', 'waiting', 'commercialApproval'],
    ['undetermined', 'held', 'save'],
    ['blocked', 'held', 'save'],
  ] as const)('judged %s at save is %s at %s', (outcome, status, stage) => {
    expect(next(NEW_ORDER, judged({ outcome }))).toMatchObject({ status, stage });
  });
});

describe('a waiting order', () => {
  it.each([
    ['commercialApproval', 'waiting', 'financialApproval'],
    ['financialApproval', 'waiting', 'stockSeparation'],
    ['stockSeparation', 'waiting', 'invoicing'],
    ['invoicing', 'done', 'invoicing'],
  ] as const)('that passes %s is %s at %s', (stage, status, after) => {
    expect(next(waitingAt(stage), judged({ actions: [stage] }))).toMatchObject({ status, stage: after });
  });

  it('whose stage is blocked is held at that stage, with its deadline', () => {
    expect(heldAt('financialApproval')).toMatchObject({
      status: 'held',
      stage: 'financialApproval',
      awaits: 'holdEnd',
      hold: { action: 'financialApproval', since: '2026-11-22T12:00:00.000Z', deadline: '2026-11-25T12:00:00.000Z' },
    });
  });

  it('says who moves it next: the branch configures a stage as automatic', () => {
    const stages = { ...BY_PERSON, financialApproval: AUTOMATIC };
    const event = judged({ actions: ['commercialApproval'], stages });
    expect(next(waitingAt('commercialApproval'), event)).toMatchObject({
      stage: 'financialApproval',
      awaits: 'automatic',
    });
  });

  it('at an automatic stage that demands clear waits for a person when something is indicated', () => {
    const stages = { ...BY_PERSON, financialApproval: DEMANDING };
    const event = judged({ actions: ['financialApproval'], by: 'automatic', outcome: 'indicated', stages });
    const after = next({ ...waitingAt('financialApproval'), awaits: 'automatic' }, event);
    expect(after).toMatchObject({ status: 'waiting', stage: 'financialApproval', awaits: 'person' });
  });

  it('lets a person pass a stage that demands clear of automation', () => {
    const stages = { ...BY_PERSON, financialApproval: DEMANDING };
    const event = judged({ actions: ['financialApproval'], by: 'person', outcome: 'indicated', stages });
    expect(next(waitingAt('financialApproval'), event)).toMatchObject({ stage: 'stockSeparation' });
  });

  it('that is amended for more and blocked is held where it was, and goes on from there', () => {
    const held = next(
      waitingAt('stockSeparation'),
      judged({ actions: ['save', 'commercialApproval'], outcome: 'blocked' }),
    );
    expect(held).toMatchObject({ status: 'held', stage: 'stockSeparation', hold: { action: 'commercialApproval' } });
    const freed = next(held, judged({ actions: ['save', 'commercialApproval'] }));
    expect(freed).toMatchObject({ status: 'waiting', stage: 'stockSeparation', hold: null });
  });

  it('that is amended for less goes on, whatever its checks say', () => {
    const before = waitingAt('stockSeparation');
    const event = judged({ actions: ['save', 'commercialApproval'], outcome: 'blocked', lowersExposure: true });
    expect(next(before, event)).toEqual(before);
  });
});

describe('a held order', () => {
  it('that is let go passes the action that was asked for', () => {
    expect(next(heldAt('financialApproval'), judged({ actions: ['financialApproval'] }))).toMatchObject({
      status: 'waiting',
      stage: 'stockSeparation',
      hold: null,
    });
  });

  it('whose content was amended is asked for again, since what was asked for was another order', () => {
    const amended = judged({ actions: ['save', 'commercialApproval', 'financialApproval'], amended: true });
    expect(next(heldAt('financialApproval'), amended)).toMatchObject({
      status: 'waiting',
      stage: 'financialApproval',
      hold: null,
      awaits: 'person',
    });
    expect(next(heldAt('save'), judged({ amended: true }))).toMatchObject({ stage: 'commercialApproval' });
  });

  it('keeps its beginning and its deadline when it is judged again and stays blocked', () => {
    const held = heldAt('save');
    const later = judged({ outcome: 'blocked', at: '2026-11-24T12:00:00.000Z', holdUntil: '2026-11-27T12:00:00.000Z' });
    expect(next(held, later).hold).toEqual(held.hold);
  });

  it('stays held though it was amended for less, until its checks let it go', () => {
    expect(next(heldAt('save'), judged({ outcome: 'blocked', lowersExposure: true })).status).toBe('held');
  });

  it('expires at its deadline', () => {
    expect(next(heldAt('save'), { type: 'expired' })).toMatchObject({
      status: 'expired',
      hold: null,
      awaits: 'nothing',
    });
  });
});

describe('what is judged', () => {
  it.each([
    ['submit', NEW_ORDER, ['save']],
    ['ask', waitingAt('financialApproval'), ['financialApproval']],
    ['amend', waitingAt('stockSeparation'), ['save', 'commercialApproval', 'financialApproval']],
    ['amend', heldAt('save'), ['save']],
    ['amend', heldAt('financialApproval'), ['save', 'commercialApproval', 'financialApproval']],
    ['reevaluate', heldAt('financialApproval'), ['financialApproval']],
    ['reevaluate', waitingAt('financialApproval'), ['save', 'commercialApproval']],
  ] as const)('%s covers every action that answers for it', (cause, state, actions) => {
    expect(actionsToJudge(state, cause)).toEqual(actions);
  });
});

describe('what is refused', () => {
  it('is an action that is not due, with nothing changed', () => {
    const state = waitingAt('commercialApproval');
    expect(refusalOf(state, { type: 'ask', action: 'stockSeparation' })).toBe('ActionNotDue');
    expect(refusalOf(state, { type: 'ask', action: 'commercialApproval' })).toBeNull();
  });

  it('is a stage while an earlier action holds the order', () => {
    const held = next(waitingAt('stockSeparation'), judged({ actions: ['save'], outcome: 'blocked' }));
    expect(dueAction(held)).toBeNull();
    expect(refusalOf(held, { type: 'ask', action: 'stockSeparation' })).toBe('ActionNotDue');
  });

  it.each(['done', 'cancelled', 'expired'] as const)('is everything on an order that is %s', (status) => {
    const state: OrderState = { status, stage: 'invoicing', hold: null, awaits: 'nothing' };
    for (const type of ['amend', 'cancel', 'reevaluate'] as const)
      expect(refusalOf(state, { type })).toBe('OrderClosed');
  });
});

describe('announcements', () => {
  it.each([
    [NEW_ORDER, judged(), 'order.advanced'],
    [NEW_ORDER, judged({ outcome: 'blocked' }), 'order.held'],
    [heldAt('save'), judged(), 'order.advanced'],
    [heldAt('save'), judged({ outcome: 'blocked' }), null],
    [waitingAt('invoicing'), { type: 'cancelled' }, 'order.cancelled'],
    [heldAt('save'), { type: 'expired' }, 'order.expired'],
  ] as const)('tell each change once', (before, event, announced) => {
    expect(announcementOf(before, next(before, event))).toBe(announced);
  });
});

describe('whatever happens', () => {
  const outcome = fc.constantFrom(...Object.values(Outcome));
  const rule = fc.constantFrom(PERSON, AUTOMATIC, DEMANDING);
  const stages = fc.record({
    commercialApproval: rule,
    financialApproval: rule,
    stockSeparation: rule,
    invoicing: rule,
  });
  const step = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        outcome,
        stages,
        cause: fc.constantFrom('ask', 'amend', 'reevaluate'),
        lowers: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<OrderEvent>({ type: 'cancelled' }, { type: 'expired' }) },
  );
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  function apply(state: OrderState, taken: Step): OrderState {
    if ('type' in taken) return next(state, taken);
    const cause = state.status === 'new' ? 'submit' : (taken.cause as 'ask');
    if (cause === 'ask' && dueAction(state) === null) return state;
    const actions = actionsToJudge(state, cause);
    return next(state, judged({ actions, outcome: taken.outcome, stages: taken.stages, lowersExposure: taken.lowers }));
  }

  it('a stage is never skipped, never undone, and a closed order never changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state = NEW_ORDER;
        for (const taken of steps) {
          const after = apply(state, taken);
          const moved = ORDER_ACTIONS.indexOf(after.stage) - ORDER_ACTIONS.indexOf(state.stage);
          expect([0, 1]).toContain(moved);
          if (!isOpen(state)) expect(after).toBe(state);
          if (moved === 1) expect(hasPassed(after, state.stage)).toBe(true);
          expect(after.hold !== null).toBe(after.status === 'held');
          expect(after.awaits === 'nothing').toBe(!isOpen(after) || after.status === 'new');
          state = after;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('blocked and undetermined never move an order on', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ORDER_ACTIONS),
        fc.constantFrom('blocked', 'undetermined'),
        stages,
        (stage, bad, rules) => {
          const state = stage === 'save' ? NEW_ORDER : waitingAt(stage);
          const after = next(state, judged({ actions: [stage], outcome: bad as Outcome, stages: rules }));
          expect(after).toMatchObject({ status: 'held', stage });
        },
      ),
    );
  });
});
