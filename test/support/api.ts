/** Owns an API for one suite: real stores, no Temporal, no port, callers made as a test needs them. */
import { pino } from 'pino';
import { createIdentity } from '../../adapters/auth/identity';
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { isUnreachable, openDatabase, type Database } from '../../adapters/mongo/database';
import { mongoStores, type Stores } from '../../adapters/mongo/stores';
import type { OrderWorkflows } from '../../adapters/temporal/order-workflows';
import { createApp } from '../../api/app';
import { createEventHub, type HubTiming } from '../../api/events/event-hub';
import type { ApiDeps } from '../../api/deps';
import type { Api } from '../../api/route';
import { branchParametersSchema } from '../../contracts/branch';
import { ROLES, type Principal, type Role } from '../../domain/permissions';
import { newSecret, secretHash } from '../../platform/keyring';
import { defaultPolicy } from '../../rules/default-policy';
import { ensureFirstGroups } from '../../usecases/first-administrator';
import { identifier } from '../../usecases/identify-customer';
import { ensurePolicy } from '../../usecases/publish-policy';
import { DEFAULT_POLICY, putBranch } from '../../usecases/put-branch';
import { creditStores, type CreditStores } from '../../usecases/stores';
import { inProcessOrders } from './in-process-orders';
import { contentTypeOf, testKeyring } from './keys';
import { stopExpiry } from './own-time';
import { testSignIn } from './people';
import { buyingOf } from './purchases';
import { mongodbUri, uniqueDatabase } from './servers';
import { LOCAL_GUARD, notingWorkflows, type NotedStart } from './webhooks';
import { bodyOf } from './orders';
import { STUB_PORTAL, STUB_SPC } from './deps-portal';

/** The branches every suite begins with. */
export const [OWN_BRANCH, OTHER_BRANCH] = ['02', '07'] as const;

/** Of the UI that may have payloads opened. */
export const UI_ORIGIN = 'http://127.0.0.1:8233';

export interface TestApi {
  readonly database: Database;
  readonly stores: Stores;
  readonly credit: CreditStores;
  readonly app: Api;
  /** Everything the API has logged, one JSON line each. */
  readonly logged: string[];
  /** The webhook deliveries that would have been started. */
  readonly webhooksStarted: readonly NotedStart[];
  /** A new API key of a caller; an administrator of all branches unless told otherwise. */
  keyOf(caller?: Partial<Principal> & { readonly role?: Role }): Promise<string>;
  /**
   * One request of an administrator, or of the bearer of `key`; `key: null` sends none. A path with a slash in front is
   * below `/v1`. Text and bytes are sent as they are, everything else as JSON.
   */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<ApiAnswer>;
  now(): Date;
  /** Moves the API's clock on. */
  advance(ms: number): void;
  /** Another process on the same database. */
  restarted(): Api;
  /** Every document of every collection, as text, to compare or to search. */
  everythingStored(): Promise<Record<string, string[]>>;
  /** A digest of each collection, by the server: to see that nothing changed, where much is stored. */
  storedDigests(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}
export interface CallOptions {
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly app?: Api;
}
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty where the answer isn't JSON. */
  readonly body: Record<string, unknown>;
}

export interface TestApiOptions {
  readonly name: string;
  /** The API's clock stands at this instant until it is moved on; otherwise it is the real one. */
  readonly startsAt?: Date;
  readonly orders?: (real: OrderWorkflows) => OrderWorkflows;
  readonly deps?: Partial<ApiDeps>;
  /** Of streams of events. */
  readonly timing?: HubTiming;
}

export async function startApi(options: TestApiOptions): Promise<TestApi> {
  let aheadMs = 0;
  const now = () => new Date((options.startsAt?.getTime() ?? Date.now()) + aheadMs);
  const database = await openDatabase({ uri: mongodbUri(), name: uniqueDatabase(options.name) });
  await stopExpiry(database);
  const stores = mongoStores(database);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const keyring = testKeyring();
  const holidays = createHolidayBook();
  await ensurePolicy({ policies: stores.policies, now }, DEFAULT_POLICY, defaultPolicy());
  await ensureFirstGroups({ userGroups: stores.userGroups, now });
  for (const branch of [OWN_BRANCH, OTHER_BRANCH]) {
    await putBranch({ ...stores, now }, 'test', branch, branchParametersSchema.parse({ name: `Filial ${branch}` }));
  }
  const webhooks = notingWorkflows();
  const signIn = testSignIn();
  const build = () => {
    const credit = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, now);
    const orders = inProcessOrders(credit);
    const app = createApp({
      events: createEventHub({ ...stores, now, log }, options.timing),
      stores,
      credit,
      orders: options.orders?.(orders) ?? orders,
      webhooks: { guard: LOCAL_GUARD, workflows: webhooks.workflows },
      depsPortal: STUB_PORTAL,
      spcPortal: STUB_SPC,
      buying: {
        ...buyingOf(stores, keyring, { carry: () => Promise.resolve() }),
        waitMs: 0,
      },
      backtests: { start: () => Promise.resolve() },
      receivables: { run: () => Promise.resolve('syn_0123456789abcdef0123456789abcdef') },
      identity: createIdentity(stores, signIn.timing, () => now().getTime()),
      signIn,
      identifier: identifier('test', keyring),
      sealer: keyring,
      isUnreachable,
      codec: { keyring, namespace: 'default', uiOrigin: UI_ORIGIN },
      now,
      log,
      parts: () => Promise.resolve({ mongodb: true, temporal: true }),
      ...options.deps,
    });
    return { credit, app };
  };
  const { credit, app } = build();
  const keyOf: TestApi['keyOf'] = async ({ role = 'administrator', ...caller } = {}) => {
    const key = `crv_${newSecret()}`;
    const principal = { subject: `${role}-${key.slice(-6)}`, userGroups: [role], permissions: ROLES[role] };
    await stores.apiKeys.put(secretHash(key), { ...principal, branches: '*', ...caller });
    return key;
  };
  const administrator = await keyOf({ subject: 'administrator' });

  return {
    database,
    stores,
    credit,
    app,
    logged,
    webhooksStarted: webhooks.started,
    keyOf,
    call: async (method, path, body, { key = administrator, headers, app: other = app } = {}) => {
      const response = await other.request(path.startsWith('/') ? `/v1${path}` : `/${path}`, {
        method,
        headers: {
          ...(key !== null && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': contentTypeOf(path) }),
          ...headers,
        },
        ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: jsonOf(text, response.headers.get('content-type')),
      };
    },
    now,
    advance: (ms) => {
      aheadMs += ms;
    },
    restarted: () => build().app,
    everythingStored: () => everythingStored(database),
    storedDigests: () => storedDigests(database),
    stop: async () => {
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function jsonOf(text: string, contentType: string | null): Record<string, unknown> {
  try {
    return bodyOf(text, contentType);
  } catch {
    return {};
  }
}

async function everythingStored(database: Database): Promise<Record<string, string[]>> {
  const { db } = database.connection;
  if (db === undefined) throw new Error('the connection is closed');
  const collections = await db.listCollections().toArray();
  const contents = await Promise.all(
    collections.map(async ({ name }) => {
      const documents = await db.collection(name).find().toArray();
      return [name, documents.map((document) => JSON.stringify(document)).sort()] as const;
    }),
  );
  return Object.fromEntries(contents);
}

async function storedDigests({ connection }: Database): Promise<Record<string, string>> {
  if (connection.db === undefined) throw new Error('the connection is closed');
  const { collections } = await connection.db.command({ dbHash: 1 });
  return collections as Record<string, string>;
}
