/** Owns the recorded ways of a back-test: to its end, cancelled before it began, and unable to go on. */
import { policyBacktests } from '../../adapters/temporal/policy-backtests';
import type { BacktestRecord } from '../../contracts/policy-backtest';
import { comparisonAudit } from '../../usecases/backtest-policy';
import { aBacktest } from '../support/backtests';
import type { Crivo } from '../support/crivo';

const BACKTESTS: Record<string, Partial<BacktestRecord>> = {
  'backtest-done': {},
  'backtest-cancelled': { status: 'cancelled' },
  'backtest-failed': { document: {} },
};

/** `save` is given the id of each one's workflow after its end. */
export async function recordBacktests(crivo: Crivo, save: (name: string, id: string) => Promise<void>): Promise<void> {
  for (const [name, given] of Object.entries(BACKTESTS)) {
    const record = aBacktest(given);
    await crivo.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
    await policyBacktests(crivo.temporal, { taskQueue: crivo.taskQueue, deadlineMs: 20_000 }).start(record.backtest);
    const workflowId = `backtest/${record.backtest}`;
    await crivo.temporal.workflow.getHandle(workflowId).result();
    await save(name, workflowId);
  }
}
