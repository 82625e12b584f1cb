/** Owns who works on a hold: assumed, handed over, put back; of two at once the second learns who has it. */
import type { ApiKeyStore } from '../adapters/mongo/api-key-store';
import type { HeldOrder, HoldQueueStore } from '../adapters/mongo/hold-queue-store';
import type { OrderStore } from '../adapters/mongo/order-store';
import { CrivoError } from '../domain/errors';
import type { Assignee } from '../domain/hold-queue';
import { isOpen } from '../domain/order';
import { may, sees, type Principal } from '../domain/permissions';
import { laterThan } from './version-time';

export interface HoldDeps {
  readonly holdQueue: HoldQueueStore;
  readonly orders: Pick<OrderStore, 'find'>;
  readonly apiKeys: Pick<ApiKeyStore, 'ofSubject'>;
  readonly now: () => Date;
}

export interface HoldName {
  readonly branch: string;
  readonly order: string;
}

/** `force`: although somebody else works on it, by who holds `holds:takeOver`. */
export interface Work {
  readonly force: boolean;
  readonly note: string | null;
}

/**
 * Whoever has it already keeps it as it is. Errors: those of `findHeld`, `HoldAssigned` with who has it and since when,
 * `PermissionDenied` for taking it over.
 */
export async function assume(deps: HoldDeps, principal: Principal, name: HoldName, work: Work): Promise<HeldOrder> {
  const held = await findHeld(deps, name);
  if (held.assignee?.subject === principal.subject) return held;
  return give(deps, principal, held, { subject: principal.subject, ...work });
}

/** Errors: those of `assume`, `InvalidRequest` for somebody who may not work on holds of this branch. */
export async function handOver(
  deps: HoldDeps,
  principal: Principal,
  name: HoldName,
  { to, ...work }: Work & { readonly to: string },
): Promise<HeldOrder> {
  const held = await findHeld(deps, name);
  const known = await deps.apiKeys.ofSubject(to);
  if (!known.some((one) => may(one, 'holds:work') && sees(one, name.branch))) {
    const message = 'is nobody who works on holds of this branch';
    throw new CrivoError('InvalidRequest', {
      errors: [
        {
          at: 'to',
          message,
          fix: 'send the subject of somebody who has holds:work there, as assignee.subject of GET /v1/holds tells it',
        },
      ],
    });
  }
  return give(deps, principal, held, { subject: to, ...work });
}

/** Nobody works on it from now on. Errors: those of `assume`. */
export async function putBack(deps: HoldDeps, principal: Principal, name: HoldName, work: Work): Promise<HeldOrder> {
  const held = await findHeld(deps, name);
  if (held.assignee === null) return held;
  return give(deps, principal, held, { subject: null, ...work });
}

/** Errors: `OrderNotFound`, `OrderClosed`, `OrderNotHeld`. */
export async function findHeld(
  { holdQueue, orders }: Pick<HoldDeps, 'holdQueue' | 'orders'>,
  { branch, order }: HoldName,
): Promise<HeldOrder> {
  const held = await holdQueue.find(branch, order);
  if (held !== null) return held;
  const stored = await orders.find(branch, order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  const { status, stage } = stored.state;
  throw new CrivoError(isOpen(stored.state) ? 'OrderNotHeld' : 'OrderClosed', { state: { order, status, stage } });
}

async function give(
  deps: HoldDeps,
  principal: Principal,
  held: HeldOrder,
  { subject, force, note }: Work & { readonly subject: string | null },
): Promise<HeldOrder> {
  const { assignee: before, heldSince } = held;
  const { branch, order } = held.record;
  if (before !== null && before.subject !== principal.subject) {
    if (!force) throw assigned(before);
    if (!may(principal, 'holds:takeOver'))
      throw new CrivoError('PermissionDenied', {}, 'This caller lacks the permission holds:takeOver.');
  }
  const since = laterThan(before?.since ?? null, deps.now());
  const assignee: Assignee | null = subject === null ? null : { subject, since, by: principal.subject, note };
  if (await deps.holdQueue.assign({ branch, order, heldSince, assignee: before }, assignee, principal.subject))
    return { ...held, assignee };
  const now = await findHeld(deps, held.record);
  throw now.assignee === null ? new CrivoError('TooManyConflicts') : assigned(now.assignee);
}

function assigned({ subject, since }: Assignee): CrivoError {
  return new CrivoError('HoldAssigned', { state: { assignee: subject, since } });
}
