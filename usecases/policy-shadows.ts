/** Owns drafts that run beside the live policy for a while: beginning one, looking at it, stopping it. */
import type { PolicyShadowStore } from '../adapters/mongo/policy-shadow-store';
import type { ShadowRecord } from '../contracts/policy-backtest';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import { NO_FLIPS } from '../domain/policy-flips';
import { comparedBranches, comparedBy, comparisonAudit, demandFindings, type BacktestingDeps } from './backtest-policy';
import { candidatePolicy, type CandidateDeps } from './candidate-policy';
import { newId } from './new-id';

export interface ShadowingDeps extends CandidateDeps, Pick<BacktestingDeps, 'branches' | 'now'> {
  readonly policyShadows: PolicyShadowStore;
}

/** A draft that is still thought about after this is begun anew. */
export const LONGEST_SHADOW_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/**
 * Errors: those of `candidatePolicy`, `PermissionDenied`, `BranchNotFound`, `ShadowUnderWay`, `InvalidRequest` for an end
 * that is past or too far.
 */
export async function beginShadow(
  deps: ShadowingDeps,
  principal: Principal,
  { policy, draft }: { readonly policy: string; readonly draft: string },
  until: string,
): Promise<ShadowRecord> {
  const tried = await candidatePolicy(deps, { policy, draft });
  demandFindings(principal, tried.policy);
  const branches = await comparedBranches(deps, principal, policy, null);
  const now = deps.now();
  requireWithin(until, now);
  const startedAt = now.toISOString();
  const record: ShadowRecord = {
    shadow: newId('shw'),
    compared: comparedBy(policy, tried),
    document: tried.policy,
    branches,
    startedAt,
    startedBy: principal.subject,
    until: new Date(until).toISOString(),
    countedUntil: startedAt,
    lookedTwiceUntil: startedAt,
    step: 0,
    tally: NO_FLIPS,
    status: 'running',
    endedAt: null,
  };
  const audit = comparisonAudit(principal.subject, 'begin', record);
  if (await deps.policyShadows.begin(record, audit)) return record;
  const other = await deps.policyShadows.ofPolicy(policy);
  const state = other && { shadow: other.shadow, draft: other.compared.draft, until: other.until };
  throw new CrivoError('ShadowUnderWay', state === null ? {} : { state });
}

function requireWithin(until: string, now: Date): void {
  const at = Date.parse(until);
  const isTooFar = at > now.getTime() + LONGEST_SHADOW_DAYS * DAY_MS;
  if (at > now.getTime() && !isTooFar) return;
  const message = isTooFar ? `is more than ${LONGEST_SHADOW_DAYS} days ahead` : 'is past';
  throw new CrivoError('InvalidRequest', { errors: [{ at: 'until', message, fix: 'send an instant before that' }] });
}

/** The draft's shadow. Errors: `ShadowNotFound`, also for one about branches that the caller doesn't see. */
export async function findShadow(
  { policyShadows }: Pick<ShadowingDeps, 'policyShadows'>,
  principal: Principal,
  { policy, draft }: { readonly policy: string; readonly draft: string },
): Promise<ShadowRecord> {
  const record = await policyShadows.ofPolicy(policy);
  if (record === null || !isTheirs(record, principal, draft)) throw new CrivoError('ShadowNotFound');
  return record;
}

/** Whether `findShadow` would find one. */
export async function isShadowed(
  { policyShadows }: Pick<ShadowingDeps, 'policyShadows'>,
  principal: Principal,
  { policy, draft }: { readonly policy: string; readonly draft: string },
): Promise<boolean> {
  const record = await policyShadows.ofPolicy(policy);
  return record !== null && isTheirs(record, principal, draft);
}

function isTheirs({ compared, branches }: ShadowRecord, principal: Principal, draft: string): boolean {
  return compared.draft === draft && branches.every((branch) => sees(principal, branch));
}

/** Stops it; what it has counted stays. One that has ended stays as it is. Errors: `ShadowNotFound`. */
export async function stopShadow(
  deps: Pick<ShadowingDeps, 'policyShadows' | 'now'>,
  principal: Principal,
  at: { readonly policy: string; readonly draft: string },
): Promise<ShadowRecord> {
  const record = await findShadow(deps, principal, at);
  const endedAt = deps.now().toISOString();
  const audit = comparisonAudit(principal.subject, 'end', record, endedAt);
  const ended = await deps.policyShadows.end(at.policy, record.shadow, 'stopped', endedAt, audit);
  return ended ?? findShadow(deps, principal, at);
}
