/** Owns the Temporal server of one machine: the flags it is run with, and when it counts as ready. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { findProgram, type FindOptions, type FoundProgram } from './find-program';
import { temporalRecipe } from './recipes';
import { NOT_OURS, type Running, startServerProcess } from './server-process';

/** A Temporal server that answers, started here or found running. */
export interface TemporalServer extends Running {
  /** `host:port` of the gRPC service. */
  readonly address: string;
  /** Address of the web UI, `null` where it has none or we don't know it. */
  readonly ui: string | null;
  readonly howFound: FoundProgram['how'] | 'environment';
}

export interface TemporalServerOptions extends FindOptions {
  readonly port: number;
  /** `null`: no UI. */
  readonly uiPort: number | null;
  /** Folder of the database file, made when missing; `null` keeps everything in memory. */
  readonly dataDir: string | null;
  readonly logFile: string;
}

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/**
 * One partition per task queue and SQLite in WAL mode: without these a start-dev server gives less than half the
 * orders a second.
 */
const TUNING = [
  ['--dynamic-config-value', 'matching.numTaskqueueReadPartitions=1'],
  ['--dynamic-config-value', 'matching.numTaskqueueWritePartitions=1'],
].flat();
const SQLITE = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'];

/** Uses the server `TEMPORAL_ADDRESS` names, or finds the program and starts one. */
export async function obtainTemporal(options: TemporalServerOptions): Promise<TemporalServer> {
  const address = options.env['TEMPORAL_ADDRESS'];
  if (!address) return startTemporal(await findProgram(temporalRecipe, options), options);
  await probeTemporal(address).catch((error: Error) => {
    throw new Error(`TEMPORAL_ADDRESS is set to ${address}, but no Temporal server answers there: ${error.message}`);
  });
  options.say(`${temporalRecipe.title}: taken from TEMPORAL_ADDRESS (${address})`);
  return { ...NOT_OURS, address, ui: null, howFound: 'environment' };
}

/** Starts a server from a program that was found. Its namespace is `default`. */
export async function startTemporal(
  program: FoundProgram,
  options: Omit<TemporalServerOptions, keyof FindOptions>,
): Promise<TemporalServer> {
  const { port, uiPort, dataDir, logFile } = options;
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const address = `${HOST}:${port}`;
  const server = await startServerProcess({
    title: temporalRecipe.title,
    command: program.path,
    args: [
      ...['server', 'start-dev', '--ip', HOST, '--port', String(port), '--log-level', 'warn'],
      ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
      ...(dataDir === null ? [] : ['--db-filename', join(dataDir, 'temporal.db'), ...SQLITE]),
      ...TUNING,
    ],
    logFile,
    probe: () => probeTemporal(address),
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: STOP_WITHIN_MS,
  });
  return { ...server, address, ui: uiPort === null ? null : `http://${HOST}:${uiPort}`, howFound: program.how };
}

/** Resolves when a Temporal server answers for its namespace `default`. */
export async function probeTemporal(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace: 'default' }),
    );
  } finally {
    await connection.close();
  }
}
