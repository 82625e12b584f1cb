/** Owns `PATCH /branches/{branch}/purchasing`. */
import { purchasingChangeSchema } from '../../contracts/purchasing';
import { changePurchasing as change } from '../../usecases/purchasing';
import { branchParams } from '../params';
import { readBranchPurchasing } from '../read-branch-purchasing';
import { route } from '../route';
import { purchasingView } from '../views/purchasing-view';

export const changePurchasing = route({
  method: 'patch',
  path: '/branches/{branch}/purchasing',
  summary:
    'Change how the branch buys bureau reports: prices, caps, reuse, the switch, automatic purchase. What is left out stays',
  permission: 'purchasing:write',
  params: branchParams,
  body: purchasingChangeSchema,
  answer: purchasingView,
  errors: ['SettingsChanged'],
  handle: async ({ params: { branch }, body, principal }, deps) => {
    const { purchasing, depsAccounts, spcAccounts } = deps.stores;
    const accounts = {
      deps: (code: string) => depsAccounts.find(code),
      spc: (code: string) => spcAccounts.find(code),
    };
    await change({ purchasing, accounts, now: deps.now }, principal.subject, branch, body);
    return readBranchPurchasing(deps, branch);
  },
});
