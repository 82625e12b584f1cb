/** Owns `POST …/limit-proposals/{proposal}/confirm`: the customer gets what was proposed, or a second person is asked. */
import { confirmProposalSchema } from '../../contracts/limit-proposal';
import { confirmProposal, findProposal } from '../../usecases/limit-proposals';
import { limitProposalParams } from '../params';
import { proposalDeps, shownProposal } from '../proposal-deps';
import { route } from '../route';
import { limitProposalView } from '../views/limit-proposal-view';

export const confirmLimitProposal = route({
  method: 'post',
  path: '/branches/{branch}/customers/{customerKey}/limit-proposals/{proposal}/confirm',
  summary: "Confirm a limit proposal, changed or as it is; above one's band it waits for a second person",
  permission: 'proposals:write',
  permissionNote: 'and a band of the policy that reaches so far, or a second person who holds one',
  params: limitProposalParams,
  body: confirmProposalSchema,
  answer: limitProposalView,
  errors: [
    'CustomerNotFound',
    'CustomerChanged',
    'LimitProposalNotFound',
    'LimitProposalChanged',
    'LimitProposalEnded',
    'AboveAuthority',
    'SamePerson',
    'TooManyConflicts',
  ],
  handle: async ({ params, body, principal }, deps) => {
    const use = proposalDeps(deps);
    const found = await findProposal(use, params, params.proposal);
    return shownProposal(deps, principal, await confirmProposal(use, principal, found, body));
  },
});
