/** Owns `DELETE /policies/{policy}/backtests/{backtest}`: ends a back-test before its time. */
import { cancelBacktest } from '../../usecases/backtest-policy';
import { backtestDeps } from '../backtest-deps';
import { route } from '../route';
import { backtestParams, backtestView, showBacktest } from '../views/backtest-view';

export const cancelPolicyBacktest = route({
  method: 'delete',
  path: '/policies/{policy}/backtests/{backtest}',
  summary: 'Cancel a back-test; what it has counted stays to be read, and one that has ended stays as it is',
  permission: 'policies:write',
  params: backtestParams,
  answer: backtestView,
  errors: ['BacktestNotFound'],
  handle: async ({ params, principal }, deps) =>
    showBacktest(await cancelBacktest(backtestDeps(deps), principal, params)),
});
