/** Owns `GET /branches/{branch}/customers/{customerKey}/releases`: the tab *Liberações*, also of the instalment screen. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { RELEASE_STATUSES } from '../../contracts/release';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { pageOfReleases, releasePage } from '../views/release-view';

export const listCustomerReleases = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/releases',
  summary: "A customer's releases of this branch, newest first, each with what has passed by it and what still may",
  permission: 'releases:read',
  params: branchCustomerParams,
  query: pageQuery.extend({ status: z.enum(RELEASE_STATUSES).optional() }),
  answer: releasePage,
  errors: [],
  handle: ({ params: { branch, customerKey }, query: { status, ...page }, principal }, { stores }) =>
    pageOfReleases(
      stores.releases,
      { branches: [branch], customerKey, ...(status !== undefined && { statuses: [status] }) },
      page,
      principal,
    ),
});
