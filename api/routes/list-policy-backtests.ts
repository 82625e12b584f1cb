/** Owns `GET /policies/{policy}/backtests`: the latest back-tests of a policy. */
import { z } from '@hono/zod-openapi';
import { route } from '../route';
import { backtestView, showBacktest } from '../views/backtest-view';
import { policyParams } from '../views/policy-draft-view';

const LATEST = 50;

export const listPolicyBacktests = route({
  method: 'get',
  path: '/policies/{policy}/backtests',
  summary: `List the back-tests of a policy, newest first, at most ${LATEST}`,
  permission: 'policies:read',
  params: policyParams,
  answer: z.object({ backtests: z.array(backtestView).describe('Those about branches that the caller sees.') }),
  errors: [],
  handle: async ({ params, principal }, { stores }) => {
    const found = await stores.policyBacktests.ofPolicy(params.policy, principal.branches, LATEST);
    return { backtests: found.map(showBacktest) };
  },
});
