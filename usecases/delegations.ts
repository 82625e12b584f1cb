/** Owns delegations: a band lent by who holds it, and what somebody may release by one. */
import type { DelegationStore } from '../adapters/mongo/delegation-store';
import type { Delegation, DelegationBody } from '../contracts/delegation';
import { holds } from '../domain/authority';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { bandsAt, type BandDeps } from './authority-bands';
import { newId } from './new-id';

export interface DelegationDeps extends BandDeps {
  readonly delegations: DelegationStore;
  readonly now: () => Date;
}

/** A band that was lent can't be lent on: who lends it holds it. Errors: `BranchNotFound`, `AboveAuthority`, `SamePerson`. */
export async function delegateBand(
  deps: DelegationDeps,
  { subject, userGroups }: Pick<Principal, 'subject' | 'userGroups'>,
  branch: string,
  { band, to, fromOn, toOn }: DelegationBody,
): Promise<Delegation> {
  const held = (await bandsAt(deps, branch)).filter((one) => holds(one, userGroups));
  if (!held.some(({ id }) => id === band)) {
    throw new CrivoError('AboveAuthority', { state: { bands: held.map(({ id, label }) => ({ id, label })) } });
  }
  if (to === subject) throw new CrivoError('SamePerson');
  const made = { createdAt: deps.now().toISOString(), ended: null };
  const delegation = { delegation: newId('dlg'), branch, band, from: subject, to, fromOn, toOn, ...made };
  const entry = { id: newId('aud'), at: made.createdAt, subject, kind: 'delegation' as const };
  await deps.delegations.insert(delegation, {
    ...entry,
    target: delegation.delegation,
    branch,
    before: null,
    after: { band, to, fromOn, toOn },
  });
  return delegation;
}

/** Errors: `DelegationNotFound`, also for one that has been ended before. */
export async function endDelegation(
  { delegations, now }: Pick<DelegationDeps, 'delegations' | 'now'>,
  subject: string,
  branch: string,
  delegation: string,
): Promise<Delegation> {
  const at = now().toISOString();
  const ended = await delegations.end(branch, delegation, { subject, at }, (after) => ({
    id: newId('aud'),
    at,
    subject,
    kind: 'delegation',
    target: delegation,
    branch,
    before: { ended: null },
    after: { ended: after.ended },
  }));
  if (ended === null) throw new CrivoError('DelegationNotFound');
  return ended;
}
