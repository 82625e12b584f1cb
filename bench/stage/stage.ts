/** Owns what all rows of one run share: the servers, started when the first row needs them, and a folder for their data. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../dev/build';
import { cacheFolder } from '../../dev/servers/cache-folder';
import { type MongodbServer, obtainMongodb } from '../../dev/servers/mongodb-server';
import { freePort } from '../../dev/servers/ports';
import { obtainTemporal, type TemporalServer } from '../../dev/servers/temporal-server';

export interface Servers {
  readonly temporal: TemporalServer;
  readonly mongodb: MongodbServer;
}

export interface Stage {
  /** Data and logs; removed at the end. */
  readonly folder: string;
  /** Servers run as `npm start` runs them, on free ports; and our bundles, built anew. Started once. */
  servers(): Promise<Servers>;
  close(): Promise<void>;
}

/** `say` gets a line on what takes long. Servers named by `TEMPORAL_ADDRESS` or `MONGODB_URI` are used instead. */
export async function openStage(say: (line: string) => void): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'crivo-bench-'));
  let started: Promise<Servers> | null = null;
  return {
    folder,
    servers: () => (started ??= startServers(folder, say)),
    close: async () => {
      const servers = await started?.catch(() => null);
      await servers?.temporal.stop();
      await servers?.mongodb.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServers(folder: string, say: (line: string) => void): Promise<Servers> {
  const found = { cache: cacheFolder(process.env), env: process.env, say };
  const at = (name: string, port: number) => ({
    ...found,
    port,
    dataDir: join(folder, name),
    logFile: join(folder, `${name}.log`),
  });
  const [temporalPort, mongodbPort] = [await freePort(), await freePort()];
  const [temporal, mongodb, built] = await Promise.allSettled([
    obtainTemporal({ ...at('temporal', temporalPort), uiPort: null }),
    obtainMongodb(at('mongodb', mongodbPort)),
    build(say),
  ]);
  if (temporal.status === 'fulfilled' && mongodb.status === 'fulfilled' && built.status === 'fulfilled') {
    return { temporal: temporal.value, mongodb: mongodb.value };
  }
  for (const server of [temporal, mongodb]) if (server.status === 'fulfilled') await server.value.stop();
  const reasons = [temporal, mongodb, built].flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  throw new Error(reasons.join('\n'));
}
