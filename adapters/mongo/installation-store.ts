/** Owns what one database belongs to: the company and the identity key by which its customers are named. */
import type { Database } from './database';

/** The keys or the company of this process would give every customer of this database another name. */
export class OtherInstallationError extends Error {
  override readonly name = 'OtherInstallationError';
  constructor() {
    super(
      'this database was begun with another CRIVO_COMPANY or another last key of CRIVO_KEYS: its customers would not be ' +
        'found again. Put the company and the last key back as they were; new keys go in front. Under npm start put them ' +
        'back, or unset CRIVO_KEYS, or begin anew with npm start -- --fresh',
    );
  }
}

/**
 * The first process to open a database leaves its `mark`, a keyed hash; every later one must have the same. Safe to
 * repeat and to race: the first insert decides.
 * @throws {OtherInstallationError}
 */
export async function ensureInstallation(database: Pick<Database, 'collection'>, mark: string): Promise<void> {
  const installation = database.collection<{ _id: string; mark: string }>('installation');
  await installation.updateOne({ _id: 'identity' }, { $setOnInsert: { mark } }, { upsert: true });
  const first = await installation.findOne({ _id: 'identity' });
  if (first?.mark !== mark) throw new OtherInstallationError();
}
