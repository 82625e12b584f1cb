/** Owns a page of the queue: what was asked for as the store takes it, and the place where the next page begins. */
import type { HeldOrder, HoldFilter, HoldPosition, HoldQueueStore } from '../adapters/mongo/hold-queue-store';
import type { HoldsQuery } from '../contracts/hold-queue';
import { CrivoError } from '../domain/errors';
import { addDays, dateInZone, startOfDay } from '../domain/calendar';
import { DESK_ZONE } from '../domain/desk-figures';
import { FIRST_WANTED, NO_DEADLINE, type HoldSort } from '../domain/hold-queue';
import { sees, type Principal } from '../domain/permissions';
import { reachesOf, type ReachDeps } from './band-reach';
import { contentHash } from './content-hash';

interface ListDeps extends ReachDeps {
  readonly holdQueue: Pick<HoldQueueStore, 'page'>;
}

export interface HoldPage {
  readonly held: readonly HeldOrder[];
  /** Where the next one begins; `null` on the last. */
  readonly next: HoldPosition | null;
}

/** Errors: `BranchNotFound` for a branch that the caller doesn't see, `InvalidRequest`. */
export async function pageOfHolds(
  deps: ListDeps,
  principal: Principal,
  query: HoldsQuery,
  after: HoldPosition | undefined,
): Promise<HoldPage> {
  const { by, order = FIRST_WANTED[by], limit } = query;
  const within = query.band === 'mine' && { within: await withinBands(deps, principal) };
  const filter = { ...filterOf(principal, query, deps.now()), ...within };
  const found = await deps.holdQueue.page({ ...filter, by, order, limit: limit + 1, ...(after && { after }) });
  const held = found.slice(0, limit);
  const last = found.length > limit ? held.at(-1) : undefined;
  return { held, next: last === undefined ? null : positionOf(last, by) };
}

/** The same for two requests that may share a cursor: all that was asked for, except how many and from where. */
export function askedFor({ limit: _limit, cursor: _cursor, ...asked }: HoldsQuery): string {
  return contentHash(asked).slice(0, 16);
}

export async function withinBands(deps: ReachDeps, principal: Principal): Promise<NonNullable<HoldFilter['within']>> {
  return { reaches: await reachesOf(deps, principal), subject: principal.subject };
}

/** Errors: `BranchNotFound`. */
export function branchesSeen(principal: Principal, asked: HoldsQuery['branch']): HoldFilter['branches'] {
  const hidden = asked?.find((code) => !sees(principal, code));
  if (hidden !== undefined) throw new CrivoError('BranchNotFound');
  return asked ?? principal.branches;
}

/** The last moment of the desk's day. */
export function endOfDay(now: Date): string {
  const tomorrow = addDays(dateInZone(now.toISOString(), DESK_ZONE), 1);
  return new Date(Date.parse(startOfDay(tomorrow, DESK_ZONE)) - 1).toISOString();
}

function filterOf(principal: Principal, query: HoldsQuery, now: Date): HoldFilter {
  const { branch, check, assignee, customer, group, kind, minCents, maxCents, promise, orders } = query;
  if (minCents !== undefined && maxCents !== undefined && minCents > maxCents)
    throw wrong('query.maxCents', 'is less than minCents', 'send the greater amount as maxCents');
  const dueBy = dueByOf(query, now);
  return {
    branches: branchesSeen(principal, branch),
    ...(orders !== undefined && { names: orders }),
    ...(check !== undefined && { check }),
    ...(assignee !== undefined && { assignee: whoIs(assignee, principal.subject) }),
    ...(customer !== undefined && { customerKey: customer }),
    ...(group !== undefined && { groupKey: group }),
    ...(kind !== undefined && { kind }),
    ...(minCents !== undefined && { minCents }),
    ...(maxCents !== undefined && { maxCents }),
    ...(dueBy !== undefined && { dueBy }),
    ...(promise !== undefined && { promise: promise === 'broken' ? { brokenAt: now.toISOString() } : promise }),
  };
}

function whoIs(assignee: string, caller: string): string | null {
  if (assignee === 'nobody') return null;
  return assignee === 'me' ? caller : assignee;
}

function dueByOf({ deadline, dueWithinHours }: HoldsQuery, now: Date): string | undefined {
  if (deadline !== undefined && dueWithinHours !== undefined)
    throw wrong('query.dueWithinHours', 'is sent together with deadline', 'send one of them');
  if (deadline === 'today') return endOfDay(now);
  if (deadline === 'overdue') return now.toISOString();
  return dueWithinHours === undefined ? undefined : new Date(now.getTime() + dueWithinHours * 3_600_000).toISOString();
}

function positionOf(held: HeldOrder, by: HoldSort): HoldPosition {
  const { record, heldSince, risk, until } = held;
  const at = { age: heldSince, value: record.termCents, risk, deadline: until ?? NO_DEADLINE }[by];
  return { at, id: `${record.branch}/${record.order}` };
}

function wrong(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, message, fix }] });
}
