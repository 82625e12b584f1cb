/** Owns `GET /branches/{branch}/delegations`. */
import { z } from '@hono/zod-openapi';
import { branchParams } from '../params';
import { route } from '../route';
import { delegationOf, delegationView } from '../views/delegation-view';

export const listDelegations = route({
  method: 'get',
  path: '/branches/{branch}/delegations',
  summary: 'Delegations of a branch, newest first, at most 200',
  permission: 'releases:decide',
  params: branchParams,
  answer: z.object({ delegations: z.array(delegationView) }),
  errors: [],
  handle: async ({ params }, { stores }) => ({
    delegations: (await stores.delegations.list(params.branch)).map(delegationOf),
  }),
});
