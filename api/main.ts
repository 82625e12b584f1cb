/** Owns the API process: opens what it needs, serves until it is told to stop, closes in reverse order. */
import { serve } from '@hono/node-server';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { getConnInfo } from '@hono/node-server/conninfo';
import { createOidcProvider } from '../adapters/auth/oidc';
import { createIdentity } from '../adapters/auth/identity';
import { oneTimeCodes } from '../adapters/auth/one-time-codes';
import { argon2Passwords } from '../adapters/auth/passwords';
import { createDepsClient } from '../adapters/deps/deps-client';
import { createSpcBureau } from '../adapters/spc/spc-bureau';
import { createHolidayBook } from '../adapters/holidays/brazilian-holidays';
import { isUnreachable, openDatabase } from '../adapters/mongo/database';
import { countedDecisions, decisionCounter } from '../adapters/mongo/counted-decisions';
import { ensureInstallation } from '../adapters/mongo/installation-store';
import { mongoStores } from '../adapters/mongo/stores';
import { openTemporal, temporalAnswers } from '../adapters/temporal/connection';
import { orderWorkflows } from '../adapters/temporal/order-workflows';
import { policyBacktests } from '../adapters/temporal/policy-backtests';
import { receivablesSchedules } from '../adapters/temporal/receivables-schedules';
import { reportWorkflows } from '../adapters/temporal/report-workflows';
import { webhookWorkflows } from '../adapters/temporal/webhook-workflows';
import { createAddressGuard } from '../adapters/outbound/address-guard';
import { callerAddress } from '../adapters/outbound/caller-address';
import { describeConfig, loadConfig } from '../platform/config';
import { Keyring } from '../platform/keyring';
import { createLogger } from '../platform/logger';
import { NO_METRICS, openMetrics } from '../platform/metrics';
import { payloadCodec } from '../platform/payload-codec';
import { providerSettings } from '../platform/provider-settings';
import { openTelemetry } from '../platform/telemetry';
import { defaultPolicy } from '../rules/default-policy';
import { bureauLines } from '../usecases/bureau-lines';
import { ensureFirstAdministrator } from '../usecases/first-administrator';
import { identifier } from '../usecases/identify-customer';
import { ensurePolicy } from '../usecases/publish-policy';
import { DEFAULT_POLICY } from '../usecases/put-branch';
import { purchaseMoney } from '../usecases/purchase-money';
import { PURCHASE_TIMING } from '../usecases/purchase-deps';
import { checkPolicies, REFUSED_POLICY, refusedPolicyText } from '../usecases/check-policies';
import { creditStores } from '../usecases/stores';
import { createApp } from './app';
import { createEventHub } from './events/event-hub';
import { SECRETS } from './sign-in-deps';
import { stopServer } from './stop-server';
import { openPages } from './web-pages';

const CALL_DEADLINE_MS = 5_000;
/** A person waits for it. */
const DEPS_LOGIN_MS = 15_000;
const LONGEST_REQUEST_MS = 6 * 3_600_000;
const PING_MS = 1_000;
/** A report that takes longer is told as under way. */
const REPORT_WAIT_MS = 20_000;

async function main(): Promise<void> {
  Error.stackTraceLimit = 10;
  const config = loadConfig();
  const log = createLogger('api', config);
  for (const line of describeConfig(config)) log.debug(line);
  const keyring = new Keyring(config.CRIVO_KEYS, config.CRIVO_KEY_CURRENT);
  const now = () => new Date();
  const telemetry = await openTelemetry('api', config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const { commands, temporal: traced } = telemetry;
  const database = await openDatabase({ uri: config.MONGODB_URI, name: config.MONGODB_DATABASE, commands });
  await ensureInstallation(database, keyring.installationMark(config.CRIVO_COMPANY));
  const plain = mongoStores(database);
  const metrics = config.METRICS_TOKEN ? await openMetrics() : NO_METRICS;
  const stores = { ...plain, decisions: countedDecisions(plain.decisions, decisionCounter(metrics)) };
  await ensurePolicy({ policies: stores.policies, now }, DEFAULT_POLICY, defaultPolicy());
  const passwords = argon2Passwords();
  const timing = { idleMs: config.SESSION_IDLE_MINUTES * 60_000, longestMs: config.SESSION_HOURS * 3_600_000 };
  const first = await ensureFirstAdministrator(
    { ...stores, passwords, secrets: SECRETS, now },
    config.ADMINISTRATOR_EMAIL,
  );
  if (first !== null) process.stdout.write(firstAdministratorText(first));
  const temporal = await openTemporal({
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
    codec: payloadCodec(keyring),
    interceptors: traced?.client,
  });
  const calls = { taskQueue: config.TEMPORAL_TASK_QUEUE, deadlineMs: CALL_DEADLINE_MS };
  const holidays = createHolidayBook();
  const depsGuard = createAddressGuard({ allowLoopback: config.DEPS_ALLOW_LOOPBACK });
  const spcGuard = createAddressGuard({ allowLoopback: config.SPC_ALLOW_LOOPBACK });
  // Nothing is asked of it yet: one that is away keeps nobody from starting.
  const provider = providerSettings(config) ?? undefined;
  const oidcGuard = createAddressGuard({ allowLoopback: config.OIDC_ALLOW_LOOPBACK });
  const credit = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, now);
  for (const refused of await checkPolicies({ branches: stores.branches, policies: credit.policies })) {
    log.error({ policy: refusedPolicyText(refused) }, REFUSED_POLICY);
  }
  const events = createEventHub({ ...stores, now, log });
  const app = createApp({
    stores,
    credit,
    orders: orderWorkflows(temporal, calls),
    webhooks: {
      guard: createAddressGuard({ allowLoopback: config.WEBHOOK_ALLOW_LOOPBACK }),
      workflows: webhookWorkflows(temporal, calls),
    },
    depsPortal: { guard: depsGuard, client: createDepsClient({ guard: depsGuard, now, timeoutMs: DEPS_LOGIN_MS }) },
    spcPortal: { guard: spcGuard, bureau: createSpcBureau({ guard: spcGuard, now }) },
    buying: {
      money: purchaseMoney(stores),
      lines: bureauLines({ ...stores, opener: keyring }),
      reportWorkflows: reportWorkflows(temporal, calls),
      timing: PURCHASE_TIMING,
      waitMs: REPORT_WAIT_MS,
      pause: (ms) => wait(ms),
    },
    receivables: receivablesSchedules(temporal, { ...calls, now }),
    backtests: policyBacktests(temporal, calls),
    events,
    identity: createIdentity(stores, timing, Date.now),
    signIn: {
      passwords,
      codes: oneTimeCodes(),
      timing,
      publicOrigin: config.PUBLIC_ORIGIN,
      provider: provider && {
        label: config.OIDC_LABEL,
        client: createOidcProvider(provider, { guard: oidcGuard, now: Date.now }),
      },
      addressOf: (c) =>
        callerAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), config.TRUSTED_PROXIES),
    },
    identifier: identifier(config.CRIVO_COMPANY, keyring),
    sealer: keyring,
    isUnreachable,
    codec: config.CODEC_UI_ORIGIN
      ? { keyring, namespace: config.TEMPORAL_NAMESPACE, uiOrigin: config.CODEC_UI_ORIGIN }
      : undefined,
    metrics: config.METRICS_TOKEN ? { metrics, token: config.METRICS_TOKEN } : undefined,
    telemetry: traced && telemetry,
    // The same from `api/main.ts` and from the bundle in `dist`.
    pages: await openPages(join(__dirname, '..', 'web', 'dist')),
    now,
    log,
    parts: async () => ({
      mongodb: await database.ping(PING_MS),
      temporal: await temporalAnswers(temporal, PING_MS),
    }),
  });
  // A file of receivables takes as long as it takes; who falls silent in the middle of one is cut off by its route.
  const serverOptions = { requestTimeout: LONGEST_REQUEST_MS };
  const server = serve({ fetch: app.fetch, hostname: config.API_HOST, port: config.API_PORT, serverOptions });
  log.info({ host: config.API_HOST, port: config.API_PORT }, 'the API is ready');
  const stop = () => {
    events.stop();
    void stopServer(server)
      .then(() => temporal.connection.close())
      .then(() => database.close())
      .then(() => telemetry.stop())
      .then(() => log.info('the API has stopped'));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Not a line of the log, which may be kept somewhere for long. */
function firstAdministratorText({
  email,
  password,
  validUntil,
}: {
  email: string;
  password: string;
  validUntil: string;
}) {
  const until = `It is valid until ${validUntil}, and has to be changed at the first sign-in.`;
  return `\nThe first administrator signs in as ${email} with the one-time password ${password}\n${until}\n\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // What was opened by then would keep a process alive that has refused to start.
  process.exit(1);
});
