/** Owns how a kept history was paid: its titles, so that a back-test can tell what became of what a draft judges otherwise. */
import type { Database } from '../../adapters/mongo/database';
import { mongoStores } from '../../adapters/mongo/stores';
import { testCnpjs } from '../../cli/test-cnpj';
import { openIngest } from '../../usecases/ingest-movements';
import { eventsOf, lineOf, replayIdentifier } from './judge-history';
import type { Invoice } from './read-invoices';

/** Lines that are stored together, as of a file that is sent. */
const BATCH = 500;

/**
 * Takes the movements of all invoices in under the replay's branch, which must be there. The customers are made up, and
 * aren't kept among the installation's own. Answers how many movements were new. Safe to repeat.
 */
export async function keepEndings(database: Database, branch: string, invoices: readonly Invoice[]): Promise<number> {
  const stores = mongoStores(database);
  const customers = { ...stores.customers, ensureMany: () => Promise.resolve() };
  const deps = { ...stores, customers, identifier: replayIdentifier(), now: () => new Date() };
  const ingest = await openIngest(deps, branch);
  const documentOf = testCnpjs();
  const lines = eventsOf(invoices).map((event, at) => ({ line: at + 1, content: lineOf(event, documentOf) }));
  for (let from = 0; from < lines.length; from += BATCH) {
    const [refused] = await ingest.take(lines.slice(from, from + BATCH));
    if (refused) throw new Error(`the ledger refused ${refused.movement}: ${JSON.stringify(refused.errors)}`);
  }
  return (await ingest.finish(true)).stored;
}
