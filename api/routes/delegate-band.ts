/** Owns `POST /branches/{branch}/delegations`. */
import { delegationSchema } from '../../contracts/delegation';
import { delegateBand as delegate } from '../../usecases/delegations';
import { branchParams } from '../params';
import { route } from '../route';
import { delegationOf, delegationView } from '../views/delegation-view';

export const delegateBand = route({
  method: 'post',
  path: '/branches/{branch}/delegations',
  summary: "Lend a band of one's own to another person for some days of absence",
  permission: 'releases:decide',
  permissionNote: 'and the band itself: one that was lent is not lent on',
  params: branchParams,
  body: delegationSchema,
  answer: delegationView,
  errors: ['AboveAuthority', 'SamePerson'],
  handle: async ({ params, body, principal }, { stores, credit, now }) => {
    const { branches, delegations } = stores;
    const deps = { branches, delegations, policies: credit.policies, now };
    return delegationOf(await delegate(deps, principal, params.branch, body));
  },
});
