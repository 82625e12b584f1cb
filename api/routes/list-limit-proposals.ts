/** Owns `GET /limit-proposals`: what waits for somebody, over the branches the caller may see. */
import { z } from '@hono/zod-openapi';
import { PROPOSAL_STATUSES } from '../../contracts/limit-proposal';
import { branchCode, pageQuery } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { route } from '../route';
import { limitProposalPage, pageOfProposals } from '../views/limit-proposal-page';

export const listLimitProposals = route({
  method: 'get',
  path: '/limit-proposals',
  summary: 'Limit proposals, newest first; those that wait for somebody unless a status is named',
  permission: 'proposals:read',
  query: pageQuery.extend({ branch: branchCode.optional(), status: z.enum(PROPOSAL_STATUSES).optional() }),
  answer: limitProposalPage,
  errors: ['BranchNotFound'],
  handle: async ({ query: { branch, status, ...page }, principal }, deps) => {
    if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
    const branches = branch === undefined ? principal.branches : [branch];
    const statuses = status === undefined ? (['open', 'waitsForSecond'] as const) : [status];
    return pageOfProposals(deps, principal, { branches, statuses }, page);
  },
});
