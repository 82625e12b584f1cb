/** Owns when each branch last sent its receivables: the age of all that is known of them. */
import type { Database } from './database';

export interface IngestStore {
  /** Notes the end of a sending, also of one that brought nothing new. An earlier one never overwrites a later. */
  note(branch: string, at: string): Promise<void>;
  /** `null` for a branch that never sent any. */
  lastAt(branch: string): Promise<string | null>;
}

interface StoredIngest {
  readonly _id: string;
  readonly lastAt: string;
}

export function ingestStore(database: Database): IngestStore {
  const ingests = database.collection<StoredIngest>('ingests');
  return {
    note: async (branch, at) => {
      await ingests.updateOne({ _id: branch }, { $max: { lastAt: at } }, { upsert: true });
    },
    lastAt: async (branch) => (await ingests.findOne({ _id: branch }))?.lastAt ?? null,
  };
}
