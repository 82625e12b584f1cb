/** Owns `POST /releases/{release}/revoke`. */
import { releaseNoteSchema } from '../../contracts/release';
import { revokeRelease as revoke } from '../../usecases/releases';
import { releaseParams } from '../params';
import { findRelease, releaseDeps } from '../release-deps';
import { route } from '../route';
import { releaseOf, releaseView } from '../views/release-view';

export const revokeRelease = route({
  method: 'post',
  path: '/releases/{release}/revoke',
  summary: 'Revoke a release: nothing passes by it any more, and open orders of the customer are judged again',
  permission: 'releases:decide',
  params: releaseParams,
  body: releaseNoteSchema,
  answer: releaseView,
  errors: ['ReleaseNotFound', 'ReleaseEnded', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const granted = await findRelease(deps, principal, params.release);
    return releaseOf(await revoke(releaseDeps(deps), principal, granted, body.note), principal);
  },
});
