/** Owns a whole Crivo for one suite: real stores, real Temporal, a real worker, and the API without a port. */
import { IllegalStateError, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import { join } from 'node:path';
import { createActivities } from '../../activities';
import { createIdentity } from '../../adapters/auth/identity';
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { isUnreachable, openDatabase, type Database } from '../../adapters/mongo/database';
import { mongoStores, type Stores } from '../../adapters/mongo/stores';
import { openTemporal } from '../../adapters/temporal/connection';
import { creditSignals } from '../../adapters/temporal/credit-signals';
import { orderWorkflows, type OrderAddress, type OrderWorkflows } from '../../adapters/temporal/order-workflows';
import { policyBacktests } from '../../adapters/temporal/policy-backtests';
import { receivablesSchedules, type ReceivablesSchedules } from '../../adapters/temporal/receivables-schedules';
import { reportWorkflows, type ReportWorkflows } from '../../adapters/temporal/report-workflows';
import { webhookWorkflows } from '../../adapters/temporal/webhook-workflows';
import { createApp } from '../../api/app';
import type { ApiDeps } from '../../api/deps';
import { createEventHub } from '../../api/events/event-hub';
import type { Api } from '../../api/route';
import type { WebPages } from '../../api/web-pages';
import { branchParametersSchema } from '../../contracts/branch';
import type { Policy } from '../../contracts/policy';
import type { Action } from '../../domain/actions';
import type { Mode } from '../../domain/outcome';
import type { Role } from '../../domain/permissions';
import type { Keyring } from '../../platform/keyring';
import { payloadCodec } from '../../platform/payload-codec';
import type { Telemetry } from '../../platform/telemetry';
import { defaultPolicy } from '../../rules/default-policy';
import { identifier } from '../../usecases/identify-customer';
import { publishPolicy } from '../../usecases/publish-policy';
import { DEFAULT_POLICY, putBranch } from '../../usecases/put-branch';
import type { DeliveryDeps } from '../../usecases/deliver-webhook';
import { creditStores, type CreditStores } from '../../usecases/stores';
import type { PurchaseDeps } from '../../usecases/purchase-deps';
import type { SyncDeps } from '../../usecases/sync-deps';
import type { GroupOrders } from '../../usecases/reevaluate-group';
import { workerOptions, type WorkerInputs } from '../../worker/options';
import { wantedReports } from '../../worker/wanted-reports';
import { startRelays } from '../../worker/start-relays';
import { contentTypeOf, testKeyring } from './keys';
import { roleKeys } from './role-keys';
import { buyingOf, purchaseDeps } from './purchases';
import { mongodbUri, temporalAddress, uniqueDatabase, uniqueTaskQueue } from './servers';
import { testSignIn } from './people';
import { syncDeps } from './sync';
import { until } from './until';
import { deliveryDeps, LOCAL_GUARD } from './webhooks';
import { bodyOf } from './orders';
import { STUB_PORTAL, STUB_SPC } from './deps-portal';

const SIGN_IN = testSignIn();

export { testKeyring, until };

export interface Crivo {
  readonly database: Database;
  readonly databaseName: string;
  readonly taskQueue: string;
  readonly stores: Stores;
  readonly credit: CreditStores;
  readonly group: GroupOrders;
  readonly webhooks: DeliveryDeps;
  readonly sync: SyncDeps;
  readonly purchase: PurchaseDeps;
  readonly reportWorkflows: ReportWorkflows;
  readonly receivables: ReceivablesSchedules;
  readonly temporal: Client;
  readonly orders: OrderWorkflows;
  readonly app: Api;
  /** The secret of each role's API key. */
  readonly keys: Readonly<Record<Role, string>>;
  /** One request with the key of a role; answers status and parsed body. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** Publishes the default policy with other modes, in force from the next evaluation on. */
  publish(modes: Readonly<Record<string, Partial<Record<Action, Mode>>>>): Promise<void>;
  stop(): Promise<void>;
}
export interface CallOptions {
  readonly role?: Role;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Answer {
  readonly status: number;
  // Answers of many routes: each test says what it expects of the parts it reads.
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface CrivoOptions {
  readonly name: string;
  /** False for suites that start workers of their own. */
  readonly worker?: boolean;
  /** True for suites on what outboxes tell. */
  readonly relays?: boolean;
  readonly branch?: string;
  readonly parameters?: Record<string, unknown>;
  /** Other keys than every suite's. */
  readonly keyring?: Keyring;
  /** Another process on the database and queue of this one, which must have been started before and outlives it. */
  readonly beside?: Pick<Crivo, 'databaseName' | 'taskQueue'>;
  /** Its server is the suite's own, and is removed with all its data. */
  readonly leavesDatabase?: boolean;
  /** How long a call to Temporal may take. */
  readonly deadlineMs?: number;
  /** Traces, as both processes make them. */
  readonly telemetry?: Telemetry;
  /** The built pages, for suites that look at them. */
  readonly pages?: WebPages | null;
  /** The Deps that the API itself asks; otherwise one that answers nothing. */
  readonly depsPortal?: ApiDeps['depsPortal'];
  readonly wrapStores?: (stores: CreditStores) => CreditStores;
}

/** The branch every suite begins with. */
export const BRANCH = '02';

export async function startCrivo(options: CrivoOptions): Promise<Crivo> {
  const databaseName = options.beside?.databaseName ?? uniqueDatabase(options.name);
  const taskQueue = options.beside?.taskQueue ?? uniqueTaskQueue(options.name);
  const keyring = options.keyring ?? testKeyring();
  const codec = payloadCodec(keyring);
  const now = () => new Date();
  const { telemetry } = options;
  const commands = telemetry?.commands;
  const database = await openDatabase({ uri: mongodbUri(), name: databaseName, commands });
  const stores = mongoStores(database);
  const holidays = createHolidayBook();
  const plain = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, now);
  const credit = options.wrapStores?.(plain) ?? plain;
  const temporal = await openTemporal({
    address: temporalAddress(),
    namespace: 'default',
    codec,
    interceptors: telemetry?.temporal?.client,
  });
  const calls = { taskQueue, deadlineMs: options.deadlineMs ?? 20_000 };
  const orders = orderWorkflows(temporal, calls);
  const deliveries = webhookWorkflows(temporal, calls);
  const receivables = receivablesSchedules(temporal, { ...calls, now });
  const reports = reportWorkflows(temporal, calls);
  const events = createEventHub({ ...stores, now, log: { warn: () => undefined } });
  const app = createApp({
    stores,
    credit,
    orders,
    webhooks: { guard: LOCAL_GUARD, workflows: deliveries },
    depsPortal: options.depsPortal ?? STUB_PORTAL,
    spcPortal: STUB_SPC,
    buying: buyingOf(stores, keyring, reports),
    receivables,
    backtests: policyBacktests(temporal, calls),
    events,
    identity: createIdentity(stores, SIGN_IN.timing, Date.now),
    signIn: SIGN_IN,
    identifier: identifier('test', keyring),
    sealer: keyring,
    isUnreachable,
    telemetry,
    pages: options.pages,
    now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    parts: () => Promise.resolve({}),
  });
  if (options.beside === undefined) {
    await publishPolicy({ policies: stores.policies, now }, 'test', DEFAULT_POLICY, 0, defaultPolicy());
    const parameters = branchParametersSchema.parse({ name: 'Filial de teste', ...options.parameters });
    await putBranch({ ...stores, now }, 'test', options.branch ?? BRANCH, parameters);
  }
  const keys = await roleKeys(stores);
  const reevaluate = (at: OrderAddress) => orders.reevaluate(at, { subject: 'crivo' });
  const webhooks = deliveryDeps(stores, { opener: keyring });
  const sync = syncDeps(stores, credit, keyring);
  const purchase = purchaseDeps(stores, sync, keyring);
  const group: GroupOrders = { ...credit, ...stores, reevaluate };
  const running =
    options.worker === false
      ? null
      : await startWorker({ taskQueue, stores, credit, group, webhooks, sync, purchase, keyring, telemetry });
  const quiet = { warn: () => undefined };
  const buyWanted = wantedReports({ ...stores, ...purchase, reportWorkflows: reports }, quiet);
  const listeners = { signals: creditSignals(temporal, calls), webhooks: deliveries, buyWanted };
  const relays = options.relays === true ? startRelays(stores, listeners, quiet) : null;

  return {
    database,
    databaseName,
    taskQueue,
    stores,
    credit,
    group,
    webhooks,
    sync,
    purchase,
    reportWorkflows: reports,
    receivables,
    temporal,
    orders,
    app,
    keys,
    call: async (method, path, body, { role = 'administrator', headers } = {}) => {
      const response = await app.request(`/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${keys[role]}`, 'content-type': contentTypeOf(path), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, body: bodyOf(text, response.headers.get('content-type')) };
    },
    publish: async (modes) => {
      const latest = await stores.policies.latestVersion(DEFAULT_POLICY);
      await publishPolicy({ policies: stores.policies, now }, 'test', DEFAULT_POLICY, latest, withModes(modes));
      const branch = options.branch ?? BRANCH;
      const isLive = async () => (await credit.branches.find(branch))?.policy.version === latest + 1;
      await until(isLive, 'the publication to be live', 2_000);
    },
    stop: async () => {
      events.stop();
      await relays?.stop();
      await running?.stop();
      await temporal.connection.close();
      const isShared = options.beside !== undefined || options.leavesDatabase === true;
      if (!isShared) await database.connection.dropDatabase();
      await database.close();
    },
  };
}

/** A worker of this process on the given queue, tuned as in production. */
export async function startWorker({
  taskQueue,
  stores,
  credit,
  group,
  webhooks,
  sync,
  purchase,
  keyring = testKeyring(),
  deployment,
  telemetry,
  activitiesAtOnce,
}: Pick<Crivo, 'taskQueue' | 'stores' | 'credit' | 'group' | 'webhooks' | 'sync' | 'purchase'> & {
  readonly keyring?: Keyring;
  readonly deployment?: WorkerInputs['deployment'];
  readonly telemetry?: Telemetry | undefined;
  /** More than in production, for a worker in which many are stopped at once. */
  readonly activitiesAtOnce?: number;
}) {
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const worker = await Worker.create({
    connection,
    ...workerOptions({
      taskQueue,
      namespace: 'default',
      codec: payloadCodec(keyring),
      activities: createActivities(credit, group, webhooks, sync, purchase, { ...stores, ...credit }),
      workflowBundle: {
        codePath: join(__dirname, '../../dist', telemetry ? 'workflow-bundle-traced.js' : 'workflow-bundle.js'),
      },
      observers: telemetry?.temporal?.worker,
      deployment,
      maxCachedWorkflows: 200,
    }),
    ...(activitiesAtOnce !== undefined && {
      maxConcurrentActivityTaskExecutions: activitiesAtOnce,
      maxConcurrentLocalActivityExecutions: activitiesAtOnce,
    }),
  });
  const finished = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await finished.catch(unlessOnlyInUse);
      await connection.close();
    },
  };
}

/** At the very end of its life, the SDK now and then still holds a worker that has stopped already. */
function unlessOnlyInUse(error: unknown): void {
  if (!(error instanceof IllegalStateError) || !error.message.includes('still in use')) throw error;
}

/** The default policy with the modes of some checks changed. News holds at once what has passed before: no tolerance. */
export function withModes(modes: Readonly<Record<string, Partial<Record<Action, Mode>>>>): Policy {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => ({ ...check, modes: { ...check.modes, ...modes[check.id] } }));
  return { ...policy, checks, tolerance: { growPercent: 0, days: 0 } };
}

/** Keeps the SDK's own log out of the test output. */
export function quietTemporal(): void {
  Runtime.install({ logger: { log: noLog, trace: noLog, debug: noLog, info: noLog, warn: noLog, error: noLog } });
}
function noLog(): void {
  return;
}
