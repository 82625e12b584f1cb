/** Owns a page of limit proposals, newest first. */
import { z } from '@hono/zod-openapi';
import type { ProposalQuery } from '../../adapters/mongo/limit-proposal-store';
import type { Principal } from '../../domain/permissions';
import { fromCursor, toCursor } from '../cursor';
import type { ApiDeps } from '../deps';
import { shownProposal } from '../proposal-deps';
import { limitProposalView } from './limit-proposal-view';

const position = z.strictObject({ openedAt: z.iso.datetime(), id: z.string().max(100) });

export const limitProposalPage = z.object({
  proposals: z.array(limitProposalView),
  nextCursor: z.string().nullable(),
});

export async function pageOfProposals(
  deps: ApiDeps,
  principal: Principal,
  which: Pick<ProposalQuery, 'branches' | 'customerKey' | 'statuses'>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<z.input<typeof limitProposalPage>> {
  const before = fromCursor(position, cursor);
  const found = await deps.stores.limitProposals.page({ ...which, limit: limit + 1, ...(before && { before }) });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const nextCursor = last === undefined ? null : toCursor({ openedAt: last.openedAt, id: last.proposal });
  return { proposals: await Promise.all(page.map((one) => shownProposal(deps, principal, one))), nextCursor };
}
