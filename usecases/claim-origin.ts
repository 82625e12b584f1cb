/** Owns what a copy and a split may name as their origin, and how much of an order can be split off. */
import type { OrderRecord, OrderStore } from '../adapters/mongo/order-store';
import type { SplitClaim, SplitStore } from '../adapters/mongo/split-store';
import type { OrderContent } from '../contracts/order';
import { CrivoError, type Finding } from '../domain/errors';
import { sumCents } from '../domain/money';
import { OrderStatus } from '../domain/order';
import { partsCents } from '../domain/order-parts';

interface OriginStores {
  readonly now: () => Date;
  readonly orders: Pick<OrderStore, 'find'>;
  readonly splits: SplitStore;
}

/** More orders than anybody splits one into. */
const MAX_SPLITS = 100;
const ATTEMPTS = 20;
/** An order that was not stored so long after its share was claimed was refused, or never sent again. */
const FORGOTTEN_MS = 3_600_000;

/**
 * Makes sure that a new order may name its origin: another order of this branch; and, for a split, that it is of the
 * same customer and that all splits together are no more than the origin had to be delivered. The share is taken before the order is judged, under its
 * id, so that two splits at once never take the same and a repetition takes nothing twice. The origin itself stays as
 * it is: to lower it is the ERP's next step. Safe to repeat. Errors: `InvalidRequest`, `TooManyConflicts`.
 */
export async function claimOrigin(
  stores: OriginStores,
  { branch, order }: { readonly branch: string; readonly order: string },
  { origin, totalCents, customerKey }: Pick<OrderContent, 'origin' | 'totalCents' | 'customerKey'>,
): Promise<void> {
  if (origin === null) return;
  if (origin.order === order) throw refused('origin.order', 'is this order itself', 'name the order it was made from');
  // A repetition, or a conflict; the submit itself tells which.
  if ((await stores.orders.find(branch, order)) !== null) return;
  const from = await stores.orders.find(branch, origin.order);
  if (from === null) {
    throw refused('origin.order', 'is no order of this branch', 'submit the origin first, or send origin: null');
  }
  if (origin.kind === 'copy') return;
  if (from.customerKey !== customerKey) {
    const fix = "send the origin's document, or name it as a copy";
    throw refused('document', `is another customer's than that of order ${from.order}, of which this is a split`, fix);
  }
  await claimShare(stores, from, { order, totalCents, at: stores.now().toISOString() });
}

async function claimShare(stores: OriginStores, from: OrderRecord, claim: SplitClaim): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const splits = await stores.splits.find(from.branch, from.order);
    const others = await livingClaims(stores, from.branch, splits.claims, claim);
    if (others.length >= MAX_SPLITS) {
      throw refused('origin.order', `was split into ${MAX_SPLITS} orders already`, 'split another order');
    }
    const leftCents = Math.max(0, toSplitCents(from) - sumCents(others.map(takenBy)));
    if (claim.totalCents > leftCents) {
      const message = `is more than the ${leftCents} cents of order ${from.order} that are left to split`;
      throw refused('totalCents', message, leftCents > 0 ? `send at most ${leftCents}` : 'send origin: null');
    }
    const claims = [...others.map((other) => other.claim), claim];
    if (await stores.splits.replace(from.branch, from.order, splits, claims)) return;
  }
  throw new CrivoError('TooManyConflicts');
}

interface OtherClaim {
  readonly claim: SplitClaim;
  readonly split: OrderRecord | null;
}

/** The claims of other orders, without those whose order never came. */
async function livingClaims(
  stores: OriginStores,
  branch: string,
  claims: readonly SplitClaim[],
  own: SplitClaim,
): Promise<OtherClaim[]> {
  const others = claims.filter(({ order }) => order !== own.order);
  const found = await Promise.all(
    others.map(async (claim) => ({ claim, split: await stores.orders.find(branch, claim.order) })),
  );
  const forgotten = new Date(Date.parse(own.at) - FORGOTTEN_MS).toISOString();
  return found.filter(({ claim, split }) => split !== null || claim.at > forgotten);
}

/**
 * The most the origin was ever to deliver, less what was invoiced of it. Not its total of now: an ERP may lower or
 * cancel the origin before it submits the splits, or between two of them.
 */
function toSplitCents({ content, greatestTotalCents, state }: OrderRecord): number {
  if (state.status === OrderStatus.done) return 0;
  return Math.max(content.totalCents, greatestTotalCents ?? 0) - partsCents(state.parts, 'invoicing');
}

/** What a split takes: its total of now; of one that was given up, only what was invoiced. */
function takenBy({ claim, split }: OtherClaim): number {
  if (split === null) return claim.totalCents;
  const isGivenUp = split.state.status === OrderStatus.cancelled || split.state.status === OrderStatus.expired;
  return isGivenUp ? partsCents(split.state.parts, 'invoicing') : split.content.totalCents;
}

function refused(at: string, message: string, fix: string): CrivoError {
  const finding: Finding = { at, message, fix };
  return new CrivoError('InvalidRequest', { errors: [finding] });
}
