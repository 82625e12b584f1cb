/** Owns what the routes of limit proposals hand to their use case. */
import type { ProposalDeps } from '../usecases/limit-proposals';
import type { ApiDeps } from './deps';

export function proposalDeps({ stores, credit, now }: ApiDeps): ProposalDeps {
  const { limitProposals: proposals, customers, branches } = stores;
  return { proposals, customers, branches, policies: credit.policies, now };
}
