/** Owns the activities of a back-test. */
import { heartbeat } from '@temporalio/activity';
import type { BacktestStatus } from '../contracts/policy-backtest';
import { backtestSlice, failBacktest, type BacktestDeps } from '../usecases/backtest-slice';
import { asActivityFailure } from './activity-failure';

/** Spread into the list of all activities. */
export function backtestActivities(deps: BacktestDeps) {
  return {
    /**
     * Safe to repeat because a step is counted together with where the next one begins, and only once. Throws
     * `BacktestNotFound`, `PolicyNotFound` and `PolicyInvalid` for good. Takes some seconds, or as long as a single piece
     * does, and beats with every few hundred that it judges.
     */
    backtestSlice: (backtest: string): Promise<{ readonly status: BacktestStatus }> =>
      asActivityFailure(() => backtestSlice(deps, backtest, heartbeat)),

    /** Safe to repeat because a back-test ends once. Takes a few milliseconds. */
    failBacktest: (backtest: string): Promise<{ readonly status: BacktestStatus }> =>
      asActivityFailure(() => failBacktest(deps, backtest)),
  };
}
