/** Owns `POST /release-requests/{release}/grant`. */
import { grantReleaseSchema } from '../../contracts/release';
import { grantRelease as grant } from '../../usecases/releases';
import { releaseParams } from '../params';
import { findRelease, judgeReleased, releaseDeps } from '../release-deps';
import { route } from '../route';
import { grantedOf, grantedView } from '../views/release-view';

export const grantRelease = route({
  method: 'post',
  path: '/release-requests/{release}/grant',
  summary: 'Grant what was asked for, or less of it; a held order is judged again',
  permission: 'releases:decide',
  permissionNote: 'and a band of the policy that reaches so far',
  params: releaseParams,
  body: grantReleaseSchema,
  answer: grantedView,
  errors: [
    'ReleaseNotFound',
    'ReleaseEnded',
    'AboveAuthority',
    'SamePerson',
    'OrderClosed',
    'OrderNotHeld',
    'SaleConflict',
    'CustomerNotFound',
    'TooManyConflicts',
  ],
  handle: async ({ params, body, principal }, deps) => {
    const asked = await findRelease(deps, principal, params.release);
    const release = await grant(releaseDeps(deps), principal, asked, body);
    return grantedOf(release, await judgeReleased(deps, principal.subject, release), principal);
  },
});
