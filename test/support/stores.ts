/** Owns the real stores of one suite, on a database of its own. */
import { openDatabase, type Database } from '../../adapters/mongo/database';
import { mongoStores, type Stores } from '../../adapters/mongo/stores';
import { mongodbUri, uniqueDatabase } from './servers';

export interface TestStores extends Stores {
  readonly database: Database;
  stop(): Promise<void>;
}

export async function openStores(name: string): Promise<TestStores> {
  const database = await openDatabase({ uri: mongodbUri(), name: uniqueDatabase(name) });
  return {
    ...mongoStores(database),
    database,
    stop: async () => {
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}
