/** Owns the asking for a person's authority: which bands there are, and what a change of credit terms needs of them. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import { bandsThatReach, isWithinBand, type Band } from '../domain/authority';
import { addDays, dateInZone, type CalendarDate } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import type { PolicySource } from './policy-source';

export interface BandDeps {
  readonly branches: Pick<BranchStore, 'find' | 'list'>;
  readonly policies: PolicySource;
}

/** Of the policy in force at the branch; none where the policy has none. Errors: `BranchNotFound`. */
export async function bandsAt({ branches, policies }: BandDeps, branch: string): Promise<readonly Band[]> {
  const record = await branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  return (await policies.inForce(record.policy)).policy.bands ?? [];
}

/**
 * For what belongs to the company and no branch: the bands of every policy in force where the caller works. Errors:
 * `AboveAuthority`.
 */
export async function demandAuthority(deps: BandDeps, caller: Principal, needed: number): Promise<void> {
  if (needed === 0) return;
  const bands = await bandsWhereSeen(deps, caller);
  if (!isWithinBand(bands, caller.userGroups, needed)) throw aboveAuthority(bands, needed);
}

async function bandsWhereSeen({ branches, policies }: BandDeps, caller: Principal): Promise<readonly Band[]> {
  const seen = (await branches.list()).filter(({ branch }) => sees(caller, branch));
  const pointers = new Map(seen.map(({ policy }) => [`${policy.id}@${policy.version}`, policy]));
  const loaded = await Promise.all([...pointers.values()].map((pointer) => policies.inForce(pointer)));
  return loaded.flatMap(({ policy }) => policy.bands ?? []);
}

/** What is needed, and who has it. */
export function aboveAuthority(bands: readonly Band[], neededCents: number): CrivoError {
  const state = {
    neededCents: Number.isFinite(neededCents) ? neededCents : null,
    bands: bandsThatReach(bands, neededCents).map(({ id, label }) => ({ id, label })),
  };
  return new CrivoError('AboveAuthority', { state });
}

/** A day that is today nowhere in the country any more, or just ends: what lasts until before it bounds nothing. */
export function lastDayPast(now: Date): CalendarDate {
  return addDays(dateInZone(now.toISOString(), 'UTC'), -1);
}
