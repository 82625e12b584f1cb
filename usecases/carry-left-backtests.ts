/** Owns back-tests that nobody carries on: who began one died before its workflow was started, or that was ended from outside. */
import type { PolicyBacktestStore } from '../adapters/mongo/policy-backtest-store';
import type { PolicyBacktests } from '../adapters/temporal/policy-backtests';

/** Younger ones are still being started by whoever began them. */
const LEFT_MS = 60_000;
/** More than may run at once. */
const MOST = 100;

/** Starts their workflows, which changes nothing where one is at work; answers how many were started. */
export async function carryLeftBacktests(deps: {
  readonly policyBacktests: Pick<PolicyBacktestStore, 'runningSince'>;
  readonly backtests: Pick<PolicyBacktests, 'carry'>;
  readonly now: () => Date;
}): Promise<number> {
  const before = new Date(deps.now().getTime() - LEFT_MS).toISOString();
  let started = 0;
  for (const backtest of await deps.policyBacktests.runningSince(before, MOST)) {
    if (await deps.backtests.carry(backtest)) started += 1;
  }
  return started;
}
