/** Owns `GET /policies/{policy}/backtests/{backtest}/flips`: what a draft decides otherwise, to look into. */
import { findBacktest } from '../../usecases/backtest-policy';
import { backtestDeps, flipQuery, pageOfFlips } from '../backtest-deps';
import { route } from '../route';
import { backtestParams, flipsView } from '../views/backtest-view';

export const listBacktestFlips = route({
  method: 'get',
  path: '/policies/{policy}/backtests/{backtest}/flips',
  summary: 'List the orders and sales that a draft decides otherwise than the live policy',
  permission: 'decisions:read',
  params: backtestParams,
  query: flipQuery,
  answer: flipsView,
  errors: ['BacktestNotFound'],
  handle: async ({ params, query, principal }, deps) => {
    const { backtest } = await findBacktest(backtestDeps(deps), principal, params);
    return pageOfFlips(deps, principal, backtest, query);
  },
});
