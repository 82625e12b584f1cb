/** Owns how a release looks to callers. */
import { z } from '@hono/zod-openapi';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import type { ReleaseStore } from '../../adapters/mongo/release-store';
import { RELEASE_STATUSES, type Release, type ReleaseWord } from '../../contracts/release';
import { reservationOwner } from '../../domain/exposure';
import { may, type Principal } from '../../domain/permissions';
import { fromCursor, toCursor } from '../cursor';
import { currentOrder, orderView } from './order-view';

/** The note is for those who read decisions, and for who wrote it. */
const word = z.object({ subject: z.string(), at: z.string(), note: z.string().nullable() });

export const releaseView = z
  .object({
    release: z.string(),
    branch: z.string(),
    customerKey: z.string(),
    scope: z.union([
      z.object({ kind: z.literal('order'), order: z.string() }),
      z.object({ kind: z.literal('sale'), sale: z.string() }),
      z.object({ kind: z.literal('customer') }),
    ]),
    checks: z.union([z.literal('all'), z.array(z.string())]),
    status: z.enum(RELEASE_STATUSES),
    ceilingCents: z.number(),
    remainingCents: z.number().openapi({ description: 'What may still pass by it; 0 once it has ended.' }),
    until: z.string().openapi({ description: "Its last day, in the branch's zone." }),
    singleUse: z.boolean(),
    reasonCode: z.string().nullable(),
    requested: word.nullable(),
    decided: word.nullable().openapi({ description: 'Who granted or refused it.' }),
    ended: word.nullable().openapi({ description: 'Who revoked it; crivo where its day came.' }),
    band: z.string().nullable().openapi({
      description:
        'Of a request: the band it waits for, null where none may grant it. Then: the one it was granted by.',
    }),
    delegatedBy: z.string().nullable(),
    escalateAt: z.string().nullable(),
    escalations: z.int(),
    uses: z.array(
      z.object({
        kind: z.enum(['order', 'sale']),
        id: z.string(),
        amountCents: z.number(),
        decision: z.string(),
        at: z.string(),
      }),
    ),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Release');

/** A release that was just granted, with the order it let go on. */
export const grantedView = releaseView
  .extend({ order: orderView.nullable().openapi({ description: 'As it stands after it was judged again.' }) })
  .openapi('GrantedRelease');

export function releaseOf(release: Release, principal: Principal): z.input<typeof releaseView> {
  const { claims, claimCount: _count, usedCents, revision: _revision, endsAt: _endsAt, ...rest } = release;
  const { scope, checks, status, ceilingCents, requested, decided, ended } = rest;
  return {
    ...rest,
    scope: { ...scope },
    checks: checks === 'all' ? checks : [...checks],
    remainingCents: status === 'granted' ? ceilingCents - usedCents : 0,
    requested: wordFor(principal, requested),
    decided: wordFor(principal, decided),
    ended: wordFor(principal, ended),
    uses: Object.entries(claims).flatMap(([key, { amountCents, decision, at }]) => {
      const owner = reservationOwner(key);
      return owner === null ? [] : [{ kind: owner.kind, id: owner.id, amountCents, decision, at }];
    }),
  };
}

export function grantedOf(
  release: Release,
  order: OrderRecord | null,
  principal: Principal,
): z.input<typeof grantedView> {
  return { ...releaseOf(release, principal), order: order && currentOrder(order, principal) };
}

function wordFor(principal: Principal, said: ReleaseWord | null): z.input<typeof word> | null {
  if (said === null || may(principal, 'decisions:read') || said.subject === principal.subject) return said;
  return { ...said, note: null };
}

export const releasePage = z.object({ releases: z.array(releaseView), nextCursor: z.string().nullable() });
const position = z.strictObject({ createdAt: z.iso.datetime(), id: z.string().max(100) });

/** Newest first. */
export async function pageOfReleases(
  store: Pick<ReleaseStore, 'page'>,
  query: Omit<Parameters<ReleaseStore['page']>[0], 'limit' | 'before'>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  principal: Principal,
): Promise<z.input<typeof releasePage>> {
  const before = fromCursor(position, cursor);
  const found = await store.page({ ...query, limit: limit + 1, ...(before && { before }) });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const nextCursor = last ? toCursor({ createdAt: last.createdAt, id: last.release }) : null;
  return { releases: page.map((one) => releaseOf(one, principal)), nextCursor };
}
