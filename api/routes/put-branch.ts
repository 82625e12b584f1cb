/** Owns `PUT /branches/{branch}`: parameters of a branch. */
import { branchBodySchema } from '../../contracts/branch';
import { putBranch as put } from '../../usecases/put-branch';
import { branchParams } from '../params';
import { route } from '../route';
import { branchOf, branchView } from '../views/branch-view';

export const putBranch = route({
  method: 'put',
  path: '/branches/{branch}',
  summary: 'Create a branch or change its parameters',
  permission: 'branches:write',
  params: branchParams,
  body: branchBodySchema,
  answer: branchView,
  errors: ['BranchNotFound', 'PolicyNotFound', 'SettingsChanged'],
  mayNameNewBranch: true,
  handle: async ({ params, body, principal }, deps) => {
    const { branches, policies } = deps.stores;
    const { policy, seenUpdatedAt, ...parameters } = body;
    const stores = { branches, policies, now: deps.now };
    return branchOf(await put(stores, principal.subject, params.branch, parameters, policy, seenUpdatedAt));
  },
});
