/** Owns `PUT /branches/{branch}`: parameters of a branch. */
import { branchParametersSchema } from '../../contracts/branch';
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
  body: branchParametersSchema,
  answer: branchView,
  errors: ['BranchNotFound', 'PolicyNotFound'],
  mayNameNewBranch: true,
  handle: async ({ params, body, principal }, deps) => {
    const { branches, policies } = deps.stores;
    return branchOf(await put({ branches, policies, now: deps.now }, principal.subject, params.branch, body));
  },
});
