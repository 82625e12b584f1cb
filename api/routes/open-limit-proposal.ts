/** Owns `POST /branches/{branch}/customers/{customerKey}/limit-proposals`: the form without a report. */
import { openProposalSchema } from '../../contracts/limit-proposal';
import { openProposal } from '../../usecases/limit-proposals';
import { branchCustomerParams } from '../params';
import { proposalDeps, shownProposal } from '../proposal-deps';
import { route } from '../route';
import { limitProposalView } from '../views/limit-proposal-view';

export const openLimitProposal = route({
  method: 'post',
  path: '/branches/{branch}/customers/{customerKey}/limit-proposals',
  summary: "Propose a customer's situation and limit without a report; nothing changes until it is confirmed",
  permission: 'proposals:write',
  params: branchCustomerParams,
  body: openProposalSchema,
  answer: limitProposalView,
  errors: ['CustomerNotFound'],
  handle: async ({ params, body, principal }, deps) =>
    shownProposal(deps, principal, await openProposal(proposalDeps(deps), principal.subject, params, body)),
});
