/** Owns what dates do to exceptions: their end is written, and everybody's have the orders judged again they concern. */
import type { OrderRecord, OrderStore } from '../adapters/mongo/order-store';
import type { ExceptionStore } from '../adapters/mongo/exception-store';
import type { Exception, ExceptionSweep } from '../contracts/exception';
import { ALWAYS_HOLD } from '../domain/checks';
import { endByDate } from './exceptions';
import { positionOf, reevaluateOne, type GroupOrders } from './reevaluate-group';

export interface ExceptionSweepDeps extends Pick<GroupOrders, 'reevaluate' | 'now'> {
  readonly exceptions: ExceptionStore;
  readonly orders: Pick<OrderStore, 'openWithCheck'>;
  /** Told of each order that couldn't be judged; it keeps no other from it. */
  readonly missed: (error: unknown, at: { readonly branch: string; readonly order: string }) => void;
}

const AT_ONCE = 100;
const PAGE = 200;
const ORDERS_AT_ONCE = 5;
/** What one round does of one exception at most; the next one goes on from there. */
const PAGES = 5;
/** For so long nobody else is given an exception. Longer than a round of it takes; after a crash it is begun again. */
const TAKEN_MS = 120_000;
/** Above what an attempt to judge an order may take, after which it is begun anew. */
const SECOND_LOOK_MS = 15_000;
/** For orders that couldn't be judged: 1, 4 and 16 minutes later. One that fails then too waits for its next operation. */
const LOOKS = 5;
const LATER_LOOK_MS = 60_000;

interface Next {
  readonly dueAt: string | null;
  readonly sweep: ExceptionSweep | null;
}

/** Answers how many it has carried on. Safe to repeat, and several may run: each exception is given to one of them. */
export async function sweepExceptions(deps: ExceptionSweepDeps): Promise<number> {
  for (let done = 0; done < AT_ONCE; done += 1) {
    const now = deps.now();
    const taken = await deps.exceptions.takeDue(now.toISOString(), later(now, TAKEN_MS));
    if (taken === null) return done;
    try {
      await deps.exceptions.noteDone(taken, await carryOn(deps, taken, now));
    } catch (error) {
      await deps.exceptions.noteDone(taken, { dueAt: now.toISOString(), sweep: taken.sweep });
      throw error;
    }
  }
  return AT_ONCE;
}

async function carryOn(deps: ExceptionSweepDeps, exception: Exception, now: Date): Promise<Next> {
  const { scope, ended, endsAt, sweep } = exception;
  const at = now.toISOString();
  const isOver = endsAt <= at;
  // Who ends it by hand meanwhile leaves a later revision, and when that is due: this is not noted then.
  if (isOver && ended === null && !(await endByDate(deps, exception))) return { dueAt: at, sweep };
  const atEnd = isOver ? null : endsAt;
  if (scope.kind !== 'all') return { dueAt: atEnd, sweep: null };
  const of = isOver ? 'end' : 'begin';
  const start: ExceptionSweep = sweep?.of === of ? sweep : { of, to: '', look: 1, missed: false };
  const { to, missed } = await judgeConcerned(deps, exception, start);
  if (to !== null) return { dueAt: at, sweep: { ...start, to, missed } };
  const afterMs = nextLookAfter(start.look, missed);
  if (afterMs === null) return { dueAt: atEnd, sweep: null };
  const again = later(now, afterMs);
  const next: ExceptionSweep = { of, to: '', look: start.look + 1, missed: false };
  return { dueAt: atEnd !== null && atEnd < again ? atEnd : again, sweep: next };
}

function nextLookAfter(look: number, missed: boolean): number | null {
  if (look === 1) return SECOND_LOOK_MS;
  return missed && look < LOOKS ? LATER_LOOK_MS * 4 ** (look - 2) : null;
}

/**
 * Only orders that such a change may let go on, or that passed by the exception alone: judging everybody's again would
 * cost a day's work. What is to hold everybody moves no order back; they meet it at their next operation. `to` is how far it
 * came where more are left than one round takes, else `null`.
 */
async function judgeConcerned(
  deps: ExceptionSweepDeps,
  { check, effect, branch, exception }: Exception,
  { of, to, missed: missedBefore }: ExceptionSweep,
): Promise<{ readonly to: string | null; readonly missed: boolean }> {
  const letsGoOn = effect === (of === 'end' ? 'hold' : 'ignore');
  if (!letsGoOn && check === ALWAYS_HOLD) return { to: null, missed: false };
  const waivedBy = letsGoOn ? null : exception;
  let afterId = to;
  let missed = missedBefore;
  const judge = (order: Pick<OrderRecord, 'branch' | 'order'>) =>
    reevaluateOne(deps, order).catch((error: unknown) => {
      missed = true;
      deps.missed(error, order);
    });
  for (let page = 0; page < PAGES; page += 1) {
    const found = await deps.orders.openWithCheck({ check, waivedBy, branch, limit: PAGE, afterId });
    for (let from = 0; from < found.length; from += ORDERS_AT_ONCE)
      await Promise.all(found.slice(from, from + ORDERS_AT_ONCE).map(judge));
    const last = found.at(-1);
    if (last === undefined || found.length < PAGE) return { to: null, missed };
    afterId = positionOf(last);
  }
  return { to: afterId, missed };
}

function later(now: Date, byMs: number): string {
  return new Date(now.getTime() + byMs).toISOString();
}
