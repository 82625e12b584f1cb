/** Owns the folding of movements into ledgers and exposures: for everybody whom a run of ingest has touched. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { ExposureDocument, ExposureStore, GroupMember } from '../adapters/mongo/exposure-store';
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { foldLedger, MAX_MOVEMENTS } from '../domain/ledger';
import { byCustomerOf, ledgerChange, refreshLedger } from './refresh-ledger';
import type { CreditStores } from './stores';

export interface FoldStores extends Pick<CreditStores, 'branches' | 'now' | 'movements'> {
  readonly customers: Pick<CustomerStore, 'groupKeysOf'>;
  readonly exposures: CreditStores['exposures'] & Pick<ExposureStore, 'applyLedgers' | 'ofCustomers'>;
  readonly ledgers: CreditStores['ledgers'] & Pick<LedgerStore, 'begunBy' | 'put'>;
}

/** Customers folded at once: their movements are in memory together. */
const PAGE = 200;
/** One page is computed while the other waits for the database. */
const AT_ONCE = 2;
const MOST_PAGES = 100_000;

/** Folds everybody that the run began and has not finished. Safe to repeat, also by somebody else. */
export async function foldRun(stores: FoldStores, run: string): Promise<number> {
  let folded = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    // Who is folded is not begun any more: the next page is the first of what is left.
    const page = await stores.ledgers.begunBy(run, PAGE * AT_ONCE);
    const parts = Array.from({ length: AT_ONCE }, (_, part) => page.slice(part * PAGE, (part + 1) * PAGE));
    await Promise.all(parts.map((part) => foldPage(stores, run, part)));
    folded += page.length;
    if (page.length < PAGE * AT_ONCE) return folded;
  }
  throw new CrivoError('TooManyConflicts');
}

/** A sending takes minutes; one that began so long ago and is not finished has nobody who finishes it. */
const LEFT_AFTER_MS = 3_600_000;
const MOST_LEFT = 1_000;

/** Finishes what died in the middle of an ingest. Answers how many customers were folded. Safe in several workers. */
export async function foldLeftRuns(
  stores: FoldStores & { readonly ledgers: Pick<LedgerStore, 'leftBefore'> },
): Promise<number> {
  const before = new Date(stores.now().getTime() - LEFT_AFTER_MS).toISOString();
  const runs = await stores.ledgers.leftBefore(before, MOST_LEFT);
  const results: (number | Error)[] = [];
  for (const run of runs) results.push(await foldRun(stores, run).catch(toError));
  const failure = results.find((result) => result instanceof Error);
  if (failure !== undefined) throw failure;
  return results.reduce<number>((sum, result) => sum + Number(result), 0);
}

/** One run that fails must not keep the others waiting. */
function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** A page with more movements than one customer may have is folded one by one. */
async function foldPage(stores: FoldStores, run: string, customerKeys: readonly string[]): Promise<void> {
  if (customerKeys.length === 0) return;
  const movements = await stores.movements.ofCustomers(customerKeys, MAX_MOVEMENTS + 1);
  if (movements.length > MAX_MOVEMENTS && customerKeys.length > 1) {
    for (const customerKey of customerKeys) await foldPage(stores, run, [customerKey]);
    return;
  }
  const now = stores.now().toISOString();
  const byCustomer = byCustomerOf(movements);
  const today = dateInZone(now, 'UTC');
  const ledgers = customerKeys.map((key) => foldLedger(key, byCustomer.get(key) ?? [], today));
  const [customers, exposures] = await exposuresOf(stores, customerKeys);
  await stores.ledgers.put(run, ledgers, now);
  const changes = ledgers.flatMap((ledger, index) => {
    const exposure = exposures.get(customers[index]?.groupKey ?? '');
    return (exposure && ledgerChange(exposure, ledger)) ?? [];
  });
  if (await stores.exposures.applyLedgers(changes)) return;
  // One of them was reserved from, moved or judged meanwhile: each reads for itself what there is left to do.
  for (const customer of customers) await refreshLedger(stores, customer);
}

async function exposuresOf(
  stores: FoldStores,
  customerKeys: readonly string[],
): Promise<readonly [readonly GroupMember[], ReadonlyMap<string, ExposureDocument>]> {
  const groupKeys = await stores.customers.groupKeysOf(customerKeys);
  const customers = customerKeys.map((customerKey) => ({
    customerKey,
    groupKey: groupKeys.get(customerKey) ?? customerKey,
  }));
  const found = await stores.exposures.ofCustomers(customers);
  return [customers, new Map(found.map((exposure) => [exposure.groupKey, exposure]))];
}
