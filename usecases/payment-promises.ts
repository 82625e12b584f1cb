/** Owns promises of payment: made, replaced and withdrawn at the desk. They release nothing. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { HeldOrder } from '../adapters/mongo/hold-queue-store';
import type { PromiseBody } from '../contracts/hold-queue';
import { addDays, dateInZone, startOfDay } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import type { PaymentPromise } from '../domain/hold-queue';
import { findHeld, type HoldDeps, type HoldName } from './work-on-hold';

type PromiseDeps = Pick<HoldDeps, 'holdQueue' | 'orders' | 'now'> & { readonly branches: Pick<BranchStore, 'find'> };

/** Nobody waits longer for a payment that was promised. */
const LONGEST_DAYS = 365;

/**
 * Replaces the one before, which stays among those that are remembered. Errors: `InvalidRequest` for a day that has
 * passed, those of `findHeld`, `BranchNotFound`, `TooManyConflicts`.
 */
export async function promisePayment(
  deps: PromiseDeps,
  subject: string,
  name: HoldName,
  { amountCents, promisedOn, note }: PromiseBody,
): Promise<HeldOrder> {
  const [held, branch] = await Promise.all([findHeld(deps, name), deps.branches.find(name.branch)]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const { zone } = branch.parameters;
  const at = deps.now().toISOString();
  demandDay(promisedOn, dateInZone(at, zone));
  const brokenAt = startOfDay(addDays(promisedOn, 1), zone);
  const promise: PaymentPromise = { amountCents, promisedOn, brokenAt, note, by: subject, at };
  return written(deps, held, { ...name, promise, by: subject });
}

/** Where there is none, nothing changes. Errors: those of `findHeld`, `TooManyConflicts`. */
export async function withdrawPromise(deps: PromiseDeps, subject: string, name: HoldName): Promise<HeldOrder> {
  return written(deps, await findHeld(deps, name), { ...name, promise: null, by: subject });
}

async function written(
  deps: PromiseDeps,
  { heldSince }: HeldOrder,
  { promise, by, branch, order }: HoldName & { readonly promise: PaymentPromise | null; readonly by: string },
): Promise<HeldOrder> {
  const name = { branch, order };
  const isWritten = await deps.holdQueue.promise({ ...name, heldSince }, promise, by);
  const held = await findHeld(deps, name);
  if (!isWritten) throw new CrivoError('TooManyConflicts');
  return held;
}

function demandDay(promisedOn: string, today: string): void {
  const at = 'promisedOn';
  if (promisedOn < today) {
    throw new CrivoError('InvalidRequest', {
      errors: [{ at, message: 'has passed', fix: 'send today or a later day' }],
    });
  }
  if (promisedOn > addDays(today, LONGEST_DAYS)) {
    const message = `is more than ${LONGEST_DAYS} days ahead`;
    throw new CrivoError('InvalidRequest', { errors: [{ at, message, fix: 'send an earlier day' }] });
  }
}
