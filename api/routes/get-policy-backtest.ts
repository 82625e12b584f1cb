/** Owns `GET /policies/{policy}/backtests/{backtest}`: how far a back-test has come, and what came of it. */
import { findBacktest } from '../../usecases/backtest-policy';
import { backtestDeps } from '../backtest-deps';
import { route } from '../route';
import { backtestParams, backtestView, showBacktest } from '../views/backtest-view';

export const getPolicyBacktest = route({
  method: 'get',
  path: '/policies/{policy}/backtests/{backtest}',
  summary: 'Read how far a back-test has come and what it has counted',
  permission: 'policies:read',
  params: backtestParams,
  answer: backtestView,
  errors: ['BacktestNotFound'],
  handle: async ({ params, principal }, deps) =>
    showBacktest(await findBacktest(backtestDeps(deps), principal, params)),
});
