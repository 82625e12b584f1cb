/** Owns the folding of movements into ledgers and exposures: for everybody whom a run of ingest has touched. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { ExposureDocument, ExposureStore, GroupMember } from '../adapters/mongo/exposure-store';
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import { dateInZone, type CalendarDate } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { MAX_MOVEMENTS, type CustomerLedger } from '../domain/ledger';
import type { Movement } from '../domain/movements';
import { foldInPieces } from './fold-in-pieces';
import { inSlices } from './in-slices';
import { byCustomerOf, ledgerChange, refreshLedger } from './refresh-ledger';
import type { CreditStores } from './stores';

export interface FoldStores extends Pick<CreditStores, 'branches' | 'now' | 'movements'> {
  readonly customers: Pick<CustomerStore, 'groupKeysOf'>;
  readonly exposures: CreditStores['exposures'] & Pick<ExposureStore, 'applyLedgers' | 'ofCustomers'>;
  readonly ledgers: CreditStores['ledgers'] & Pick<LedgerStore, 'begunBy' | 'put'>;
}

/** Customers that are looked up at once. */
const PAGE = 400;
const MOST_PAGES = 100_000;
/** Customers folded at once, whose movements are in memory together: fewer of those who have many. */
const PART = 50;
const MOST_MOVEMENTS = 2_500;
/** One part is computed while the others wait for the database. */
const AT_ONCE = 3;

/** Folds everybody that the run began and has not finished. Safe to repeat, also by somebody else. */
export async function foldRun(stores: FoldStores, run: string): Promise<number> {
  let folded = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    // Who is folded is not begun any more: the next page is the first of what is left.
    const page = await stores.ledgers.begunBy(run, PAGE);
    const parts = partsOf(page);
    // They take from one list, so that nobody waits for the slowest of each round.
    const lane = async (): Promise<void> => {
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) await foldPart(stores, run, part);
    };
    const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
    const failed = lanes.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    folded += page.length;
    if (page.length < PAGE) return folded;
  }
  throw new CrivoError('TooManyConflicts');
}

function partsOf(page: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(page.length / PART) }, (_, n) => page.slice(n * PART, (n + 1) * PART));
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

/** A part with more movements than are folded at once is halved, down to one customer. */
async function foldPart(stores: FoldStores, run: string, customerKeys: readonly string[]): Promise<void> {
  if (customerKeys.length === 0) return;
  const most = customerKeys.length > 1 ? MOST_MOVEMENTS : MAX_MOVEMENTS;
  const movements = await stores.movements.ofCustomers(customerKeys, most + 1);
  if (movements.length > most && customerKeys.length > 1) {
    const half = Math.ceil(customerKeys.length / 2);
    await foldPart(stores, run, customerKeys.slice(0, half));
    return foldPart(stores, run, customerKeys.slice(half));
  }
  const now = stores.now().toISOString();
  const ledgers = await foldAll(customerKeys, movements, dateInZone(now, 'UTC'));
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

async function foldAll(
  customerKeys: readonly string[],
  movements: readonly Movement[],
  today: CalendarDate,
): Promise<readonly CustomerLedger[]> {
  const byCustomer = byCustomerOf(movements);
  return inSlices(customerKeys, (key) => foldInPieces(key, byCustomer.get(key) ?? [], today));
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
