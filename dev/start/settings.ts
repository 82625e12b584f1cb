/** Owns what `npm start` reads from the environment and where it keeps its data, logs and secrets. */
import { join } from 'node:path';
import { ROOT } from '../build';
import type { WantedPort } from '../servers/ports';

type Env = Readonly<Record<string, string | undefined>>;

/** The ignored folder of one clone, and what lies where in it. */
export function localFiles(folder: string = join(ROOT, '.crivo')) {
  return {
    folder,
    data: join(folder, 'data'),
    logs: join(folder, 'logs'),
    /** The keys everything in `data` is sealed with; they go with it. */
    secrets: join(folder, 'secrets.json'),
    /** Addresses and API keys of the running installation, for people and for programs. */
    demo: join(folder, 'demo.json'),
    /** The processes that run, so that the next start can find what a killed one left. */
    pids: join(folder, 'pids.json'),
  };
}
export type LocalFiles = ReturnType<typeof localFiles>;

export interface StartPorts {
  readonly api: number;
  readonly worker: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly mongodb: number;
}

/**
 * The ports that are used, and those of them that must be free: a server that the environment names is not started.
 * @throws when a variable holds something that is no port
 */
export function startPorts(env: Env): { ports: StartPorts; wanted: WantedPort[] } {
  const wanted: WantedPort[] = [];
  const take = (variable: string, standard: number, use: string, ours = true): number => {
    const port = Number(env[variable]?.trim() || standard);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(`${variable} is ${env[variable]}, but must be a port number from 1 to 65535`);
    }
    if (ours) wanted.push({ port, use, variable });
    return port;
  };
  const temporalIsOurs = !env['TEMPORAL_ADDRESS'];
  const ports = {
    api: take('API_PORT', 3000, 'API'),
    worker: take('WORKER_HEALTH_PORT', 3001, 'worker health'),
    temporal: take('CRIVO_TEMPORAL_PORT', 7233, 'Temporal', temporalIsOurs),
    temporalUi: take('CRIVO_TEMPORAL_UI_PORT', 8233, 'Temporal UI', temporalIsOurs),
    mongodb: take('CRIVO_MONGODB_PORT', 27017, 'MongoDB', !env['MONGODB_URI']),
  };
  return { ports, wanted };
}
