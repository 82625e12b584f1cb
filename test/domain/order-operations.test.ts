/** Owns the proof of what people do with an order's states: hold, let go, close, reopen, in parts; by table and property. */
import fc from 'fast-check';
import { ORDER_ACTIONS, type OrderAction } from '../../domain/actions';
import {
  announcementOf,
  heldSince,
  isOpen,
  NEW_ORDER,
  next,
  reopened,
  type Judged,
  type OrderEvent,
  type OrderState,
} from '../../domain/order';
import { MAX_PARTS, roomForPart, type OrderPart } from '../../domain/order-parts';
import { actionsToJudge, dueAction, refusalOf } from '../../domain/order-requests';
import { Outcome } from '../../domain/outcome';
import { BY_PERSON } from '../support/builders';

const AT = '2026-11-22T12:00:00.000Z';
const FORCED: OrderEvent = { type: 'forced', by: 'ana', reason: 'Aguardar contrato', at: AT };
const UNFORCED: OrderEvent = { type: 'unforced', holdUntil: '2026-12-30T12:00:00.000Z' };

function judged(given: Partial<Judged> = {}): Judged {
  const times = { at: '2026-11-22T11:00:00.000Z', holdUntil: '2026-11-25T12:00:00.000Z' };
  const base = { type: 'judged', actions: ['save'], by: 'person', outcome: 'clear', lowersExposure: false } as const;
  return { ...base, ...times, stages: BY_PERSON, ...given };
}
const waitingAt = (stage: OrderAction): OrderState => ({ status: 'waiting', stage, hold: null, awaits: 'person' });
const heldAt = (stage: OrderAction): OrderState =>
  next(waitingAt(stage), judged({ actions: [stage], outcome: 'blocked' }));
const part = (given: Partial<OrderPart> = {}): OrderPart => ({
  action: 'stockSeparation',
  id: 'p1',
  amountCents: 100_00,
  decision: 'dec_1',
  ...given,
});
const again = (state: OrderState, given: Partial<Judged> = {}) =>
  next(state, judged({ actions: actionsToJudge(state, 'reevaluate'), by: 'automatic', ...given }));

describe('an order held by hand', () => {
  it.each([
    ['waiting', waitingAt('financialApproval')],
    ['waiting for its own automatic stage', { ...waitingAt('financialApproval'), awaits: 'automatic' as const }],
    ['held by a check', heldAt('financialApproval')],
  ])('%s: waits for a person, and is where it was when it is let go', (_what, state) => {
    const held = next(state, FORCED);
    expect(held).toMatchObject({ status: 'held', stage: state.stage, awaits: 'person', forced: { by: 'ana' } });
    const { hold, ...rest } = next(held, UNFORCED);
    expect({ ...rest, hold: hold && { ...hold, deadline: state.hold?.deadline } }).toEqual(state);
  });

  it('keeps what a check holds, though the check would let it pass by now', () => {
    const held = next(heldAt('financialApproval'), FORCED);
    expect(again(held)).toEqual(held);
    expect(again(next(held, UNFORCED))).toMatchObject({ status: 'waiting', stage: 'stockSeparation' });
  });

  it('takes in a new reason of a check, and the check’s letting go of what does not move it on', () => {
    const held = next(waitingAt('stockSeparation'), FORCED);
    const both = again(held, { outcome: 'blocked' });
    expect(both).toMatchObject({ status: 'held', hold: { outcome: 'blocked' }, forced: { by: 'ana' } });
    expect(announcementOf(held, both)).toBe('order.held');
    expect(again(both)).toEqual(held);
  });

  it('is refused every action, with its reason; a second hold by somebody else too', () => {
    const held = next(waitingAt('commercialApproval'), FORCED);
    expect(dueAction(held)).toBeNull();
    expect(refusalOf(held, { type: 'ask', action: 'commercialApproval' })).toBe('OrderOnHold');
    expect(refusalOf(held, { type: 'hold', by: 'bia', reason: 'Outro' })).toBe('OrderOnHold');
    expect(refusalOf(held, { type: 'hold', by: 'ana', reason: 'Aguardar contrato' })).toBeNull();
    for (const type of ['amend', 'cancel', 'close', 'reevaluate', 'unhold'] as const)
      expect(refusalOf(held, { type })).toBeNull();
  });

  it('says so once, when it begins and when it ends', () => {
    const waiting = waitingAt('commercialApproval');
    const held = next(waiting, FORCED);
    expect(announcementOf(waiting, held)).toBe('order.held');
    expect(announcementOf(held, next(held, FORCED))).toBeNull();
    expect(announcementOf(held, next(held, UNFORCED))).toBe('order.advanced');
    const both = next(heldAt('save'), FORCED);
    expect(announcementOf(heldAt('save'), both)).toBe('order.held');
    expect(announcementOf(both, next(both, UNFORCED))).toBeNull();
  });

  it('gives the hold beneath its time again, never less than it had', () => {
    const held = next(heldAt('save'), FORCED);
    expect(next(held, UNFORCED).hold?.deadline).toBe('2026-12-30T12:00:00.000Z');
    const sooner = next(held, { type: 'unforced', holdUntil: '2026-11-23T12:00:00.000Z' });
    expect(sooner.hold?.deadline).toBe('2026-11-25T12:00:00.000Z');
  });

  it('has been held since its first reason', () => {
    expect(heldSince(next(heldAt('save'), FORCED))).toBe('2026-11-22T11:00:00.000Z');
    expect(heldSince(next(waitingAt('invoicing'), FORCED))).toBe(AT);
    expect(heldSince(waitingAt('invoicing'))).toBeNull();
  });
});

describe('closing and reopening', () => {
  it.each([
    [true, 'done', 'order.advanced'],
    [false, 'cancelled', 'order.cancelled'],
  ] as const)('closing an order that was billed (%s) leaves it %s', (billed, status, announced) => {
    const state = waitingAt('invoicing');
    expect(next(state, { type: 'closed', billed })).toMatchObject({ status, stage: 'invoicing', awaits: 'nothing' });
    expect(announcementOf(state, next(state, { type: 'closed', billed }))).toBe(announced);
  });

  it.each([
    ['save', ['save'], 'commercialApproval'],
    ['commercialApproval', ['save'], 'commercialApproval'],
    ['invoicing', ['save', 'commercialApproval', 'financialApproval', 'stockSeparation'], 'invoicing'],
  ] as const)('an order reopened at %s is judged by %j and goes on at %s', (stage, actions, after) => {
    const begun = reopened(next(waitingAt(stage), { type: 'cancelled' }));
    expect(actionsToJudge(begun, 'reopen')).toEqual(actions);
    const event = judged({ actions: [...actions], by: 'automatic' });
    expect(next(begun, event)).toMatchObject({ status: 'waiting', stage: after });
    expect(next(begun, { ...event, outcome: 'blocked' })).toMatchObject({ status: 'held', stage });
  });
});

describe('parts', () => {
  const separating = (given: Partial<Judged> = {}) => judged({ actions: ['stockSeparation'], part: part(), ...given });

  it('leave the stage where it is, and add up', () => {
    const one = next(waitingAt('stockSeparation'), separating());
    expect(one).toMatchObject({ status: 'waiting', stage: 'stockSeparation', parts: [{ id: 'p1' }] });
    const two = next(one, separating({ part: part({ id: 'p2' }) }));
    expect(roomForPart(two, 'stockSeparation', 250_00)).toBe(50_00);
    expect(next(two, judged({ actions: ['stockSeparation'] }))).toMatchObject({ stage: 'invoicing', parts: [{}, {}] });
  });

  it('that are blocked pass as parts, unless the whole is asked for meanwhile', () => {
    const held = next(waitingAt('stockSeparation'), separating({ outcome: 'blocked' }));
    expect(held).toMatchObject({ status: 'held', hold: { part: { id: 'p1' } } });
    expect(again(held)).toMatchObject({ status: 'waiting', stage: 'stockSeparation', parts: [{ id: 'p1' }] });
    const whole = next(held, judged({ actions: ['stockSeparation'], outcome: 'blocked' }));
    expect(again(whole)).toMatchObject({ status: 'waiting', stage: 'invoicing' });
  });

  it('that are held while the content is amended have to be asked for again', () => {
    const held = next(waitingAt('stockSeparation'), separating({ outcome: 'blocked' }));
    const actions = actionsToJudge(held, 'amend');
    const amended = next(held, judged({ actions, by: 'automatic', amended: true, outcome: 'blocked' }));
    expect(again(amended)).toEqual(waitingAt('stockSeparation'));
  });

  it('may be invoiced before the rest is separated, up to what was separated', () => {
    const state = waitingAt('stockSeparation');
    const ask = { type: 'ask', action: 'invoicing', part: 'nf-1' } as const;
    expect(refusalOf(state, ask)).toBe('ActionNotDue');
    const separated = next(state, separating());
    expect(refusalOf(separated, ask)).toBeNull();
    expect(refusalOf(separated, { type: 'ask', action: 'invoicing' })).toBe('ActionNotDue');
    expect(roomForPart(separated, 'invoicing', 900_00)).toBe(100_00);
    const invoiced = next(
      separated,
      judged({ actions: ['invoicing'], part: part({ action: 'invoicing', id: 'nf-1' }) }),
    );
    expect(invoiced).toMatchObject({ status: 'waiting', stage: 'stockSeparation', parts: [{}, { id: 'nf-1' }] });
    expect(refusalOf(invoiced, ask)).toBe('PartConflict');
    expect(roomForPart(invoiced, 'invoicing', 900_00)).toBe(0);
  });

  it('are bounded in number', () => {
    const parts = Array.from({ length: MAX_PARTS }, (_, at) => part({ id: `p${at}`, amountCents: 1 }));
    expect(roomForPart({ ...waitingAt('stockSeparation'), parts }, 'stockSeparation', 900_00)).toBe(0);
  });
});

describe('an amended order that stays held', () => {
  it('does not get, when its checks let go, the approval that was asked for other content', () => {
    const held = heldAt('financialApproval');
    const actions = actionsToJudge(held, 'amend');
    const amended = next(held, judged({ actions, by: 'automatic', amended: true, outcome: 'blocked' }));
    expect(again(amended)).toEqual(waitingAt('financialApproval'));
  });
});

describe('the current policy', () => {
  it.each([
    [waitingAt('stockSeparation'), ['save', 'commercialApproval', 'financialApproval']],
    [heldAt('commercialApproval'), ['save', 'commercialApproval']],
    [heldAt('save'), ['save']],
  ] as const)('judges all that was passed, and what holds the order', (state, actions) => {
    expect(actionsToJudge(state, 'currentPolicy')).toEqual(actions);
  });
});

describe('a hold that calls for attention', () => {
  it('is counted, told once, and has its next deadline only where the one before has passed', () => {
    const held = next(NEW_ORDER, judged({ outcome: 'blocked', escalateAt: '2026-11-24T00:00:00.000Z' }));
    const called = next(held, { type: 'escalated' });
    expect(called.hold).toMatchObject({ escalations: 1, deadline: held.hold?.deadline });
    expect(called.hold).not.toHaveProperty('escalateAt');
    expect(announcementOf(held, called)).toBe('hold.escalated');
    const kept = next(called, { type: 'escalated', deadline: '2026-11-28T12:00:00.000Z' });
    expect(kept.hold).toMatchObject({ escalations: 2, deadline: '2026-11-28T12:00:00.000Z' });
    expect(again(kept, { outcome: 'blocked' }).hold).toEqual(kept.hold);
  });
});

describe('whatever happens', () => {
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        outcome: fc.constantFrom(...Object.values(Outcome)),
        cause: fc.constantFrom('ask', 'part', 'amend', 'reevaluate', 'currentPolicy'),
      }),
    },
    { weight: 3, arbitrary: fc.constantFrom<OrderEvent>(FORCED, UNFORCED, { type: 'escalated' }) },
    { weight: 1, arbitrary: fc.constantFrom<OrderEvent>({ type: 'cancelled' }, { type: 'closed', billed: true }) },
  );
  type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

  function apply(state: OrderState, taken: Event): OrderState {
    if ('type' in taken) return next(state, taken);
    const asks = taken.cause === 'ask' || taken.cause === 'part';
    const cause = state.status === 'new' ? 'submit' : asks ? 'ask' : (taken.cause as 'amend');
    if (cause === 'ask' && dueAction(state) === null) return state;
    const isPart = taken.cause === 'part' && state.stage === 'stockSeparation';
    const actions = actionsToJudge(state, cause);
    const by = cause === 'ask' || cause === 'submit' ? 'person' : 'automatic';
    return next(
      state,
      judged({ actions, by, outcome: taken.outcome, amended: cause === 'amend', ...(isPart && { part: part() }) }),
    );
  }

  it('only a person moves an order on that a person holds; nothing is skipped or undone', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = next(NEW_ORDER, judged());
        for (const taken of events) {
          const after = apply(state, taken);
          const moved = ORDER_ACTIONS.indexOf(after.stage) - ORDER_ACTIONS.indexOf(state.stage);
          expect([0, 1]).toContain(moved);
          expect(after.parts?.length ?? 0).toBeGreaterThanOrEqual(state.parts?.length ?? 0);
          if (state.forced !== undefined) {
            expect(moved).toBe(0);
            expect(after.parts).toEqual(state.parts);
            if (isOpen(after) && taken !== UNFORCED)
              expect(after.forced).toEqual(expect.objectContaining({ by: 'ana' }));
          }
          expect(after.status === 'held').toBe(after.hold !== null || after.forced !== undefined);
          if (!isOpen(after)) expect(after).toMatchObject({ hold: null, awaits: 'nothing' });
          if (!isOpen(after)) expect(after).not.toHaveProperty('forced');
          state = after;
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('asking for the stage that holds an order judges all that holds it, so that nothing slips past by asking', () => {
  const actions = ['save', 'commercialApproval', 'financialApproval'] as const;
  const hold = { action: 'financialApproval', actions, outcome: 'blocked', since: AT, deadline: AT } as const;
  const state = { status: 'held', stage: 'financialApproval', hold, awaits: 'holdEnd' } as const;
  expect(actionsToJudge(state, 'ask')).toEqual(actions);
  expect(actionsToJudge(state, 'ask', 'financialApproval')).toEqual(actions);
  expect(actionsToJudge({ ...state, hold: null, status: 'waiting', awaits: 'person' }, 'ask')).toEqual([
    'financialApproval',
  ]);
});
