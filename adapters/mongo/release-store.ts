/** Owns the releases' documents: each with what has been claimed of it, and with what it has to tell. */
import {
  PENDING_STATUSES,
  type LiveRelease,
  type Release,
  type ReleaseClaim,
  type ReleaseStatus,
} from '../../contracts/release';
import { MOST_CLAIMS } from '../../domain/release';
import { anyOf, type Database } from './database';
import { outboxOf, type Outbox, type OutboxEntry } from './outbox';

/** A position in a list of releases. */
export interface ReleasePosition {
  readonly createdAt: string;
  readonly id: string;
}

export interface ReleaseQuery {
  readonly branches: '*' | readonly string[];
  readonly customerKey?: string;
  readonly statuses?: readonly ReleaseStatus[];
  readonly limit: number;
  readonly before?: ReleasePosition;
}

/** What one order or sale takes of a release. `own` is what it had claimed as the release was read. */
export interface NewClaim extends Pick<ReleaseClaim, 'amountCents' | 'decision' | 'at'> {
  readonly key: string;
}

export interface ReleaseStore extends Outbox {
  find(release: string): Promise<Release | null>;
  insert(record: Release, entries: readonly OutboxEntry[]): Promise<void>;
  /** Writes the next revision over the one it was made from; claims stay as they are. False when it was changed meanwhile. */
  replace(record: Release, entries: readonly OutboxEntry[]): Promise<boolean>;
  /** A customer's granted releases that have not ended, oldest first, with what `key` has claimed of them. */
  liveOf(customerKey: string, key: string | null, at: string): Promise<readonly LiveRelease[]>;
  /** The first instant after `at` at which a granted release of one of these customers ends. */
  nextEnd(customerKeys: readonly string[], at: string): Promise<string | null>;
  /** One conditional update: false when the release ended, was revoked or used up since it was read. */
  claim(read: LiveRelease, claim: NewClaim): Promise<boolean>;
  /** The releases of which a decision has claimed for `key`. */
  claimedBy(customerKey: string, key: string, decision: string): Promise<readonly Release[]>;
  /** The releases of which `key` has claimed, by whichever decision. */
  claimsOf(customerKey: string, key: string): Promise<readonly Release[]>;
  /** Gives all of a claim back, as it was read; safe to repeat. */
  giveBack(release: Release, key: string): Promise<void>;
  /** Gives back what a decision claimed, and no other; safe to repeat. */
  undo(release: Release, key: string, decision: string): Promise<void>;
  /** Ends a release for single use that this decision has used; safe to repeat. */
  noteUsed(release: string, key: string, decision: string): Promise<void>;
  /** Newest first, at most `limit`. */
  page(query: ReleaseQuery): Promise<readonly Release[]>;
  /** Pending or granted ones whose day has come. */
  ended(at: string, limit: number): Promise<readonly Release[]>;
  /** Requests of a release of this order that nobody has decided on. */
  pendingOf(customerKey: string, branch: string, order: string): Promise<readonly Release[]>;
  /** Requests that are to be passed on. */
  toEscalate(at: string, limit: number): Promise<readonly Release[]>;
}

type StoredRelease = Omit<Release, 'release'> & { readonly _id: string; readonly outbox?: OutboxEntry[] };

const LIVE_AT_ONCE = 100;
const CLAIMS_OF_ONE = 20;
const PENDING_OF_ONE = 20;
const READ_LIVE = {
  branch: 1,
  scope: 1,
  checks: 1,
  ceilingCents: 1,
  singleUse: 1,
  claimCount: 1,
  usedCents: 1,
  endsAt: 1,
  'decided.subject': 1,
} as const;

export function releaseStore(database: Database): ReleaseStore {
  const releases = database.collection<StoredRelease>('releases');
  const find = async (release: string) => {
    const stored = await releases.findOne({ _id: release }, { projection: { outbox: 0 } });
    return stored && fromStored(stored);
  };
  const many = async (filter: object, sort: Record<string, 1 | -1>, limit: number) => {
    const stored = await releases
      .find(filter, { projection: { outbox: 0 } })
      .sort(sort)
      .limit(limit)
      .toArray();
    return stored.map(fromStored);
  };
  return {
    ...outboxOf(database, 'releases'),
    find,
    insert: async ({ release, ...rest }, entries) =>
      void (await releases.insertOne({ _id: release, ...rest, outbox: [...entries] })),
    replace: async ({ release, claims: _claims, claimCount: _count, usedCents: _used, ...next }, entries) => {
      const asRead = { _id: release, revision: next.revision - 1 };
      const change = { $set: next, $push: { outbox: { $each: [...entries] } } };
      return (await releases.updateOne(asRead, change)).matchedCount === 1;
    },
    liveOf: async (customerKey, key, at) => {
      const own = key === null ? {} : { [`claims.${key}`]: 1 };
      const stored = await releases
        .find({ customerKey, status: 'granted', endsAt: { $gt: at } }, { projection: { ...READ_LIVE, ...own } })
        .sort({ endsAt: 1, _id: 1 })
        .limit(LIVE_AT_ONCE)
        .toArray();
      return stored.map((one) => liveFrom(one, key));
    },
    nextEnd: async (customerKeys, at) => {
      const granted = { customerKey: { $in: [...customerKeys] }, status: 'granted', endsAt: { $gt: at } } as const;
      const [first] = await releases
        .find(granted, { projection: { endsAt: 1 } })
        .sort({ endsAt: 1 })
        .limit(1)
        .toArray();
      return first?.endsAt ?? null;
    },
    claim: async (read, claim) => {
      const { filter, change } = claiming(read, claim);
      if (change === null) return (await releases.findOne(filter, { projection: { _id: 1 } })) !== null;
      return (await releases.updateOne(filter, change)).matchedCount === 1;
    },
    claimedBy: (customerKey, key, decision) =>
      many({ customerKey, [`claims.${key}.decision`]: decision }, { endsAt: 1, _id: 1 }, CLAIMS_OF_ONE),
    claimsOf: (customerKey, key) =>
      many({ customerKey, [`claims.${key}.decision`]: { $gt: '' } }, { endsAt: 1, _id: 1 }, CLAIMS_OF_ONE),
    giveBack: async ({ release, claims }, key) => {
      const claim = claims[key];
      if (claim === undefined) return;
      const { decision, amountCents } = claim;
      const asRead = { _id: release, [`claims.${key}.decision`]: decision, [`claims.${key}.amountCents`]: amountCents };
      const change = { $unset: { [`claims.${key}`]: '' }, $inc: { usedCents: -amountCents, claimCount: -1 } };
      await releases.updateOne(asRead, change as never);
    },
    undo: async ({ release, claims }, key, decision) => {
      const claim = claims[key];
      if (claim?.decision !== decision) return;
      const { before, amountCents } = claim;
      const change = before
        ? { $set: { [`claims.${key}`]: before }, $inc: { usedCents: before.amountCents - amountCents } }
        : { $unset: { [`claims.${key}`]: '' }, $inc: { usedCents: -amountCents, claimCount: -1 } };
      const asRead = { _id: release, [`claims.${key}.decision`]: decision };
      await releases.updateOne(asRead, change as never);
    },
    noteUsed: async (release, key, decision) => {
      const filter = { _id: release, status: 'granted', singleUse: true, [`claims.${key}.decision`]: decision };
      await releases.updateOne(filter as never, { $set: { status: 'used' }, $inc: { revision: 1 } } as never);
    },
    page: async ({ branches, customerKey, statuses, limit, before }) => {
      const older =
        before &&
        anyOf({ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before.id } });
      const filter = {
        ...(customerKey !== undefined && { customerKey }),
        ...(statuses !== undefined && { status: { $in: [...statuses] } }),
        ...(branches !== '*' && { branch: { $in: [...branches] } }),
        ...older,
      };
      return many(filter, { createdAt: -1, _id: -1 }, limit);
    },
    ended: (at, limit) =>
      many({ status: { $in: [...PENDING_STATUSES, 'granted'] }, endsAt: { $lte: at } }, { endsAt: 1 }, limit),
    pendingOf: (customerKey, branch, order) => {
      const asked = { customerKey, status: { $in: [...PENDING_STATUSES] } };
      const filter = { ...asked, branch, 'scope.kind': 'order', 'scope.order': order };
      return many(filter, { endsAt: 1, _id: 1 }, PENDING_OF_ONE);
    },
    toEscalate: (at, limit) =>
      many({ status: { $in: [...PENDING_STATUSES] }, escalateAt: { $gt: '', $lte: at } }, { escalateAt: 1 }, limit),
  };
}

/** Everything that has to be so at the moment of the claim stands in the filter; `change: null` has nothing to write. */
function claiming(
  { release, own, singleUse, ceilingCents }: LiveRelease,
  { key, ...claim }: NewClaim,
): { readonly filter: object; readonly change: object | null } {
  const live = { _id: release, status: 'granted', endsAt: { $gt: claim.at } };
  if (own !== null) {
    const asRead = {
      ...live,
      [`claims.${key}.decision`]: own.decision,
      [`claims.${key}.amountCents`]: own.amountCents,
    };
    const deltaCents = claim.amountCents - own.amountCents;
    if (deltaCents <= 0) return { filter: asRead, change: null };
    const before = { amountCents: own.amountCents, decision: own.decision, at: own.at };
    const raised =
      own.decision === claim.decision ? { ...claim, ...(own.before && { before: own.before }) } : { ...claim, before };
    return {
      filter: { ...asRead, usedCents: { $lte: ceilingCents - deltaCents } },
      change: { $set: { [`claims.${key}`]: raised }, $inc: { usedCents: deltaCents } },
    };
  }
  return {
    filter: {
      ...live,
      [`claims.${key}`]: { $exists: false },
      usedCents: { $lte: ceilingCents - claim.amountCents },
      claimCount: singleUse ? 0 : { $lt: MOST_CLAIMS },
    },
    change: { $set: { [`claims.${key}`]: claim }, $inc: { usedCents: claim.amountCents, claimCount: 1 } },
  };
}

function liveFrom({ _id, claims, decided, ...rest }: StoredRelease, key: string | null): LiveRelease {
  const { branch, scope, checks, ceilingCents, singleUse, claimCount, usedCents, endsAt } = rest;
  // Projected by one key, the map has that claim or is not there at all.
  const own = key === null ? null : ((claims as Release['claims'] | undefined)?.[key] ?? null);
  const amounts = { ceilingCents, singleUse, claimCount, usedCents, endsAt };
  return { release: _id, branch, scope, checks, ...amounts, grantedBy: decided?.subject ?? '', own };
}

function fromStored({ _id, outbox: _outbox, ...rest }: StoredRelease): Release {
  return { release: _id, ...rest };
}
