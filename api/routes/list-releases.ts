/** Owns `GET /releases`: what waits for a decision, or stands in another state, over the branches the caller may see. */
import { z } from '@hono/zod-openapi';
import { branchCode, pageQuery } from '../../contracts/primitives';
import { PENDING_STATUSES, RELEASE_STATUSES } from '../../contracts/release';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { route } from '../route';
import { pageOfReleases, releasePage } from '../views/release-view';

export const listReleases = route({
  method: 'get',
  path: '/releases',
  summary: 'Releases, newest first; those that wait for a decision unless a status is named',
  permission: 'releases:read',
  query: pageQuery.extend({
    branch: branchCode.optional().describe('Of this branch; of all that the caller sees where none is named.'),
    status: z.enum(RELEASE_STATUSES).optional().describe('Those that wait for a decision where nothing is said.'),
  }),
  answer: releasePage,
  errors: ['BranchNotFound'],
  handle: ({ query: { branch, status, ...page }, principal }, { stores }) => {
    if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
    const branches = branch === undefined ? principal.branches : [branch];
    const statuses = status === undefined ? PENDING_STATUSES : [status];
    return pageOfReleases(stores.releases, { branches, statuses }, page, principal);
  },
});
