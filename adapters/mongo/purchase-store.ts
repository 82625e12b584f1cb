/** Owns the purchases of reports: one document a need and generation, every step a compare-and-set. */
import type { NeedKey, PurchaseRecord } from '../../contracts/purchase';
import type { Bureau } from '../../domain/bureau-report';
import { MAX_RECONCILIATIONS, nextPurchase, type PurchaseEvent } from '../../domain/purchase';
import { anyOf, isDuplicateKey, type Collection, type Database } from './database';
import { outboxOf, type Outbox, type OutboxEntry } from './outbox';
import type { RawReport, StoredRaw } from './raw-report-store';

/** What a step changes beside status and revision. */
export type PurchaseChange = Partial<
  Omit<PurchaseRecord, keyof NeedKey | 'purchase' | 'generation' | 'status' | 'revision'>
>;

export interface PurchaseStep {
  /** Moves the status; without one it stays. */
  readonly event?: PurchaseEvent;
  readonly change: PurchaseChange;
  /** Stored by the same transaction. */
  readonly raw?: RawReport | undefined;
  /** Told by the same write. */
  readonly outbox?: readonly OutboxEntry[];
}

export interface PurchaseStore extends Outbox {
  /** Opens a purchase. False where this generation of the need was opened already. */
  insert(record: PurchaseRecord): Promise<boolean>;
  find(purchase: string): Promise<PurchaseRecord | null>;
  /** Notes that a need of this branch waits for it too, though another branch has opened it. Noting it again changes nothing. */
  join(purchase: string, branch: string): Promise<void>;
  /** One that this branch has opened or waits for. */
  findFor(branch: string, purchase: string): Promise<PurchaseRecord | null>;
  /** The newest of a customer's purchases of a product, with whatever account. */
  newestOf(customerKey: string, bureau: Bureau, product: string): Promise<PurchaseRecord | null>;
  /** The newest generation of a need. */
  latest(need: NeedKey): Promise<PurchaseRecord | null>;
  /**
   * Takes a step if nobody has taken one since `seen` was read; answers the purchase after it. `null` where somebody
   * has, or where the event can't happen.
   */
  advance(seen: PurchaseRecord, step: PurchaseStep): Promise<PurchaseRecord | null>;
  /** A customer's purchases that are not over, newest first. */
  openOf(customerKey: string, limit: number): Promise<readonly PurchaseRecord[]>;
  /** Purchases of branches that wait for a person, oldest first. */
  unknownOf(branches: readonly string[], limit: number): Promise<readonly PurchaseRecord[]>;
  /** Purchases opened before an instant that somebody should carry on, oldest first; not those that wait for a person. */
  leftSince(before: string, limit: number): Promise<readonly PurchaseRecord[]>;
}

interface StoredPurchase extends PurchaseRecord {
  readonly _id: string;
  readonly outbox?: readonly OutboxEntry[];
  /** Other branches whose needs wait for it. No step of the purchase writes it, so none takes it back. */
  readonly joined?: readonly string[];
}

/** As `stepOf` tells it: an unknown outcome about which the bureau isn't asked again waits for a person. */
const WAITS_FOR_NOBODY = anyOf(
  { status: { $ne: 'unknown' } },
  { isReconcileAsked: true },
  { reuseIsFree: true, reconciliations: { $lt: MAX_RECONCILIATIONS } },
);
const BARE = { projection: { outbox: 0, joined: 0 } } as const;

export function purchaseStore(database: Database): PurchaseStore {
  const purchases = database.collection<StoredPurchase>('purchases');
  const raws = database.collection<StoredRaw>('rawReports');
  const list = async (filter: object, sort: Record<string, 1 | -1>, limit: number) =>
    (await purchases.find(filter, BARE).sort(sort).limit(limit).toArray()).map(fromStored);
  return {
    ...outboxOf<OutboxEntry>(database, 'purchases'),
    insert: async (record) => {
      try {
        await purchases.insertOne({ _id: purchaseKey(record), ...record });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: async (purchase) => {
      const stored = await purchases.findOne({ purchase }, BARE);
      return stored && fromStored(stored);
    },
    join: async (purchase, branch) => {
      await purchases.updateOne({ purchase, branch: { $ne: branch } }, { $addToSet: { joined: branch } });
    },
    findFor: async (branch, purchase) => {
      const stored = await purchases.findOne({ purchase, ...anyOf({ branch }, { joined: branch }) }, BARE);
      return stored && fromStored(stored);
    },
    newestOf: async (customerKey, bureau, product) =>
      (await list({ customerKey, bureau, product }, { openedAt: -1 }, 1))[0] ?? null,
    latest: async ({ accountKey, customerKey, product }) =>
      (await list({ accountKey, customerKey, product }, { generation: -1 }, 1))[0] ?? null,
    advance: async (seen, step) => {
      const status = step.event === undefined ? seen.status : nextPurchase(seen.status, step.event);
      if (status === null) return null;
      const after: PurchaseRecord = { ...seen, ...step.change, status, revision: seen.revision + 1 };
      const { raw } = step;
      if (raw === undefined) return (await write(purchases, seen, after, step)) ? after : null;
      const isWritten = await database.transaction(async (session) => {
        if (!(await write(purchases, seen, after, step, session))) return false;
        const { raw: _id, ...rest } = raw;
        await raws.insertOne({ _id, ...rest }, { session });
        return true;
      });
      return isWritten ? after : null;
    },
    openOf: (customerKey, limit) => list({ customerKey, isClosed: false }, { openedAt: -1 }, limit),
    unknownOf: (branches, limit) => list({ branch: { $in: [...branches] }, status: 'unknown' }, { openedAt: 1 }, limit),
    leftSince: (before, limit) => {
      const isOpen = { isClosed: false, openedAt: { $lt: before } };
      return list({ ...isOpen, ...WAITS_FOR_NOBODY }, { openedAt: 1 }, limit);
    },
  };
}

/** A need and its generation: the uniqueness that no need is bought twice by. */
function purchaseKey({ accountKey, customerKey, product, generation }: PurchaseRecord): string {
  return `${accountKey}/${customerKey}/${product}/${generation}`;
}

async function write(
  purchases: Collection<StoredPurchase>,
  seen: PurchaseRecord,
  after: PurchaseRecord,
  { outbox = [] }: PurchaseStep,
  session?: Parameters<Parameters<Database['transaction']>[0]>[0],
): Promise<boolean> {
  const unchanged = { _id: purchaseKey(seen), revision: seen.revision };
  const news = outbox.length > 0 && { $push: { outbox: { $each: [...outbox] } } };
  const { matchedCount } = await purchases.updateOne(
    unchanged,
    { $set: after, ...news },
    session === undefined ? {} : { session },
  );
  return matchedCount === 1;
}

function fromStored({ _id, outbox, joined, ...record }: StoredPurchase): PurchaseRecord {
  return record;
}
