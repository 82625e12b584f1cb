/** Owns `POST /release-requests/{release}/refuse`. */
import { releaseNoteSchema } from '../../contracts/release';
import { refuseRelease as refuse } from '../../usecases/releases';
import { releaseParams } from '../params';
import { findRelease, releaseDeps } from '../release-deps';
import { route } from '../route';
import { releaseOf, releaseView } from '../views/release-view';

export const refuseRelease = route({
  method: 'post',
  path: '/release-requests/{release}/refuse',
  summary: 'Refuse what was asked for',
  permission: 'releases:decide',
  params: releaseParams,
  body: releaseNoteSchema,
  answer: releaseView,
  errors: ['ReleaseNotFound', 'ReleaseEnded', 'SamePerson', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const asked = await findRelease(deps, principal, params.release);
    return releaseOf(await refuse(releaseDeps(deps), principal, asked, body.note), principal);
  },
});
