/** Owns the worker process: opens what it needs, polls until it is told to stop, closes in reverse order. */
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createActivities } from '../activities';
import { createDepsBureau } from '../adapters/deps/deps-bureau';
import { createDepsClient, createDepsSessions } from '../adapters/deps/deps-client';
import { createHolidayBook } from '../adapters/holidays/brazilian-holidays';
import { openHolds, outboxBacklog } from '../adapters/mongo/backlog';
import { countedDecisions, decisionCounter } from '../adapters/mongo/counted-decisions';
import { openDatabase } from '../adapters/mongo/database';
import { sweepDecisions } from '../adapters/mongo/decision-retention';
import { ensureInstallation } from '../adapters/mongo/installation-store';
import { mongoStores, type Stores } from '../adapters/mongo/stores';
import { clientOver } from '../adapters/temporal/connection';
import { creditSignals } from '../adapters/temporal/credit-signals';
import { policyBacktests } from '../adapters/temporal/policy-backtests';
import { receivablesSchedules } from '../adapters/temporal/receivables-schedules';
import { reportWorkflows } from '../adapters/temporal/report-workflows';
import { orderWorkflows, type OrderAddress } from '../adapters/temporal/order-workflows';
import { webhookWorkflows } from '../adapters/temporal/webhook-workflows';
import { createAddressGuard } from '../adapters/outbound/address-guard';
import { createSpcBureau } from '../adapters/spc/spc-bureau';
import { webhookSender } from '../adapters/webhooks/sender';
import { describeConfig, loadConfig, type Config } from '../platform/config';
import { Keyring } from '../platform/keyring';
import { createLogger } from '../platform/logger';
import { NO_METRICS, openMetrics } from '../platform/metrics';
import { payloadCodec } from '../platform/payload-codec';
import { openTelemetry } from '../platform/telemetry';
import { carryLeftBacktests } from '../usecases/carry-left-backtests';
import { carryLeftPurchases } from '../usecases/carry-left-purchases';
import { depsLogin } from '../usecases/deps-login';
import type { SyncDeps } from '../usecases/sync-deps';
import type { DeliveryDeps } from '../usecases/deliver-webhook';
import { checkPolicies, REFUSED_POLICY, refusedPolicyText } from '../usecases/check-policies';
import { creditStores } from '../usecases/stores';
import { foldLeftRuns } from '../usecases/fold-ledgers';
import { sweepExceptions } from '../usecases/sweep-exceptions';
import { sweepReleases } from '../usecases/sweep-releases';
import { sweepShadows } from '../usecases/sweep-shadows';
import { sweepReservations } from '../usecases/sweep-reservations';
import { serveHealth } from './health';
import { allMetrics, measureBacklogs, sdkTelemetry } from './metrics';
import { workerOptions, type WorkerInputs } from './options';
import { purchaseDeps } from './purchase-deps';
import { startShadows } from './shadows';
import { startSweep } from './sweeps';
import { keepSchedules } from './keep-schedules';
import { startRelays } from './start-relays';
import { wantedReports } from './wanted-reports';

const PING_MS = 1_000;
const CALL_MS = 10_000;
const LEFT_PURCHASES_MS = 60_000;
const LEFT_BACKTESTS_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** A request is passed on at most so much later than it should be. */
const RELEASES_EVERY_MS = 60_000;
/** Orders go on so much later at most than an exception lets everybody's go on. */
const EXCEPTIONS_EVERY_MS = 2_000;

async function main(): Promise<void> {
  Error.stackTraceLimit = 10;
  const config = loadConfig();
  const log = createLogger('worker', config);
  for (const line of describeConfig(config)) log.debug(line);
  const sdkMetricsPort = config.METRICS_TOKEN ? config.WORKER_SDK_METRICS_PORT : undefined;
  Runtime.install({ shutdownSignals: [], ...sdkTelemetry(sdkMetricsPort) });
  const metrics = config.METRICS_TOKEN ? await openMetrics() : NO_METRICS;
  const keyring = new Keyring(config.CRIVO_KEYS, config.CRIVO_KEY_CURRENT);
  const telemetry = await openTelemetry('worker', config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const { commands, temporal: traced } = telemetry;
  const database = await openDatabase({ uri: config.MONGODB_URI, name: config.MONGODB_DATABASE, commands });
  await ensureInstallation(database, keyring.installationMark(config.CRIVO_COMPANY));
  const plain = mongoStores(database);
  const stores = { ...plain, decisions: countedDecisions(plain.decisions, decisionCounter(metrics)) };
  measureBacklogs(metrics, {
    openHolds: () => openHolds(database),
    outboxBacklog: () => outboxBacklog(database),
  });
  const holidays = createHolidayBook();
  const credit = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, () => new Date());
  for (const refused of await checkPolicies({ branches: stores.branches, policies: credit.policies })) {
    log.error({ policy: refusedPolicyText(refused) }, REFUSED_POLICY);
  }
  const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
  const codec = payloadCodec(keyring);
  const client = clientOver(connection, {
    namespace: config.TEMPORAL_NAMESPACE,
    codec,
    interceptors: traced?.client,
  });
  const calls = { taskQueue: config.TEMPORAL_TASK_QUEUE, deadlineMs: CALL_MS };
  const orders = orderWorkflows(client, calls);
  const reevaluate = (at: OrderAddress) => orders.reevaluate(at, { subject: 'crivo' });
  const reports = reportWorkflows(client, calls);
  const { bureaus, ...portal } = bureauDeps(keyring, config);
  const sync = { ...stores, branches: credit.branches, calendarOf: credit.calendarOf, ...portal };
  const purchase = purchaseDeps({ stores, sync, bureaus, keyring });
  const worker = await Worker.create({
    connection,
    ...workerOptions({
      taskQueue: config.TEMPORAL_TASK_QUEUE,
      namespace: config.TEMPORAL_NAMESPACE,
      codec,
      activities: createActivities(
        credit,
        { ...credit, ...stores, reevaluate },
        deliveryDeps(stores, keyring, config),
        sync,
        purchase,
        { ...stores, ...credit },
      ),
      workflowBundle: { codePath: join(__dirname, traced ? 'workflow-bundle-traced.js' : 'workflow-bundle.js') },
      observers: traced?.worker,
      deployment: deploymentOf(config),
      maxCachedWorkflows: config.WORKER_MAX_CACHED_WORKFLOWS,
    }),
  });
  const relays = startRelays(
    stores,
    {
      signals: creditSignals(client, calls),
      webhooks: webhookWorkflows(client, calls),
      buyWanted: wantedReports({ ...stores, ...purchase, reportWorkflows: reports }, log),
    },
    log,
  );
  const schedules = keepSchedules({
    ...stores,
    schedules: receivablesSchedules(client, { ...calls, now: () => new Date() }),
    log,
  });
  const keepMs = config.DECISION_RETENTION_DAYS * DAY_MS;
  const sweeps = [
    startSweep({
      name: `decisions older than ${config.DECISION_RETENTION_DAYS} days`,
      sweep: () => sweepDecisions(database, new Date(Date.now() - keepMs).toISOString()),
      log,
    }),
    startSweep({
      name: 'releases that are passed on, or have had their day',
      sweep: () => sweepReleases({ ...stores, credit }),
      log,
      everyMs: RELEASES_EVERY_MS,
    }),
    startSweep({
      name: 'exceptions that begin or end',
      sweep: () =>
        sweepExceptions({
          ...stores,
          reevaluate,
          now: () => new Date(),
          missed: (error, at) => log.warn({ err: error, ...at }, 'an order that an exception concerns was not judged'),
        }),
      log,
      everyMs: EXCEPTIONS_EVERY_MS,
    }),
    startSweep({
      name: 'reservations that nobody needs any more',
      sweep: () =>
        sweepReservations({ ...credit, exposures: stores.exposures, sales: stores.sales }, (error) =>
          log.warn({ err: error }, 'a reservation could not be looked at'),
        ),
      log,
    }),
    startSweep({
      name: 'purchases that nobody carries on',
      sweep: () => carryLeftPurchases({ ...stores, reportWorkflows: reports, now: () => new Date() }),
      everyMs: LEFT_PURCHASES_MS,
      log,
    }),
    startSweep({
      name: 'back-tests that nobody carries on',
      sweep: () => carryLeftBacktests({ ...stores, backtests: policyBacktests(client, calls), now: () => new Date() }),
      everyMs: LEFT_BACKTESTS_MS,
      log,
    }),
    startSweep({
      name: 'ledgers that a sending left behind',
      sweep: () => foldLeftRuns({ ...stores, branches: credit.branches, now: () => new Date() }),
      log,
    }),
  ];
  const shadows = startShadows({ sweep: () => sweepShadows({ ...stores, ...credit }), log });
  const health = await serveHealth({
    host: config.WORKER_HEALTH_HOST,
    port: config.WORKER_HEALTH_PORT,
    parts: async () => ({ mongodb: await database.ping(PING_MS), temporal: worker.getState() === 'RUNNING' }),
    refusedPolicies: () => credit.policies.refused().map(refusedPolicyText),
    metrics: config.METRICS_TOKEN
      ? { token: config.METRICS_TOKEN, text: () => allMetrics(metrics, sdkMetricsPort) }
      : undefined,
  });
  const stop = () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  log.info({ taskQueue: config.TEMPORAL_TASK_QUEUE }, 'the worker is ready');
  try {
    await worker.run();
  } finally {
    health.close();
    await Promise.all([...sweeps, shadows, schedules, relays].map((each) => each.stop()));
    await connection.close();
    await database.close();
    await telemetry.stop();
  }
  log.info('the worker has stopped');
}

function deploymentOf({ WORKER_DEPLOYMENT: name, WORKER_BUILD_ID: buildId }: Config): WorkerInputs['deployment'] {
  return name && buildId ? { name, buildId } : undefined;
}

function deliveryDeps(stores: Stores, opener: Keyring, config: Config): DeliveryDeps {
  const guard = createAddressGuard({ allowLoopback: config.WEBHOOK_ALLOW_LOOPBACK });
  return {
    endpoints: stores.webhookEndpoints,
    deliveries: stores.webhookDeliveries,
    decisions: stores.decisions,
    sender: webhookSender({ guard }),
    opener,
    keepMs: config.WEBHOOK_LOG_DAYS * DAY_MS,
    now: () => new Date(),
  };
}

/** What speaks to bureaus; Deps with one set of logins for receivables and reports. */
function bureauDeps(opener: Keyring, config: Config) {
  const guard = createAddressGuard({ allowLoopback: config.DEPS_ALLOW_LOOPBACK });
  const now = () => new Date();
  const sessions = createDepsSessions({ guard, now });
  return {
    bureaus: {
      deps: createDepsBureau({ guard, now, sessions }),
      spc: createSpcBureau({ guard: createAddressGuard({ allowLoopback: config.SPC_ALLOW_LOOPBACK }), now }),
    },
    deps: createDepsClient({ guard, now, sessions }),
    loginOf: (account) => depsLogin(account, opener),
    opener,
    now,
    pause: (ms) => wait(ms),
  } satisfies Partial<SyncDeps> & Record<'bureaus', unknown>;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // What was opened by then would keep a process alive that has refused to start.
  process.exit(1);
});
