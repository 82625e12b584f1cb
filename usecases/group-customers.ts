/** Owns who is judged together: groups made by hand, joined and left. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { GroupStore } from '../adapters/mongo/group-store';
import type { CustomerRecord } from '../contracts/customer';
import { givenByMoveCents } from '../domain/authority';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { demandAuthority, lastDayPast, type BandDeps } from './authority-bands';
import { newId } from './new-id';
import { laterThan } from './version-time';

type Deps = {
  readonly groups: GroupStore;
  readonly customers: Pick<CustomerStore, 'find' | 'ofGroup'>;
  readonly now: () => Date;
};
type MoveDeps = Deps & BandDeps;
type Move = { readonly principal: Principal; readonly customerKey: string; readonly note: string };

/** A larger group would make its one exposure document slow. */
export const MAX_MEMBERS = 500;

/** Makes a group without members, named as people know it. Answers its key. */
export async function createGroup(deps: Deps, subject: string, name: string): Promise<string> {
  const groupKey = newId('grp');
  const at = deps.now().toISOString();
  const terms = { name, limit: { kind: 'none' } as const, temporaryLimit: null, guarantees: [], updatedAt: at };
  const audit = { id: newId('aud'), at, subject, kind: 'group' as const, target: groupKey, branch: null };
  await deps.groups.putTerms(groupKey, terms, null, { ...audit, before: null, after: { name } });
  return groupKey;
}

/**
 * Moves a customer, with all it has taken, into a group; who is in it already stays. Errors: `CustomerNotFound`,
 * `GroupNotFound`, `GroupFull`, `AboveAuthority`, `TooManyConflicts`.
 */
export async function joinGroup(deps: MoveDeps, groupKey: string, move: Move): Promise<CustomerRecord> {
  if ((await deps.groups.find(groupKey)) === null) throw new CrivoError('GroupNotFound');
  const members = await deps.customers.ofGroup(groupKey, MAX_MEMBERS);
  const isMember = members.some((one) => one.customerKey === move.customerKey);
  if (!isMember && members.length === MAX_MEMBERS)
    throw new CrivoError('GroupFull', { state: { members: MAX_MEMBERS } });
  return moveTo(deps, groupKey, move);
}

/**
 * Takes a customer out of its group, also out of one that its CNPJ root forms: from then on it is judged alone.
 * Errors: `CustomerNotFound`, `AboveAuthority`, `TooManyConflicts`.
 */
export function leaveGroup(deps: MoveDeps, move: Move): Promise<CustomerRecord> {
  return moveTo(deps, move.customerKey, move);
}

const ATTEMPTS = 5;

/** What a move out of a bound gives is given within the caller's band, judged by the terms that the move is made under. */
async function moveTo(deps: MoveDeps, to: string, { principal, customerKey, note }: Move): Promise<CustomerRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const customer = await deps.customers.find(customerKey);
    if (customer === null) throw new CrivoError('CustomerNotFound');
    const { groupKey: from } = customer;
    if (from === to) return customer;
    const [left, joined] = [await deps.groups.find(from), await deps.groups.find(to)];
    const [fromTerms, toTerms] = [left?.terms ?? null, joined?.terms ?? null];
    const takenCents = left?.takenBy[customerKey] ?? 0;
    const given = givenByMoveCents(
      { own: customer, takenCents, from: fromTerms, to: toTerms },
      lastDayPast(deps.now()),
    );
    await demandAuthority(deps, principal, given);
    const at = laterThan(customer.updatedAt, deps.now());
    const { subject } = principal;
    const audit = { id: newId('aud'), at, subject, kind: 'group' as const, target: customerKey, branch: null };
    const groups = { before: { groupKey: from }, after: { groupKey: to, note } };
    const under = { from: fromTerms?.updatedAt ?? null, to: toTerms?.updatedAt ?? null };
    if (await deps.groups.move({ ...customer, under }, to, { ...audit, ...groups })) {
      return { ...customer, groupKey: to, updatedAt: at };
    }
  }
  throw new CrivoError('TooManyConflicts');
}
