/** Owns `GET /policies/{policy}/drafts/{draft}/shadow/flips`: what a draft beside the live policy decides otherwise. */
import { findShadow } from '../../usecases/policy-shadows';
import { backtestDeps, flipQuery, pageOfFlips } from '../backtest-deps';
import { route } from '../route';
import { flipsView } from '../views/backtest-view';
import { draftParams } from '../views/policy-draft-view';

export const listShadowFlips = route({
  method: 'get',
  path: '/policies/{policy}/drafts/{draft}/shadow/flips',
  summary: 'List the orders that a draft beside the live policy would have decided otherwise',
  permission: 'decisions:read',
  params: draftParams,
  query: flipQuery,
  answer: flipsView,
  errors: ['ShadowNotFound'],
  handle: async ({ params, query, principal }, deps) => {
    const { shadow } = await findShadow(backtestDeps(deps), principal, params);
    return pageOfFlips(deps, principal, shadow, query);
  },
});
