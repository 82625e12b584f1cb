/** Owns `POST /branches/{branch}/delegations/{delegation}/end`. */
import { endDelegation as end } from '../../usecases/delegations';
import { delegationParams } from '../params';
import { route } from '../route';
import { delegationOf, delegationView } from '../views/delegation-view';

export const endDelegation = route({
  method: 'post',
  path: '/branches/{branch}/delegations/{delegation}/end',
  summary: 'End a delegation before its last day',
  permission: 'releases:decide',
  params: delegationParams,
  answer: delegationView,
  errors: ['DelegationNotFound'],
  handle: async ({ params, principal }, { stores, now }) =>
    delegationOf(
      await end({ delegations: stores.delegations, now }, principal.subject, params.branch, params.delegation),
    ),
});
