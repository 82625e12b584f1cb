/** Owns `GET /branches/{branch}/customers/{customerKey}/report-offers`: what a report would cost, before it is bought. */
import { z } from '@hono/zod-openapi';
import { BUREAUS } from '../../domain/bureau-report';
import { offerReports } from '../../usecases/offer-reports';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { reportOffersOf, reportOffersView } from '../views/report-offer-view';

export const listReportOffers = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/report-offers',
  summary:
    'What reports of the customer the branch may buy, their prices beside the spend of the month, and what there is of each already',
  permission: 'reports:read',
  params: branchCustomerParams,
  query: z.strictObject({ bureau: z.enum(BUREAUS).default('deps').describe('Of which bureau.') }),
  answer: reportOffersView,
  errors: ['BranchNotFound', 'CustomerNotFound', 'DepsAccountNotFound', 'SpcAccountNotFound'],
  handle: async ({ params, query, principal }, { stores, buying, now }) =>
    reportOffersOf(principal, query.bureau, await offerReports({ ...stores, ...buying, now }, { ...params, ...query })),
});
