/** Owns the work of a back-test: some seconds of it, written down step by step, so that any worker goes on with it. */
import type { JudgedFactsStore } from '../adapters/mongo/judged-facts-store';
import type { PolicyBacktestStore } from '../adapters/mongo/policy-backtest-store';
import type { BacktestProgress, BacktestRecord, BacktestStatus } from '../contracts/policy-backtest';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError } from '../domain/errors';
import type { FactName } from '../domain/facts';
import { flipCounter } from '../domain/policy-flips';
import { factsRead, policyPair, type PolicyPair } from '../rules/compare-policies';
import { countFlips, type CaseToJudge, type CountDeps } from './count-flips';
import { eachDecision, pieceLength } from './decisions-again';
import { eachCustomer, portfolioShare, type PortfolioDeps } from './portfolio-cases';
import type { PolicySource } from './policy-source';

/** Reads everything, and writes the back-test and its flips alone. */
export interface BacktestDeps extends CountDeps, PortfolioDeps {
  readonly policyBacktests: PolicyBacktestStore;
  readonly judgedFacts: JudgedFactsStore;
  readonly policies: PolicySource;
}

/** How long a slice is. Below the time a worker that is told to stop leaves its activities. */
const SLICE_MS = 6_000;
/** What has been counted is written down so often. */
const WRITE_MS = 1_000;
/** A piece that takes longer looks so often whether it is still wanted. */
const LOOK_MS = 2_000;
/** After each batch others come first for as long as it took, within these: nobody waits for a back-test as for an order. */
const [LEAST_REST_MS, MOST_REST_MS] = [2, 250];

/** One piece of what there is to judge: where the next begins, or `null` after the last. */
interface Piece {
  readonly next: Pick<BacktestProgress, 'at' | 'share'>;
  readonly leftOut: BacktestProgress['leftOut'];
  readonly isLast: boolean;
}
type Work = (at: string, take: (cases: readonly CaseToJudge[]) => Promise<void>) => Promise<Piece>;

/**
 * Goes on where the last step ended, for some seconds; answers how the back-test stands then. A step that dies is done
 * again, and counted once: its count is written together with where the next one begins. `beat` is called often.
 * Errors: `BacktestNotFound`, `PolicyNotFound`, `PolicyInvalid`.
 */
export async function backtestSlice(
  deps: BacktestDeps,
  backtest: string,
  beat: () => void,
): Promise<{ readonly status: BacktestStatus }> {
  const record = await deps.policyBacktests.find(backtest);
  if (record === null) throw new CrivoError('BacktestNotFound');
  if (record.status !== 'running') return { status: record.status };
  const policies = await policiesOf(deps, record);
  const slice = { record, pair: policyPair(policies.live, policies.draft), work: workOf(deps, record, policies) };
  const between = betweenBatches(deps, backtest, beat);
  const until = performance.now() + SLICE_MS;
  let step: Step = { progress: record.progress, isLast: false };
  try {
    do {
      step = await nextStep(deps, slice, step.progress, between);
      if (!(await deps.policyBacktests.advance(backtest, step.progress))) return await statusOf(deps, backtest);
    } while (!step.isLast && performance.now() < until);
  } catch (error) {
    if (error instanceof NotWanted) return statusOf(deps, backtest);
    throw error;
  }
  if (step.isLast) await deps.policyBacktests.end(backtest, 'done', deps.now().toISOString());
  return step.isLast ? statusOf(deps, backtest) : { status: 'running' };
}

interface Slice {
  readonly record: BacktestRecord;
  readonly pair: PolicyPair;
  readonly work: Work;
}

interface Step {
  readonly progress: BacktestProgress;
  readonly isLast: boolean;
}

/** Pieces until it is time to write down what they came to. */
async function nextStep(
  deps: BacktestDeps,
  { record: { backtest, startedAt }, pair, work }: Slice,
  { step, at: begun, share: before, tally, leftOut: leftBefore }: BacktestProgress,
  between: () => Promise<void>,
): Promise<Step> {
  const counter = flipCounter(tally);
  const run = { run: backtest, startedAt, pair, counter };
  const writeAt = performance.now() + WRITE_MS;
  let [at, share, leftOut, isLast] = [begun, before, leftBefore, false];
  do {
    const piece = await work(at, async (cases) => {
      await countFlips(deps, run, cases);
      await between();
    });
    ({ at, share } = piece.next);
    leftOut = {
      withoutFacts: leftOut.withoutFacts + piece.leftOut.withoutFacts,
      withoutOrder: leftOut.withoutOrder + piece.leftOut.withoutOrder,
    };
    isLast = piece.isLast;
  } while (!isLast && performance.now() < writeAt);
  return { progress: { step: step + 1, at, share, tally: counter.so(), leftOut }, isLast };
}

/** It has ended while a piece was under way, whose count is dropped. */
class NotWanted extends Error {}

/** Beats, lets live orders go first, and looks every few seconds whether anybody still waits for the result. */
function betweenBatches({ policyBacktests }: BacktestDeps, backtest: string, beat: () => void): () => Promise<void> {
  let lookAt = performance.now() + LOOK_MS;
  let since = performance.now();
  return async () => {
    beat();
    const restMs = Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, performance.now() - since));
    await new Promise((resume) => setTimeout(resume, restMs));
    since = performance.now();
    if (performance.now() < lookAt) return;
    lookAt = performance.now() + LOOK_MS;
    if (!(await policyBacktests.isRunning(backtest))) throw new NotWanted();
  };
}

/** It was cancelled meanwhile, or another attempt at the same slice was faster. */
async function statusOf(deps: BacktestDeps, backtest: string): Promise<{ readonly status: BacktestStatus }> {
  return { status: (await deps.policyBacktests.find(backtest))?.status ?? 'cancelled' };
}

/** Notes that it could not be brought to its end. */
export async function failBacktest(deps: BacktestDeps, backtest: string): Promise<{ readonly status: BacktestStatus }> {
  const record = await deps.policyBacktests.end(backtest, 'failed', deps.now().toISOString());
  return { status: record?.status ?? 'failed' };
}

interface Policies {
  readonly live: Policy;
  readonly draft: Policy;
}

async function policiesOf({ policies }: BacktestDeps, { compared, live, document }: BacktestRecord): Promise<Policies> {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new CrivoError('PolicyInvalid', { errors: parsed.findings });
  const loaded = await policies.load({ id: compared.policy, version: live.version });
  return { live: loaded.policy, draft: parsed.policy };
}

function workOf(deps: BacktestDeps, record: BacktestRecord, policies: Policies): Work {
  return record.over === 'decisions' ? decisionWork(deps, record, policies) : portfolioWork(deps, record, policies);
}

/** What flips are told with, beside what rules read. */
const TOLD: readonly FactName[] = ['termCents'];

function decisionWork(deps: BacktestDeps, record: BacktestRecord, { live, draft }: Policies): Work {
  const facts = [...new Set([...factsRead(live, draft), ...TOLD])];
  const length = pieceLength();
  const [start, end] = [Date.parse(record.from), Date.parse(record.to)];
  return async (at, take) => {
    const nextMs = Math.min(end, Date.parse(at) + length.ms);
    const to = new Date(nextMs).toISOString();
    const { branches, compared } = record;
    const query = { policy: compared.policy, from: at, to, branches, kinds: ['order', 'sale'], facts } as const;
    const { decisions, withoutFacts } = await eachDecision(deps.judgedFacts, query, take);
    length.had(decisions);
    const share = end === start ? 1 : (nextMs - start) / (end - start);
    return { next: { at: to, share }, leftOut: { withoutFacts, withoutOrder: 0 }, isLast: nextMs >= end };
  };
}

function portfolioWork(deps: BacktestDeps, { branches }: BacktestRecord, policies: Policies): Work {
  return async (afterKey, take) => {
    const { lastKey, withoutOrder } = await eachCustomer(deps, policies, { afterKey, branches }, take);
    const next = lastKey === null ? { at: afterKey, share: 1 } : { at: lastKey, share: portfolioShare(lastKey) };
    return { next, leftOut: { withoutFacts: 0, withoutOrder }, isLast: lastKey === null };
  };
}
