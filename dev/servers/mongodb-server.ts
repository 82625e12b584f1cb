/** Owns the MongoDB-compatible server of one machine: the flags it is run with, and when it counts as ready. */
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createConnection } from 'mongoose';
import { findProgram, type FindOptions, type FoundProgram } from './find-program';
import { mongodbRecipe } from './recipes';
import { NOT_OURS, type Running, startServerProcess } from './server-process';

/** A MongoDB-compatible server that answers and has transactions, started here or found running. */
export interface MongodbServer extends Running {
  readonly uri: string;
  readonly howFound: FoundProgram['how'] | 'environment';
}

export interface MongodbServerOptions extends FindOptions {
  readonly port: number;
  /** Holds one folder per program, since they don't read each other's files. Made when missing. */
  readonly dataDir: string;
  readonly logFile: string;
}

const HOST = '127.0.0.1';
const REPLICA_SET = 'crivo';
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

/** Uses the server `MONGODB_URI` names, or finds the program and starts one. */
export async function obtainMongodb(options: MongodbServerOptions): Promise<MongodbServer> {
  const uri = options.env['MONGODB_URI'];
  if (!uri) return startMongodb(await findProgram(mongodbRecipe, options), options);
  await probeMongodb(uri, false).catch((error: Error) => {
    throw new Error(`MONGODB_URI is set, but no server with transactions answers there: ${error.message}`);
  });
  options.say(`${mongodbRecipe.title}: taken from MONGODB_URI`);
  return { ...NOT_OURS, uri, howFound: 'environment' };
}

/** Starts a server from a program that was found, as a replica set of one, since transactions need one. */
export async function startMongodb(
  program: FoundProgram,
  options: Omit<MongodbServerOptions, keyof FindOptions>,
): Promise<MongodbServer> {
  const { port, logFile } = options;
  const dataDir = join(options.dataDir, basename(program.path));
  mkdirSync(dataDir, { recursive: true });
  const isMongod = basename(program.path).startsWith('mongod');
  const uri = `mongodb://${HOST}:${port}/?directConnection=true`;
  const server = await startServerProcess({
    title: mongodbRecipe.title,
    command: program.path,
    args: isMongod ? mongodArgs(port, dataDir) : secantusArgs(port, dataDir),
    logFile,
    probe: () => probeMongodb(uri, isMongod),
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: STOP_WITHIN_MS,
  });
  return { ...server, uri, howFound: program.how };
}

function mongodArgs(port: number, dataDir: string): string[] {
  return ['--bind_ip', HOST, '--port', String(port), '--dbpath', dataDir, '--replSet', REPLICA_SET];
}

/** Without `--sync-on-commit` a `kill -9` loses writes that were acknowledged. It is a replica set by itself. */
function secantusArgs(port: number, dataDir: string): string[] {
  const sizes = ['--cache-size', '512M', '--log-file-max', '64MB'];
  return ['--host', HOST, '--port', String(port), '--storage-path', dataDir, '--sync-on-commit', ...sizes];
}

/** Resolves when the server takes writes; with `initiate`, a replica set that is not yet one is made one. */
async function probeMongodb(uri: string, initiate: boolean): Promise<void> {
  const connection = await createConnection(uri, {
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
  }).asPromise();
  try {
    const admin = connection.getClient().db('admin');
    if (initiate) await initiateReplicaSet(admin, new URL(uri).host);
    const hello = await admin.command({ hello: 1 });
    if (hello['isWritablePrimary'] !== true) throw new Error('it takes no writes yet');
    if (!hello['setName'] && hello['msg'] !== 'isdbgrid')
      throw new Error('it is no replica set: transactions need one');
  } finally {
    await connection.close();
  }
}

interface AdminDatabase {
  command(command: Record<string, unknown>): Promise<Record<string, unknown>>;
}

const ALREADY_INITIALIZED = 23;

async function initiateReplicaSet(admin: AdminDatabase, host: string): Promise<void> {
  try {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === ALREADY_INITIALIZED)) throw error;
  }
}
