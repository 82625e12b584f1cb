/** Owns which live release an order or sale may pass by, and what it claims of it. Pure. */
import { isAmong } from './senders';
import type { Waiver } from './waivers';

/** What one evaluation asks of releases. */
export interface ReleaseUse {
  readonly branch: string;
  /** The order or sale; `null` for a check without one, which only a customer's release lets pass. */
  readonly on: { readonly kind: 'order' | 'sale'; readonly id: string } | null;
  /** Its term part, in cents. */
  readonly amountCents: number;
  readonly decision: string | null;
  /** Who entered or sold it: nobody's own release lets it pass. */
  readonly people: readonly string[];
}

/** A granted release, as far as it says whom it lets pass. */
export interface Offered {
  readonly release: string;
  readonly branch: string;
  readonly scope: { readonly kind: 'order' | 'sale' | 'customer'; readonly order?: string; readonly sale?: string };
  readonly checks: 'all' | readonly string[];
  readonly ceilingCents: number;
  readonly singleUse: boolean;
  readonly claimCount: number;
  readonly usedCents: number;
  readonly grantedBy: string;
  readonly own: { readonly amountCents: number; readonly decision: string } | null;
}

/** How many orders and sales one release is used by at most: its document carries them all. */
export const MOST_CLAIMS = 1_000;

/**
 * What lets this order or sale pass: what it has claimed of before, so that no second release is used for the same; then
 * its own release before its customer's, so that the wider one is kept.
 */
export function waiversAmong(releases: readonly Offered[], use: ReleaseUse): readonly Waiver[] {
  const fitting = releases.filter((release) => isForThis(release, use) && hasRoom(release, use));
  const bestFirst = [...fitting].sort(
    (a, b) => Number(a.own === null) - Number(b.own === null) || Number(isWide(a)) - Number(isWide(b)),
  );
  return bestFirst.map(({ release: id, checks }) => ({ kind: 'release', id, checks }));
}

/** What it takes beyond what it has claimed before, in cents. A claim is never lowered: what passed has passed. */
export function claimedAnewCents(
  { own }: Pick<Offered, 'own'>,
  { amountCents }: Pick<ReleaseUse, 'amountCents'>,
): number {
  return Math.max(0, amountCents - (own?.amountCents ?? 0));
}

function isForThis({ branch, scope, grantedBy }: Offered, use: ReleaseUse): boolean {
  if (branch !== use.branch || isAmong(use.people, grantedBy)) return false;
  return scope.kind === 'customer' || (scope.kind === use.on?.kind && scope[scope.kind] === use.on.id);
}

function hasRoom(release: Offered, use: ReleaseUse): boolean {
  const { own, singleUse, claimCount, usedCents, ceilingCents } = release;
  const isRepeated = own !== null && own.decision === use.decision;
  if (singleUse && claimCount > 0 && !isRepeated) return false;
  if (own === null && claimCount >= MOST_CLAIMS) return false;
  return usedCents + claimedAnewCents(release, use) <= ceilingCents;
}

function isWide({ scope }: Offered): boolean {
  return scope.kind === 'customer';
}
