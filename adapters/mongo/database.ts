/** Owns the connection to MongoDB, the names of the collections and their indexes. */
import mongoose, { type Connection } from 'mongoose';
import { AUDIT_INDEXES } from './audit-indexes';
import { ORDER_INDEXES } from './order-indexes';
import { OUTBOX_INDEX } from './outbox';
import { watch, type CommandWatcher } from './watch-commands';

export type Collection<T extends { _id: unknown }> = mongoose.mongo.Collection<T>;

/** One update of many. */
export interface EachUpdate {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly update: Readonly<Record<string, unknown>>;
  readonly upsert?: boolean;
}

/** An open database. Stores are built from it; whoever opened it closes it. */
export interface Database {
  readonly connection: Connection;
  collection<T extends { _id: unknown }>(name: CollectionName): Collection<T>;
  /**
   * Inserts what isn't there yet, at most a few thousand; answers the places of those whose id is there already. What is
   * `undefined` is left out. Not repeated by the driver: who calls repeats it, or tells that it failed.
   */
  insertNew(name: CollectionName, documents: readonly { readonly _id: string }[]): Promise<readonly number[]>;
  /**
   * Updates each, in one command of at most 16 MB; answers how many were matched or made. An upsert that met one made in
   * the same moment counts as not matched. Each must be worth nothing a second time: a command whose answer is lost is
   * sent once more. The driver's own bulk measures every document before it writes it, half of what large ones cost.
   */
  updateEach(name: CollectionName, updates: readonly EachUpdate[]): Promise<number>;
  /** True when the server answers within `timeoutMs`. */
  ping(timeoutMs: number): Promise<boolean>;
  /** Runs `work` in one transaction, retried by the driver on conflicts. Only where two documents must agree. */
  transaction<T>(work: (session: mongoose.mongo.ClientSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Index {
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly options?: mongoose.mongo.CreateIndexesOptions;
}

/** Every collection and its indexes. `_id` carries each uniqueness that decides something. */
const COLLECTIONS = {
  installation: [],
  branches: [],
  depsAccounts: [{ keys: { accountKey: 1 } }],
  spcAccounts: [{ keys: { accountKey: 1 } }],
  depsTurns: [],
  customers: [
    { keys: { groupKey: 1 } },
    { keys: { nameIndex: 1 }, options: { sparse: true } },
    { keys: { 'limit.validUntil': 1 }, options: { sparse: true } },
    { keys: { 'temporaryLimit.to': 1 }, options: { sparse: true } },
    OUTBOX_INDEX,
  ],
  notes: [{ keys: { customerKey: 1, at: -1, _id: -1 } }],
  customerHistory: [{ keys: { customerKey: 1, seq: -1 } }, { keys: { customerKey: 1, at: -1 } }],
  exposures: [OUTBOX_INDEX],
  movements: [{ keys: { customerKey: 1 } }],
  ingests: [],
  ledgers: [
    { keys: { changedAt: 1, _id: 1 } },
    { keys: { 'pending.run': 1 }, options: { sparse: true } },
    { keys: { 'pending.startedAt': 1 }, options: { sparse: true } },
    OUTBOX_INDEX,
  ],
  orders: ORDER_INDEXES,
  holds: [
    { keys: { 'ended.at': 1, branch: 1 } },
    { keys: { since: 1, branch: 1 } },
    { keys: { customerKey: 1, since: -1, _id: -1 } },
    { keys: { customerKey: 1, 'ended.at': -1, _id: -1 } },
  ],
  presences: [{ keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  splits: [],
  sales: [{ keys: { 'content.customerKey': 1, branch: 1, updatedAt: -1, _id: -1 } }, OUTBOX_INDEX],
  decisions: [
    { keys: { at: 1 } },
    { keys: { customerKey: 1, at: -1, _id: -1 } },
    { keys: { branch: 1, order: 1, evaluation: 1 } },
    { keys: { branch: 1, sale: 1, evaluation: 1 }, options: { sparse: true } },
  ],
  limitProposals: [{ keys: { customerKey: 1, openedAt: -1, _id: -1 } }, { keys: { status: 1, openedAt: -1, _id: -1 } }],
  pictures: [
    { keys: { customerKey: 1 } },
    { keys: { accountKey: 1, customerKey: 1 } },
    { keys: { accountKey: 1, run: 1 } },
    { keys: { accountKey: 1, status: 1 } },
    { keys: { accountKey: 1, nextChangeOn: 1 } },
  ],
  syncStates: [OUTBOX_INDEX],
  policies: [],
  policyDrafts: [{ keys: { policy: 1, createdAt: -1, _id: -1 } }, { keys: { basedOn: 1, status: 1 } }],
  policyDraftRevisions: [{ keys: { draft: 1, revision: 1 } }],
  policyBacktests: [
    { keys: { 'compared.policy': 1, startedAt: -1 } },
    { keys: { status: 1 } },
    { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
  ],
  policyFlips: [{ keys: { run: 1, flip: 1 } }, { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  policyShadows: [],
  policyShadowMarks: [{ keys: { shadow: 1, at: 1 } }, { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  purchasing: [],
  budgets: [],
  consents: [{ keys: { customerKey: 1, recordedAt: -1 } }],
  reviewRequests: [{ keys: { status: 1, openedAt: 1, _id: 1 } }, { keys: { customerKey: 1 } }],
  reasonCodes: [],
  delegations: [{ keys: { branch: 1, to: 1, toOn: 1 } }, { keys: { branch: 1, createdAt: -1, _id: -1 } }],
  releases: [
    { keys: { customerKey: 1, status: 1, endsAt: 1 } },
    { keys: { customerKey: 1, createdAt: -1, _id: -1 } },
    { keys: { status: 1, endsAt: 1 } },
    { keys: { status: 1, createdAt: -1, _id: -1 } },
    { keys: { customerKey: 1, 'decided.at': -1, _id: -1 } },
    { keys: { customerKey: 1, 'ended.at': -1, _id: -1 } },
    OUTBOX_INDEX,
  ],
  exceptions: [{ keys: { on: 1, endsAt: 1 } }, { keys: { endsAt: 1, _id: 1 } }, { keys: { dueAt: 1 } }, OUTBOX_INDEX],
  exceptionScopes: [],
  reports: [{ keys: { customerKey: 1, providerAt: -1 } }],
  reportUses: [{ keys: { customerKey: 1, at: -1 } }, { keys: { branch: 1, day: 1 } }],
  reportViews: [{ keys: { customerKey: 1, at: -1 } }],
  purchases: [
    { keys: { purchase: 1 }, options: { unique: true } },
    { keys: { accountKey: 1, customerKey: 1, product: 1, generation: -1 } },
    { keys: { customerKey: 1, isClosed: 1 } },
    { keys: { branch: 1, status: 1, openedAt: 1 } },
    { keys: { branch: 1, day: 1 } },
    { keys: { isClosed: 1, openedAt: 1 } },
    OUTBOX_INDEX,
  ],
  rawReports: [{ keys: { customerKey: 1 } }, { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  customerKeys: [],
  bureauSlots: [{ keys: { accountKey: 1 } }],
  apiKeys: [{ keys: { subject: 1 } }, { keys: { key: 1 } }],
  users: [{ keys: { email: 1 }, options: { unique: true } }, { keys: { userGroups: 1 } }],
  userGroups: [],
  sessions: [{ keys: { user: 1, startedAt: 1 } }, { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  secondSteps: [{ keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  signInAttempts: [{ keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  idempotency: [{ keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  audit: AUDIT_INDEXES,
  webhookEndpoints: [],
  webhookDeliveries: [
    { keys: { endpoint: 1, createdAt: -1, _id: -1 } },
    { keys: { endpoint: 1, status: 1, createdAt: -1, _id: -1 } },
    { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
  ],
} as const satisfies Record<string, readonly Index[]>;
export type CollectionName = keyof typeof COLLECTIONS;

/** The collections whose documents carry an outbox. */
export function collectionsWithOutbox(): CollectionName[] {
  const all = Object.entries(COLLECTIONS) as [CollectionName, readonly Index[]][];
  return all.filter(([, indexes]) => indexes.includes(OUTBOX_INDEX)).map(([name]) => name);
}

/** `serverSelectionTimeoutMs`: how long an operation waits for a server that is away before it fails. */
export interface DatabaseOptions {
  readonly uri: string;
  readonly name: string;
  readonly serverSelectionTimeoutMs?: number;
  /** Told of every command by name and collection. */
  readonly commands?: CommandWatcher | undefined;
}

const DURABLE = { w: 'majority', j: true } as const;

/** Connects, with majority reads and writes, and makes sure that every index exists. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = await mongoose
    .createConnection(options.uri, {
      dbName: options.name,
      serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 5_000,
      readConcern: { level: 'majority' },
      writeConcern: DURABLE,
      maxPoolSize: 50,
      monitorCommands: options.commands !== undefined,
    })
    .asPromise();
  if (options.commands !== undefined) watch(connection, options.commands);
  const collection = <T extends { _id: unknown }>(name: CollectionName): Collection<T> =>
    connection.getClient().db(options.name).collection<T>(name);
  await ensureIndexes(collection);
  const write = (command: Readonly<Record<string, unknown>>) =>
    connection
      .getClient()
      .db(options.name)
      .command({ ...command, ordered: false, writeConcern: DURABLE }, { ignoreUndefined: true });
  return {
    connection,
    collection,
    insertNew: async (name, documents) => {
      const reply = await write({ insert: name, documents });
      return refusedIn(reply, name).map(({ index }) => index);
    },
    updateEach: async (name, updates) => {
      const each = updates.map(({ filter: q, update: u, upsert = false }) => ({ q, u, upsert }));
      const reply = await write({ update: name, updates: each }).catch((error: unknown) => {
        if (isUnreachable(error)) return write({ update: name, updates: each });
        throw error;
      });
      refusedIn(reply, name);
      return Number(reply['n']);
    },
    ping: (timeoutMs) => answers(connection, options.name, timeoutMs),
    transaction: (work) =>
      connection.getClient().withSession((session) => session.withTransaction(() => work(session))),
    close: () => connection.close(),
  };
}

/** What a command didn't write since its unique key is there already. Throws for any other reason. */
function refusedIn(
  reply: Readonly<Record<string, unknown>>,
  name: CollectionName,
): readonly { readonly index: number }[] {
  const refused = (reply['writeErrors'] ?? []) as readonly { index: number; code: number }[];
  const other = refused.find(({ code }) => code !== DUPLICATE_KEY);
  if (other !== undefined) throw new Error(`a write to ${name} was refused with code ${other.code}`);
  return refused;
}

async function ensureIndexes(collection: Database['collection']): Promise<void> {
  for (const [name, indexes] of Object.entries(COLLECTIONS) as [CollectionName, readonly Index[]][])
    for (const index of indexes) await collection(name).createIndex({ ...index.keys }, { ...index.options });
}

async function answers(connection: Connection, name: string, timeoutMs: number): Promise<boolean> {
  try {
    await connection.getClient().db(name).command({ ping: 1 }, { timeoutMS: timeoutMs });
    return true;
  } catch {
    return false;
  }
}

type Filter = Record<string, unknown>;
/**
 * A filter of alternatives, to stand beside others. Beside an indexed field secantusd reads the whole collection for an
 * `$or` at the root (13 ms on 20,000 documents), and finds by the index when it stands in an `$and` (0.4 ms).
 */
export function anyOf(...alternatives: readonly Filter[]): { $and: [{ $or: Filter[] }] } {
  return { $and: [{ $or: [...alternatives] }] };
}

/** Inserts a document; false where one with its unique keys is there already, which stays as it is. */
export async function insertOnce<T extends { _id: unknown }>(
  collection: Collection<T>,
  document: mongoose.mongo.OptionalUnlessRequiredId<T>,
): Promise<boolean> {
  try {
    await collection.insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** True for the error of a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

/** Carries an unordered insert out; answers the places of the documents whose id is there already. */
export async function alreadyThere(insert: () => Promise<unknown>): Promise<readonly number[]> {
  try {
    await insert();
    return [];
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    const refused = [error.writeErrors].flat();
    if (!refused.every(({ code }) => code === DUPLICATE_KEY)) throw error;
    return refused.map(({ index }) => index);
  }
}

const DUPLICATE_KEY = 11_000;

/** True when the server could not be reached in time, so that nothing can be said about the write. */
export function isUnreachable(error: unknown): boolean {
  const { MongoNetworkError, MongoServerSelectionError, MongoOperationTimeoutError } = mongoose.mongo;
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoOperationTimeoutError
  );
}
