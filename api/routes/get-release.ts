/** Owns `GET /releases/{release}`. */
import { releaseParams } from '../params';
import { findRelease } from '../release-deps';
import { route } from '../route';
import { releaseOf, releaseView } from '../views/release-view';

export const getRelease = route({
  method: 'get',
  path: '/releases/{release}',
  summary: 'Read a release, asked for or granted, with what has passed by it',
  permission: 'releases:read',
  params: releaseParams,
  answer: releaseView,
  errors: ['ReleaseNotFound'],
  handle: async ({ params, principal }, deps) =>
    releaseOf(await findRelease(deps, principal, params.release), principal),
});
