/** Owns who is judged together: groups made by hand, joined and left. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { GroupStore } from '../adapters/mongo/group-store';
import type { CustomerRecord } from '../contracts/customer';
import { CrivoError } from '../domain/errors';
import { newId } from './new-id';
import { laterThan } from './version-time';

type Deps = {
  readonly groups: GroupStore;
  readonly customers: Pick<CustomerStore, 'find' | 'ofGroup'>;
  readonly now: () => Date;
};
type Move = { readonly subject: string; readonly customerKey: string; readonly note: string };

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
 * `GroupNotFound`, `GroupFull`, `TooManyConflicts`.
 */
export async function joinGroup(deps: Deps, groupKey: string, move: Move): Promise<CustomerRecord> {
  if ((await deps.groups.find(groupKey)) === null) throw new CrivoError('GroupNotFound');
  const members = await deps.customers.ofGroup(groupKey, MAX_MEMBERS);
  const isMember = members.some((one) => one.customerKey === move.customerKey);
  if (!isMember && members.length === MAX_MEMBERS)
    throw new CrivoError('GroupFull', { state: { members: MAX_MEMBERS } });
  return moveTo(deps, groupKey, move);
}

/**
 * Takes a customer out of its group, also out of one that its CNPJ root forms: from then on it is judged alone.
 * Errors: `CustomerNotFound`, `TooManyConflicts`.
 */
export function leaveGroup(deps: Deps, move: Move): Promise<CustomerRecord> {
  return moveTo(deps, move.customerKey, move);
}

const ATTEMPTS = 5;

async function moveTo(deps: Deps, to: string, { subject, customerKey, note }: Move): Promise<CustomerRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const customer = await deps.customers.find(customerKey);
    if (customer === null) throw new CrivoError('CustomerNotFound');
    if (customer.groupKey === to) return customer;
    const at = laterThan(customer.updatedAt, deps.now());
    const audit = { id: newId('aud'), at, subject, kind: 'group' as const, target: customerKey, branch: null };
    const groups = { before: { groupKey: customer.groupKey }, after: { groupKey: to, note } };
    if (await deps.groups.move(customer, to, { ...audit, ...groups })) {
      return { ...customer, groupKey: to, updatedAt: at };
    }
  }
  throw new CrivoError('TooManyConflicts');
}
