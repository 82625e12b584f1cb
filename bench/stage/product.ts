/** Owns a whole Crivo under measurement: API and worker as processes of their own, on the stage's servers. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { openDatabase, type Database } from '../../adapters/mongo/database';
import { mongoStores } from '../../adapters/mongo/stores';
import { openTemporal } from '../../adapters/temporal/connection';
import { branchParametersSchema } from '../../contracts/branch';
import { PERMISSIONS, type Permission } from '../../domain/permissions';
import { freePort } from '../../dev/servers/ports';
import { startProgram } from '../../dev/start/programs';
import { Keyring, newSecret, secretHash } from '../../platform/keyring';
import { payloadCodec } from '../../platform/payload-codec';
import { defaultPolicy } from '../../rules/default-policy';
import { identifier, type Identifier } from '../../usecases/identify-customer';
import { ensurePolicy } from '../../usecases/publish-policy';
import { DEFAULT_POLICY, putBranch } from '../../usecases/put-branch';
import { httpClient, type HttpClient } from './http-client';
import type { Stage } from './stage';

export const BRANCH = '01';

export interface Product {
  readonly http: HttpClient;
  /** For calls that `http` can't make. */
  readonly baseUrl: string;
  /** Where the worker tells how it is. */
  readonly workerUrl: string;
  readonly apiKey: string;
  readonly database: Database;
  readonly identifier: Identifier;
  /** Reads what the worker writes; its own calls carry the same codec. */
  readonly temporal: Client;
  readonly pids: { readonly api: number | null; readonly worker: number | null };
  /** SIGKILL, then the same API anew, at the same address. */
  killApi(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  /** Names its database, queue and logs on the stage. */
  readonly name: string;
  /** Of the one branch, over the defaults. */
  readonly parameters?: Record<string, unknown>;
  /** Instead of the stage's Temporal server; no worker is started then. */
  readonly temporalAddress?: string;
  /** Settings of both processes, over those of a product in production. */
  readonly env?: Readonly<Record<string, string>>;
}

const COMPANY = 'bench';

/** Starts on an empty database with the default policy, one branch and a key that may do everything. */
export async function startProduct(stage: Stage, options: ProductOptions): Promise<Product> {
  const { name } = options;
  const { mongodb, temporal } = await stage.servers();
  const address = options.temporalAddress ?? temporal.address;
  const run = `bench-${name}-${randomBytes(4).toString('hex')}`;
  const key = { id: 'b1', bytes: randomBytes(32) };
  const [apiPort, healthPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    CRIVO_COMPANY: COMPANY,
    CRIVO_KEYS: `${key.id}:${key.bytes.toString('base64')}`,
    MONGODB_URI: mongodb.uri,
    MONGODB_DATABASE: run,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_TASK_QUEUE: run,
    API_PORT: String(apiPort),
    WORKER_HEALTH_PORT: String(healthPort),
    ...options.env,
  };
  const program = (title: 'api' | 'worker', port: number) =>
    startProgram({
      title,
      bundle: `${title}.js`,
      env,
      logFile: join(stage.folder, `${run}-${title}.log`),
      baseUrl: `http://127.0.0.1:${port}`,
    });
  const database = await openDatabase({ uri: mongodb.uri, name: run });
  const apiKey = await furnish(database, options.parameters ?? {});
  const worker = options.temporalAddress === undefined ? await program('worker', healthPort) : null;
  let api = await program('api', apiPort);
  const keyring = new Keyring([key]);
  const client = await openTemporal({ address, namespace: 'default', codec: payloadCodec(keyring) });
  const baseUrl = `http://127.0.0.1:${apiPort}`;
  const http = httpClient(baseUrl, apiKey);
  return {
    http,
    baseUrl,
    workerUrl: `http://127.0.0.1:${healthPort}`,
    apiKey,
    database,
    identifier: identifier(COMPANY, keyring),
    temporal: client,
    get pids() {
      return { api: api.pid, worker: worker?.pid ?? null };
    },
    killApi: async () => {
      if (api.pid === null) throw new Error('the API is not ours to kill');
      process.kill(api.pid, 'SIGKILL');
      await api.ended;
      api = await program('api', apiPort);
    },
    stop: async () => {
      http.close();
      await client.connection.close();
      await api.stop();
      await worker?.stop();
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}

async function furnish(database: Database, parameters: Record<string, unknown>): Promise<string> {
  const stores = mongoStores(database);
  const now = () => new Date();
  await ensurePolicy({ policies: stores.policies, now }, DEFAULT_POLICY, defaultPolicy());
  await putBranch({ ...stores, now }, 'bench', BRANCH, branchParametersSchema.parse({ name: 'Matriz', ...parameters }));
  const apiKey = `crv_${newSecret()}`;
  const permissions = Object.keys(PERMISSIONS) as Permission[];
  await stores.apiKeys.put(secretHash(apiKey), { subject: 'bench', userGroups: [], permissions, branches: '*' });
  return apiKey;
}
