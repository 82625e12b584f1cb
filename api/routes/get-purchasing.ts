/** Owns `GET /branches/{branch}/purchasing`. */
import { branchParams } from '../params';
import { readBranchPurchasing } from '../read-branch-purchasing';
import { route } from '../route';
import { purchasingView } from '../views/purchasing-view';

export const getPurchasing = route({
  method: 'get',
  path: '/branches/{branch}/purchasing',
  summary: 'Read how the branch buys bureau reports, and what it has spent today and this month',
  permission: 'purchasing:read',
  params: branchParams,
  answer: purchasingView,
  errors: [],
  handle: ({ params: { branch } }, deps) => readBranchPurchasing(deps, branch),
});
