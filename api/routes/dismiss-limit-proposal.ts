/** Owns `POST …/limit-proposals/{proposal}/dismiss`: nothing of the customer changes. */
import { dismissProposalSchema } from '../../contracts/limit-proposal';
import { dismissProposal, findProposal } from '../../usecases/limit-proposals';
import { limitProposalParams } from '../params';
import { proposalDeps, shownProposal } from '../proposal-deps';
import { route } from '../route';
import { limitProposalView } from '../views/limit-proposal-view';

export const dismissLimitProposal = route({
  method: 'post',
  path: '/branches/{branch}/customers/{customerKey}/limit-proposals/{proposal}/dismiss',
  summary: 'Dismiss a limit proposal, with the reason',
  permission: 'proposals:write',
  params: limitProposalParams,
  body: dismissProposalSchema,
  answer: limitProposalView,
  errors: ['LimitProposalNotFound', 'LimitProposalEnded', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const use = proposalDeps(deps);
    const found = await findProposal(use, params, params.proposal);
    return shownProposal(deps, principal, await dismissProposal(use, principal.subject, found, body.note));
  },
});
