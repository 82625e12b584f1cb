/** Owns `POST /release-requests`: a seller asks for what a band holder may grant. */
import { releaseRequestSchema } from '../../contracts/release';
import { requestRelease as request } from '../../usecases/releases';
import { askedOf, releaseDeps } from '../release-deps';
import { route } from '../route';
import { releaseOf, releaseView } from '../views/release-view';

export const requestRelease = route({
  method: 'post',
  path: '/release-requests',
  summary: 'Ask for a release; it waits for the lowest band that may grant it',
  permission: 'releases:request',
  body: releaseRequestSchema,
  answer: releaseView,
  errors: [
    'BranchNotFound',
    'OrderNotFound',
    'OrderClosed',
    'OrderNotHeld',
    'SaleNotFound',
    'SaleConflict',
    'CustomerNotFound',
  ],
  handle: async ({ body, principal }, deps) =>
    releaseOf(await request(releaseDeps(deps), principal, askedOf(deps, principal, body)), principal),
});
