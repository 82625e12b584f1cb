/** Owns `GET /branches/{branch}/customers/{customerKey}/limit-proposals`. */
import { pageQuery } from '../../contracts/primitives';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { limitProposalPage, pageOfProposals } from '../views/limit-proposal-page';

export const listCustomerLimitProposals = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/limit-proposals',
  summary: "A customer's limit proposals of this branch, newest first",
  permission: 'proposals:read',
  params: branchCustomerParams,
  query: pageQuery,
  answer: limitProposalPage,
  errors: [],
  handle: ({ params: { branch, customerKey }, query, principal }, deps) =>
    pageOfProposals(deps, principal, { branches: [branch], customerKey }, query),
});
