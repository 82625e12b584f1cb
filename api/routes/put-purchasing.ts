/** Owns `PUT /branches/{branch}/purchasing`. */
import { purchasingSchema } from '../../contracts/purchasing';
import { putPurchasing as put } from '../../usecases/purchasing';
import { branchParams } from '../params';
import { readBranchPurchasing } from '../read-branch-purchasing';
import { route } from '../route';
import { purchasingView } from '../views/purchasing-view';

export const putPurchasing = route({
  method: 'put',
  path: '/branches/{branch}/purchasing',
  summary:
    'Set how the branch buys bureau reports, as a whole: prices, caps, reuse, the switch, automatic purchase. What is left out goes back to its default: no prices, no caps',
  permission: 'purchasing:write',
  params: branchParams,
  body: purchasingSchema,
  answer: purchasingView,
  errors: [],
  handle: async ({ params: { branch }, body, principal }, deps) => {
    await put({ purchasing: deps.stores.purchasing, now: deps.now }, principal.subject, branch, body);
    return readBranchPurchasing(deps, branch);
  },
});
