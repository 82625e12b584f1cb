/** Owns the clearing of what sales hold in exposure documents and need not hold any more. */
import type { ExposureStore } from '../adapters/mongo/exposure-store';
import type { SaleRecord } from '../adapters/mongo/sale-store';
import { reservationOwner, type Reservation } from '../domain/exposure';
import { SaleStatus } from '../domain/sale';
import { cancelSale, currentSale, type SaleAddress } from './record-sale';
import type { SaleStores } from './stores';

type SweepStores = SaleStores & { readonly exposures: Pick<ExposureStore, 'pageOfReservations'> };

const PAGE = 200;
const MOST_PAGES = 5_000;
/** A title that billed a sale may be cancelled for so long, and the sale holds its share again. */
const BILLED_FOR_MS = 30 * 24 * 3_600_000;

interface HeldBySale {
  readonly groupKey: string;
  readonly key: string;
  readonly at: SaleAddress;
  readonly reservation: Reservation & { readonly decision: string };
}

/**
 * Each call looks at every sale's reservation. Fully billed ones are removed after thirty days. Where a decision was
 * stored and its sale not brought in line with it, because who judged died, that is done. Where none was ever stored,
 * the reservation is freed when two sweeps in a row find it so: between the two there was time for every repetition.
 * Answers how many were removed. Safe to run in several workers at once.
 */
export function saleReservationSweep(stores: SweepStores): () => Promise<number> {
  let suspects = new Set<string>();
  return async () => {
    const found = new Set<string>();
    let removed = 0;
    let after = '';
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await stores.exposures.pageOfReservations(after, PAGE);
      const held = page.flatMap(heldBySales);
      const sales = await salesOf(stores, held);
      for (const one of held) {
        const need = await needOf(stores, one, sales.get(nameOf(one.at)));
        const name = `${one.groupKey} ${one.key} ${one.reservation.decision}`;
        if (need === 'orphan' && !suspects.has(name)) found.add(name);
        else if (need !== 'needed' && (await stores.exposures.free(one.groupKey, one.key, one.reservation)))
          removed += 1;
      }
      after = page.at(-1)?.groupKey ?? '';
      if (page.length < PAGE) break;
    }
    suspects = found;
    return removed;
  };
}

type Need = 'needed' | 'billed' | 'orphan';

async function needOf(stores: SweepStores, { at, reservation }: HeldBySale, sale?: SaleRecord): Promise<Need> {
  if (sale?.status === SaleStatus.allowed && sale.decision === reservation.decision) {
    const long = new Date(stores.now().getTime() - BILLED_FOR_MS).toISOString();
    return reservation.remainingCents === 0 && sale.updatedAt < long ? 'billed' : 'needed';
  }
  if ((await stores.decisions.find(reservation.decision)) === null) return 'orphan';
  const standing = await currentSale(stores, at);
  if (standing?.status === SaleStatus.cancelled) await cancelSale(stores, at, 'crivo');
  return 'needed';
}

type Page = Awaited<ReturnType<ExposureStore['pageOfReservations']>>;

function heldBySales({ groupKey, reservations }: Page[number]): HeldBySale[] {
  return Object.entries(reservations).flatMap(([key, { decision, ...rest }]) => {
    const owner = reservationOwner(key);
    if (owner?.kind !== 'sale' || decision === undefined) return [];
    return [{ groupKey, key, at: { branch: owner.branch, sale: owner.id }, reservation: { ...rest, decision } }];
  });
}

async function salesOf(stores: SweepStores, held: readonly HeldBySale[]): Promise<ReadonlyMap<string, SaleRecord>> {
  const sales = held.length === 0 ? [] : await stores.sales.findMany(held.map(({ at }) => at));
  return new Map(sales.map((sale) => [nameOf(sale), sale]));
}

function nameOf({ branch, sale }: SaleAddress): string {
  return `${branch}/${sale}`;
}
