/**
 * Owns processes that stop at a named point until they are killed: `node --import tsx killable.ts worker|api`.
 * The point is one call of a store, a workflow client or Deps, before or after it: `decisions.insertOrFind:after`; or its
 * second one: `deps.sendPictures:before:2`.
 */
import { serve } from '@hono/node-server';
import { createIdentity } from '../../adapters/auth/identity';
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { isUnreachable, openDatabase } from '../../adapters/mongo/database';
import { mongoStores } from '../../adapters/mongo/stores';
import { openTemporal } from '../../adapters/temporal/connection';
import { orderWorkflows, type OrderAddress } from '../../adapters/temporal/order-workflows';
import { creditSignals } from '../../adapters/temporal/credit-signals';
import { policyBacktests } from '../../adapters/temporal/policy-backtests';
import { receivablesSchedules } from '../../adapters/temporal/receivables-schedules';
import { reportWorkflows } from '../../adapters/temporal/report-workflows';
import { webhookWorkflows } from '../../adapters/temporal/webhook-workflows';
import { createApp } from '../../api/app';
import { createEventHub } from '../../api/events/event-hub';
import { payloadCodec } from '../../platform/payload-codec';
import { identifier } from '../../usecases/identify-customer';
import { creditStores } from '../../usecases/stores';
import { wantedReports } from '../../worker/wanted-reports';
import { startRelays } from '../../worker/start-relays';
import { quietTemporal, startWorker, testKeyring } from './crivo';
import { stoppingApi, stoppingPurchase, type Stops } from './purchase-crashes/stop-at';
import { buyingOf, purchaseDeps } from './purchases';
import { mongodbUri, temporalAddress } from './servers';
import { testSignIn } from './people';
import { syncDeps } from './sync';
import { deliveryDeps, LOCAL_GUARD } from './webhooks';
import { STUB_PORTAL, STUB_SPC } from './deps-portal';

export interface KillableSettings {
  readonly database: string;
  readonly taskQueue: string;
  /** Empty for a process that never stops by itself. */
  readonly point: string;
  readonly port?: number;
  /** Instead of one point: by customer, where its purchase stops. */
  readonly stops?: Stops;
  /** A worker that drains the outboxes too. */
  readonly relays?: boolean;
}

/** More than are ever stopped in one worker. */
const STOPPED_AT_ONCE = 1_000;

async function main(kind: string | undefined, settings: KillableSettings): Promise<void> {
  quietTemporal();
  const now = () => new Date();
  const keyring = testKeyring();
  const stops = settings.stops ?? {};
  const database = await openDatabase({ uri: mongodbUri(), name: settings.database });
  const stores = stoppingAt(settings.point, mongoStores(database));
  const holidays = createHolidayBook();
  const credit = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, now);
  const temporal = await openTemporal({
    address: temporalAddress(),
    namespace: 'default',
    codec: payloadCodec(keyring),
  });
  const signIn = testSignIn();
  const calls = { taskQueue: settings.taskQueue, deadlineMs: 20_000 };
  const orders = orderWorkflows(temporal, calls);
  const workflows = webhookWorkflows(temporal, calls);
  if (kind === 'worker') {
    const reevaluate = (at: OrderAddress) => orders.reevaluate(at, { subject: 'crivo' });
    const group = { ...credit, ...stores, reevaluate };
    const sync = syncDeps(stores, credit);
    await startWorker({
      taskQueue: settings.taskQueue,
      stores,
      credit,
      group,
      webhooks: deliveryDeps(stores),
      sync: { ...sync, ...stoppingAt(settings.point, { deps: sync.deps }) },
      purchase: stoppingPurchase(stops, purchaseDeps(stores, sync)),
      ...(settings.stops && { activitiesAtOnce: STOPPED_AT_ONCE }),
    });
    const purchase = purchaseDeps(stores, sync);
    const reports = reportWorkflows(temporal, calls);
    const buyWanted = wantedReports({ ...stores, ...purchase, reportWorkflows: reports }, { warn: nothing });
    const listeners = { signals: creditSignals(temporal, calls), webhooks: workflows, buyWanted };
    if (settings.relays) startRelays(stores, listeners, { warn: nothing });
    process.stdout.write('ready\n');
    return;
  }
  const buying = buyingOf(stores, keyring, reportWorkflows(temporal, calls));
  const app = createApp({
    ...stoppingApi(stops, stores, buying),
    events: createEventHub({ ...stores, now, log: { warn: nothing } }),
    credit,
    orders: stoppingAt(settings.point, { orders }).orders,
    webhooks: { guard: LOCAL_GUARD, workflows },
    depsPortal: STUB_PORTAL,
    spcPortal: STUB_SPC,
    receivables: receivablesSchedules(temporal, { ...calls, now }),
    backtests: policyBacktests(temporal, calls),
    identity: createIdentity(stores, signIn.timing, Date.now),
    signIn,
    identifier: identifier('test', keyring),
    sealer: keyring,
    isUnreachable,
    now,
    log: { info: nothing, warn: nothing, error: nothing },
    parts: () => Promise.resolve({}),
  });
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: settings.port ?? 0 }, () => process.stdout.write('ready\n'));
}

/** The same objects; the call that `point` names says so and then waits to be killed. */
function stoppingAt<T extends Record<string, object>>(point: string, objects: T): T {
  const [call = '', when, nth = '1'] = point.split(':');
  const [name = '', method = ''] = call.split('.');
  const target = objects[name] as Record<string, (...args: unknown[]) => Promise<unknown>> | undefined;
  const original = target?.[method];
  if (target === undefined || original === undefined) return objects;
  let calls = 0;
  const stopped = async (...args: unknown[]): Promise<unknown> => {
    calls += 1;
    if (calls < Number(nth)) return original.apply(target, args);
    if (when === 'after') await original.apply(target, args);
    process.stdout.write(`reached ${point}\n`);
    return new Promise(() => undefined);
  };
  return { ...objects, [name]: { ...target, [method]: stopped } };
}

function nothing(): void {
  return;
}

void main(process.argv[2], JSON.parse(process.argv[3] ?? '{}') as KillableSettings);
