/** Owns the orchestration of a back-test: slice after slice until it has come to its end, or is cancelled. */
import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { ActivityFailure } from '@temporalio/common';
import type { BacktestStatus } from '../contracts/policy-backtest';
import { backtestSlice, failBacktest } from './activity-proxies';
import type { BacktestStart } from './messages';

/**
 * The story of a back-test:
 * 1. Slices of some seconds judge and write down what they have counted. Each goes on where the one before ended, in
 *    another worker too; one that was cancelled ends with the step under way.
 * 2. One that can't go on, after hours of trying, is noted as failed.
 */
export async function policyBacktest({ backtest }: BacktestStart): Promise<{ readonly status: BacktestStatus }> {
  try {
    // 1.
    while (!workflowInfo().continueAsNewSuggested) {
      const { status } = await backtestSlice(backtest);
      if (status !== 'running') return { status };
    }
  } catch (error) {
    // 2.
    if (!(error instanceof ActivityFailure)) throw error;
    return failBacktest(backtest);
  }
  return continueAsNew<typeof policyBacktest>({ backtest });
}
