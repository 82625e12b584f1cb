/** Owns servers of one suite's own, which it may kill and start again on the same data and address. */
import { join } from 'node:path';
import { cacheFolder } from '../../dev/servers/cache-folder';
import { obtainMongodb } from '../../dev/servers/mongodb-server';
import { freePort } from '../../dev/servers/ports';
import type { Running } from '../../dev/servers/server-process';
import { obtainTemporal } from '../../dev/servers/temporal-server';

export type Victim = 'mongodb' | 'temporal';

export interface KillableServers {
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  /** SIGKILL; answers the pid when the process is gone. */
  kill(victim: Victim): Promise<number>;
  /** On the data it left. */
  restart(victim: Victim): Promise<void>;
  stop(): Promise<void>;
}

export async function startKillableServers(folder: string): Promise<KillableServers> {
  const ports = { mongodb: await freePort(), temporal: await freePort() };
  const env = { ...process.env, MONGODB_URI: '', TEMPORAL_ADDRESS: '' };
  const found = { cache: cacheFolder(process.env), env, say: () => undefined };
  const at = (name: Victim) => ({
    ...found,
    port: ports[name],
    dataDir: join(folder, name),
    logFile: join(folder, `${name}.log`),
  });
  const mongodb = await obtainMongodb(at('mongodb'));
  const temporal = await obtainTemporal({ ...at('temporal'), uiPort: null });
  const running: Record<Victim, Running> = { mongodb, temporal };
  return {
    mongodbUri: mongodb.uri,
    temporalAddress: temporal.address,
    kill: async (victim) => {
      const { pid, ended } = running[victim];
      if (pid === null) throw new Error(`the ${victim} server is not this suite's own`);
      process.kill(pid, 'SIGKILL');
      await ended;
      return pid;
    },
    restart: async (victim) => {
      running[victim] =
        victim === 'mongodb'
          ? await obtainMongodb(at('mongodb'))
          : await obtainTemporal({ ...at('temporal'), uiPort: null });
    },
    stop: async () => {
      await running.temporal.stop();
      await running.mongodb.stop();
    },
  };
}
