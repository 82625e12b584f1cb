/** Owns what the routes of limit proposals hand to their use case, and how they tell what comes of it. */
import type { LimitProposal } from '../contracts/limit-proposal';
import type { Principal } from '../domain/permissions';
import type { ProposalDeps } from '../usecases/limit-proposals';
import { showProposal } from '../usecases/shown-findings';
import type { ApiDeps } from './deps';
import { limitProposalOf } from './views/limit-proposal-view';

export function proposalDeps({ stores, credit, now }: ApiDeps): ProposalDeps {
  const { limitProposals: proposals, customers, branches } = stores;
  return { proposals, customers, branches, policies: credit.policies, now };
}

/** A proposal as this caller may read it; what it tells of a bureau is noted first. */
export async function shownProposal({ stores, now }: ApiDeps, principal: Principal, proposal: LimitProposal) {
  return limitProposalOf(await showProposal({ ...stores, now }, principal, proposal));
}
