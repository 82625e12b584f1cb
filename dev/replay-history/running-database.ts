/** Owns finding the database of the running servers. */
import { openDatabase, type Database } from '../../adapters/mongo/database';
import { readDemoFile } from '../start/read-demo-file';
import { localFiles } from '../start/settings';

export interface RunningDatabase {
  readonly name: string;
  readonly database: Database;
}

/**
 * The database that `MONGODB_URI` and `MONGODB_DATABASE` name, else the one that `npm start` wrote down. Throws with
 * the remedy when there is none.
 */
export async function openRunningDatabase(env: NodeJS.ProcessEnv): Promise<RunningDatabase> {
  const { uri, name } = await addressOf(env);
  try {
    return { name, database: await openDatabase({ uri, name }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the database doesn't answer: run npm start first, or set MONGODB_URI (${reason})`);
  }
}

async function addressOf(env: NodeJS.ProcessEnv): Promise<{ uri: string; name: string }> {
  const uri = env['MONGODB_URI']?.trim();
  if (uri) return { uri, name: env['MONGODB_DATABASE']?.trim() || 'crivo' };
  const demo = await readDemoFile(localFiles().demo);
  if (demo === null) throw new Error('--store needs running servers: run npm start first, or set MONGODB_URI');
  return { uri: demo.mongodbUri, name: demo.database };
}
