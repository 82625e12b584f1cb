/** Owns `POST /releases`: who holds a band that reaches so far lets checks pass at once. */
import { directReleaseSchema } from '../../contracts/release';
import { grantDirectly as grant } from '../../usecases/releases';
import { askedOf, judgeReleased, releaseDeps } from '../release-deps';
import { route } from '../route';
import { grantedOf, grantedView } from '../views/release-view';

export const grantDirectly = route({
  method: 'post',
  path: '/releases',
  summary: 'Release checks of an order, a sale or a customer at once; also before the order or sale is sent',
  permission: 'releases:decide',
  permissionNote: 'and a band of the policy that reaches so far',
  body: directReleaseSchema,
  answer: grantedView,
  errors: [
    'AboveAuthority',
    'SamePerson',
    'BranchNotFound',
    'OrderNotFound',
    'OrderClosed',
    'OrderNotHeld',
    'SaleNotFound',
    'SaleConflict',
    'CustomerNotFound',
  ],
  handle: async ({ body, principal }, deps) => {
    const release = await grant(releaseDeps(deps), principal, askedOf(deps, principal, body));
    return grantedOf(release, await judgeReleased(deps, principal.subject, release), principal);
  },
});
