/** Owns `npm start`: the whole of Crivo on one machine, from nothing to ready, and its orderly end. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../platform/config';
import { build } from './build';
import { seedDemo } from './seed/seed';
import { cacheFolder } from './servers/cache-folder';
import { obtainMongodb, type MongodbServer } from './servers/mongodb-server';
import { keepHistories } from './servers/namespace-retention';
import { portsInUse } from './servers/ports';
import { obtainTemporal, type TemporalServer } from './servers/temporal-server';
import { beginAnew } from './start/begin-anew';
import { demoLines, writeDemoFile } from './start/demo-file';
import { createInstallation } from './start/installation';
import { clearLeftovers } from './start/leftovers';
import { programEnv, requireUsable } from './start/program-env';
import { startProgram } from './start/programs';
import { localKeys } from './start/secrets';
import { localFiles, startPorts, type StartPorts } from './start/settings';

const KEEP_HISTORIES_DAYS = 30;

const say = (line: string): void => console.log(`[start] ${line}`);

const files = localFiles();
const installation = createInstallation(files.pids, say, (reason) => {
  say(`${reason}; see ${files.logs}`);
  void end(1);
});

async function main(): Promise<void> {
  const started = Date.now();
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
  const { ports, wanted } = startPorts(process.env);
  await clearLeftovers(files.pids, say);
  const problems = await portsInUse(wanted);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (values.fresh) await beginAnew(files, ports, process.env, say);
  else requireUsable(ports, process.env);
  await mkdir(files.folder, { recursive: true });
  const env = programEnv(await localKeys(files.secrets), ports, process.env);
  const [servers] = await Promise.all([startServers(ports), build(say)]);
  Object.assign(env, { MONGODB_URI: servers.mongodb.uri, TEMPORAL_ADDRESS: servers.temporal.address });
  const config = loadConfig(env);
  if (servers.temporal.howFound !== 'environment') await keepHistories(config.TEMPORAL_ADDRESS, KEEP_HISTORIES_DAYS);
  const users = await seedDemo({
    mongodbUri: config.MONGODB_URI,
    database: config.MONGODB_DATABASE,
    company: config.CRIVO_COMPANY,
    keys: env['CRIVO_KEYS'] ?? '',
  });
  const baseUrl = `http://127.0.0.1:${ports.api}`;
  await Promise.all([
    installation.keep('worker', () =>
      startProgram({ ...program('worker', env), baseUrl: `http://127.0.0.1:${ports.worker}` }),
    ),
    installation.keep('API', () => startProgram({ ...program('api', env), baseUrl })),
  ]);
  const demo = {
    baseUrl,
    temporalAddress: config.TEMPORAL_ADDRESS,
    temporalUi: servers.temporal.ui,
    mongodbUri: config.MONGODB_URI,
    database: config.MONGODB_DATABASE,
    keys: Object.fromEntries(users.map(({ role, key }) => [role, key])),
    people: Object.fromEntries(users.map(({ role, email, password }) => [role, { email, password }])),
  };
  await writeDemoFile(files.demo, demo);
  console.log(['', ...demoLines(demo), ''].join('\n'));
  say(`ready in ${((Date.now() - started) / 1000).toFixed(1)} s; logs in ${files.logs}; Ctrl-C stops all`);
}

function program(name: 'api' | 'worker', env: NodeJS.ProcessEnv) {
  return { title: name, bundle: `${name}.js`, env, logFile: join(files.logs, `${name}.log`) };
}

/** Both side by side: on a fresh machine each may have to be built for minutes. */
async function startServers(ports: StartPorts): Promise<{ mongodb: MongodbServer; temporal: TemporalServer }> {
  const found = { cache: cacheFolder(process.env), env: process.env, say };
  const log = (name: string): string => join(files.logs, `${name}.log`);
  const [mongodb, temporal] = await Promise.all([
    installation.keep('MongoDB', () =>
      obtainMongodb({ ...found, port: ports.mongodb, dataDir: join(files.data, 'mongodb'), logFile: log('mongodb') }),
    ),
    installation.keep('Temporal', () => {
      const { temporal: port, temporalUi: uiPort } = ports;
      return obtainTemporal({
        ...found,
        port,
        uiPort,
        dataDir: join(files.data, 'temporal'),
        logFile: log('temporal'),
      });
    }),
  ]);
  return { mongodb, temporal };
}

let ending = false;

/** Stops all in order and leaves. Asked a second time it leaves at once: the leash stops what is left. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(1);
  ending = true;
  await installation.stop();
  if (code === 0) say('stopped');
  process.exit(code);
}

/** `npm start` puts npm above this process; killed, it can pass no signal on, so its death is watched for. */
function endWithNpm(): void {
  const npm = process.ppid;
  if (!process.env['npm_lifecycle_event']) return;
  setInterval(() => process.ppid !== npm && !ending && void end(0), 1_000).unref();
}

endWithNpm();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  for (const line of reason.split('\n')) console.error(`[start] ${line}`);
  void end(1);
});
