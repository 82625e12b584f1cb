/** Owns `GET /branches/{branch}`. */
import { CrivoError } from '../../domain/errors';
import { branchParams } from '../params';
import { route } from '../route';
import { branchOf, branchView } from '../views/branch-view';

export const getBranch = route({
  method: 'get',
  path: '/branches/{branch}',
  summary: 'Read the parameters of a branch',
  permission: 'branches:read',
  params: branchParams,
  answer: branchView,
  errors: ['BranchNotFound'],
  handle: async ({ params }, deps) => {
    const record = await deps.stores.branches.find(params.branch);
    if (record === null) throw new CrivoError('BranchNotFound');
    return branchOf(record);
  },
});
