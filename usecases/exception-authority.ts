/** Owns who may make an exception: whose band lets the check pass for any amount, at every branch it is for. */
import type { Policy } from '../contracts/policy';
import { bandsThatRelease, holds } from '../domain/authority';
import { ALWAYS_HOLD, DefaultCheck } from '../domain/checks';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import type { BandDeps } from './authority-bands';
import { OF_THE_LIMIT } from './measure-release';

export type ExceptionMaker = Pick<Principal, 'subject' | 'userGroups'>;

/** A policy in force, and the zone of the branch, where the exception is for one. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly zone: string | null;
}

/** The policy of the branch; every one in force for all branches. Errors: `BranchNotFound`, those of the policy. */
export async function policiesFor(
  { branches, policies }: BandDeps,
  branch: string | null,
): Promise<readonly PolicyInForce[]> {
  if (branch !== null) {
    const found = await branches.find(branch);
    if (found === null) throw new CrivoError('BranchNotFound');
    return [{ policy: (await policies.inForce(found.policy)).policy, zone: found.parameters.zone }];
  }
  const pointers = new Map((await branches.list()).map(({ policy }) => [`${policy.id}@${policy.version}`, policy]));
  const loaded = await Promise.all([...pointers.values()].map((pointer) => policies.inForce(pointer)));
  return loaded.map(({ policy }) => ({ policy, zone: null }));
}

const CHECKS_AT = 'name one of those in its document: GET /v1/policies/{policy}/versions/{version}';

/** One of a policy in force, one that every policy may have, or the one that none has. Errors: `InvalidRequest`. */
export function demandKnownCheck(inForce: readonly PolicyInForce[], check: string): void {
  const known = inForce.flatMap(({ policy }) => policy.checks.map(({ id }) => id));
  if ([ALWAYS_HOLD, ...Object.values(DefaultCheck), ...known].includes(check)) return;
  const finding = { at: 'check', message: 'is no check of a policy in force', fix: CHECKS_AT };
  throw new CrivoError('InvalidRequest', { errors: [finding] });
}

/**
 * What passes by an exception has no ceiling, so neither may the band have one. A band that was lent doesn't serve: an
 * exception lasts longer than an absence. Errors: `AboveAuthority`.
 */
export function demandExceptionBand(
  inForce: readonly PolicyInForce[],
  { userGroups }: ExceptionMaker,
  check: string,
): void {
  const measure = {
    amountCents: Infinity,
    checks: [check],
    overLimitPercent: OF_THE_LIMIT.includes(check) ? Infinity : 0,
  };
  for (const { policy } of inForce) {
    const reaching = bandsThatRelease(policy.bands ?? [], measure);
    if (reaching.some((band) => holds(band, userGroups))) continue;
    const bands = reaching.map(({ id, label }) => ({ id, label }));
    const message = "is a check that none of the caller's authority bands releases without a ceiling";
    const fix = 'have somebody make it who holds one of the bands in state.bands, or release single orders';
    const errors = [{ at: 'check', message, fix }];
    throw new CrivoError('AboveAuthority', { errors, state: { neededCents: null, checks: [check], bands } });
  }
}
