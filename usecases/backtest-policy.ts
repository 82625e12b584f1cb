/** Owns back-tests as people ask for them: what is compared over what, looking at one, and cancelling it. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { PolicyBacktestStore } from '../adapters/mongo/policy-backtest-store';
import type { PolicyStore } from '../adapters/mongo/policy-store';
import type { PolicyBacktests } from '../adapters/temporal/policy-backtests';
import type { AuditEntry } from '../contracts/audit';
import type { BacktestOver, BacktestRecord, ComparedDraft, ShadowRecord } from '../contracts/policy-backtest';
import type { Policy } from '../contracts/policy';
import { isBureauFinding } from '../domain/bureau-facts';
import { CrivoError } from '../domain/errors';
import { may, sees, type Principal } from '../domain/permissions';
import { NO_FLIPS } from '../domain/policy-flips';
import { factsRead, gathersAlike } from '../rules/compare-policies';
import { candidatePolicy, type Candidate, type CandidateDeps, type CandidatePolicy } from './candidate-policy';
import { newId } from './new-id';
import { findingsWithheld } from './shown-findings';

/** The stores here are of one process; `latest` tells which version of a policy is live. */
export interface BacktestingDeps extends CandidateDeps {
  readonly branches: Pick<BranchStore, 'list'>;
  readonly latest: Pick<PolicyStore, 'latestVersion'>;
  readonly policyBacktests: PolicyBacktestStore;
  readonly workflows: Pick<PolicyBacktests, 'start'>;
  readonly now: () => Date;
}

export interface BacktestWish {
  readonly over: BacktestOver;
  /** Instants; of no matter to the portfolio. */
  readonly from: string;
  readonly to: string;
  /** `null`: all that use the policy and that the caller sees. */
  readonly branches: readonly string[] | null;
}

/** Each takes a share of a worker: more would not be done sooner. */
export const MOST_RUNNING = 4;

/**
 * Begins a back-test and answers it. Errors: those of `candidatePolicy`, `PolicyNotFound` for a policy without a live
 * version, `PermissionDenied`, `BranchNotFound`, `TooManyBacktests`, `Unavailable`.
 */
export async function startBacktest(
  deps: BacktestingDeps,
  principal: Principal,
  candidate: Candidate & { readonly policy: string },
  wish: BacktestWish,
): Promise<BacktestRecord> {
  const tried = await candidatePolicy(deps, candidate);
  demandFindings(principal, tried.policy);
  const live = await liveOf(deps, candidate.policy);
  const branches = await comparedBranches(deps, principal, candidate.policy, wish.branches);
  await demandRoom(deps, MOST_RUNNING - 1);
  const startedAt = deps.now().toISOString();
  const isOfDecisions = wish.over === 'decisions';
  const [from, to] = isOfDecisions ? [wish.from, earlier(wish.to, startedAt)] : [startedAt, startedAt];
  const record: BacktestRecord = {
    backtest: newId('bkt'),
    compared: comparedBy(candidate.policy, tried),
    live: { version: live.version, hash: live.hash },
    document: tried.policy,
    over: wish.over,
    from,
    to: to < from ? from : to,
    branches,
    gathersAlike: gathersAlike(live.policy, tried.policy),
    status: 'running',
    progress: {
      step: 0,
      at: isOfDecisions ? from : '',
      share: 0,
      tally: NO_FLIPS,
      leftOut: { withoutFacts: 0, withoutOrder: 0 },
    },
    startedAt,
    startedBy: principal.subject,
    endedAt: null,
  };
  await deps.policyBacktests.insert(record, comparisonAudit(principal.subject, 'begin', record));
  try {
    await demandRoom(deps, MOST_RUNNING);
    await deps.workflows.start(record.backtest);
  } catch (error) {
    await deps.policyBacktests.end(record.backtest, 'failed', deps.now().toISOString());
    throw error;
  }
  return record;
}

/** Asked again once it is counted itself: of two that take the last place together neither goes on. Errors: `TooManyBacktests`. */
async function demandRoom(
  { policyBacktests }: Pick<BacktestingDeps, 'policyBacktests'>,
  atMost: number,
): Promise<void> {
  if ((await policyBacktests.countRunning()) <= atMost) return;
  throw new CrivoError('TooManyBacktests', { state: { atMost: MOST_RUNNING }, retryAfterSeconds: 60 });
}

/** What is kept of who began or ended it: what was held against what, without the JSON. */
export function comparisonAudit(
  subject: string,
  step: 'begin' | 'end',
  { compared, branches, startedAt, ...rest }: BacktestRecord | ShadowRecord,
  at = startedAt,
): AuditEntry {
  const [kind, name, told] =
    'shadow' in rest
      ? (['policyShadow', rest.shadow, { until: rest.until }] as const)
      : ([
          'policyBacktest',
          rest.backtest,
          { live: rest.live, over: rest.over, from: rest.from, to: rest.to },
        ] as const);
  const [before, after] = step === 'begin' ? [null, { compared, branches, ...told }] : [{ compared }, null];
  return { id: newId('aud'), at, subject, kind, target: `${compared.policy}/${name}`, branch: null, before, after };
}

/**
 * Whoever writes the rules chooses what is asked of each order, so that the flips tell what bureaus said as a simulation
 * would. Errors: `PermissionDenied` where rules ask it and the caller may not read reports.
 */
export function demandFindings(principal: Principal, policy: Policy): void {
  if (may(principal, 'reports:read') || !factsRead(policy).some(isBureauFinding)) return;
  throw findingsWithheld();
}

/** What is told of a draft wherever it is held against the live policy. */
export function comparedBy(policy: string, { draft, revision, version, hash }: CandidatePolicy): ComparedDraft {
  return { policy, draft, revision, version, hash };
}

async function liveOf({ latest, policies }: BacktestingDeps, id: string) {
  const version = await latest.latestVersion(id);
  if (version === 0) throw new CrivoError('PolicyNotFound', { state: { id } });
  return policies.load({ id, version });
}

/** Codes of the branches that are compared, each once. Errors: `BranchNotFound` for one that the caller doesn't see, and for none. */
export async function comparedBranches(
  { branches }: Pick<BacktestingDeps, 'branches'>,
  principal: Principal,
  policy: string,
  wanted: readonly string[] | null,
): Promise<readonly string[]> {
  const all = (await branches.list()).filter(({ branch }) => sees(principal, branch));
  if (wanted === null) {
    const using = all.filter((record) => record.policy.id === policy).map(({ branch }) => branch);
    if (using.length === 0) throw new CrivoError('BranchNotFound');
    return using;
  }
  const known = new Set(all.map(({ branch }) => branch));
  if (wanted.length === 0 || wanted.some((branch) => !known.has(branch))) throw new CrivoError('BranchNotFound');
  return [...new Set(wanted)];
}

/** Errors: `BacktestNotFound`, also for one about branches that the caller doesn't see. */
export async function findBacktest(
  { policyBacktests }: Pick<BacktestingDeps, 'policyBacktests'>,
  principal: Principal,
  { policy, backtest }: { readonly policy: string; readonly backtest: string },
): Promise<BacktestRecord> {
  const record = await policyBacktests.find(backtest);
  const isTheirs = record?.compared.policy === policy && record.branches.every((branch) => sees(principal, branch));
  if (record === null || !isTheirs) throw new CrivoError('BacktestNotFound');
  return record;
}

/** Ends it after the step under way; one that has ended stays as it is. Errors: `BacktestNotFound`. */
export async function cancelBacktest(
  deps: Pick<BacktestingDeps, 'policyBacktests' | 'now'>,
  principal: Principal,
  at: { readonly policy: string; readonly backtest: string },
): Promise<BacktestRecord> {
  const record = await findBacktest(deps, principal, at);
  const endedAt = deps.now().toISOString();
  const audit = comparisonAudit(principal.subject, 'end', record, endedAt);
  return (await deps.policyBacktests.end(at.backtest, 'cancelled', endedAt, audit)) ?? record;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
