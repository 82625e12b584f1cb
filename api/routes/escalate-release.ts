/** Owns `POST /release-requests/{release}/escalate`: Encaminhar à alçada superior. */
import { escalateRelease as escalate } from '../../usecases/releases';
import { releaseParams } from '../params';
import { findRelease, releaseDeps } from '../release-deps';
import { route } from '../route';
import { releaseOf, releaseView } from '../views/release-view';

export const escalateRelease = route({
  method: 'post',
  path: '/release-requests/{release}/escalate',
  summary: 'Pass a request on to the next band that may grant it',
  permission: 'releases:decide',
  params: releaseParams,
  answer: releaseView,
  errors: [
    'ReleaseNotFound',
    'ReleaseEnded',
    'NoHigherBand',
    'OrderClosed',
    'OrderNotHeld',
    'SaleConflict',
    'CustomerNotFound',
    'TooManyConflicts',
  ],
  handle: async ({ params, principal }, deps) => {
    const asked = await findRelease(deps, principal, params.release);
    return releaseOf(await escalate(releaseDeps(deps), asked), principal);
  },
});
