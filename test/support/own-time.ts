/** Owns the peace of a suite that has a clock of its own, or compares all that is stored: the server clears away by the real one. */
import type { Database } from '../../adapters/mongo/database';

/** Nothing in this database expires from now on; what has ended by the suite's clock is for the code to see. */
export async function stopExpiry({ connection: { db } }: Database): Promise<void> {
  if (db === undefined) throw new Error('the connection is closed');
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    const collection = db.collection(name);
    for (const index of await collection.indexes())
      if (index['expireAfterSeconds'] !== undefined) await collection.dropIndex(String(index.name));
  }
}
