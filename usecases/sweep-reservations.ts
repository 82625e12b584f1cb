/** Owns the clearing of what orders and sales hold of limits and need not hold any more. */
import type { ExposureStore } from '../adapters/mongo/exposure-store';
import type { SaleRecord } from '../adapters/mongo/sale-store';
import { reservationOwner, type Reservation, type ReservationOwner } from '../domain/exposure';
import { isOpen, OrderStatus } from '../domain/order';
import { SaleStatus } from '../domain/sale';
import { cancelSale, currentSale } from './record-sale';
import type { SaleStores } from './stores';

export interface ReservationSweepStores extends SaleStores {
  readonly exposures: SaleStores['exposures'] & Pick<ExposureStore, 'pageOfReservations'>;
}

const PAGE = 200;
const MOST_PAGES = 5_000;
/** Longer than any attempt lives: what nobody's decision names by then was left by who died. */
const LEFT_AFTER_MS = 3_600_000;
/** A title that billed a sale may be cancelled so long after the sale, and the sale holds its share again. */
const BILLED_FOR_MS = 30 * 24 * 3_600_000;

/** Instalments are rounded each, so titles may bill a sale some cents short. */
const ROUNDING_CENTS = 99;

interface Held {
  readonly groupKey: string;
  readonly key: string;
  readonly owner: ReservationOwner;
  readonly reservation: Reservation;
}

/**
 * Looks at every reservation that nobody has relied on for an hour. It is taken back where its order is closed, was never
 * stored, or is held at `save`, which holds nothing; where no decision names its sale's, or another one's customer; and
 * where its sale was billed, but for what instalments
 * are rounded by, and is thirty days old. A sale that was left unfinished is finished. Each is taken
 * back as it was read: who relies on it anew has changed it. Answers how many, and calls `failed` for each that could
 * not be looked at. Safe to run in several workers at once.
 */
export async function sweepReservations(
  stores: ReservationSweepStores,
  failed: (error: unknown) => void,
): Promise<number> {
  const now = stores.now().getTime();
  let removed = 0;
  let after = '';
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await stores.exposures.pageOfReservations(after, PAGE);
    for (const held of page.flatMap(heldIn).filter(({ reservation }) => isLeft(reservation, now))) {
      try {
        if (!(await isNeeded(stores, held, now)) && (await takeBack(stores, held))) removed += 1;
      } catch (error) {
        failed(error);
      }
    }
    after = page.at(-1)?.groupKey ?? '';
    if (page.length < PAGE) break;
  }
  return removed;
}

type Page = Awaited<ReturnType<ExposureStore['pageOfReservations']>>;

function heldIn({ groupKey, reservations }: Page[number]): Held[] {
  return Object.entries(reservations).flatMap(([key, reservation]) => {
    const owner = reservationOwner(key);
    return owner === null ? [] : [{ groupKey, key, owner, reservation }];
  });
}

function isLeft({ at }: Reservation, now: number): boolean {
  return at !== undefined && now - Date.parse(at) > LEFT_AFTER_MS;
}

function takeBack({ exposures }: ReservationSweepStores, { groupKey, key, reservation }: Held): Promise<boolean> {
  return exposures.free(groupKey, key, reservation);
}

function isNeeded(stores: ReservationSweepStores, held: Held, now: number): Promise<boolean> {
  return held.owner.kind === 'order' ? isNeededByOrder(stores, held) : isNeededBySale(stores, held, now);
}

async function isNeededByOrder({ orders }: ReservationSweepStores, { owner }: Held): Promise<boolean> {
  const order = await orders.find(owner.branch, owner.id);
  if (order === null || !isOpen(order.state)) return false;
  return order.state.status !== OrderStatus.held || order.state.stage !== 'save';
}

async function isNeededBySale(
  stores: ReservationSweepStores,
  { owner, reservation }: Held,
  now: number,
): Promise<boolean> {
  const at = { branch: owner.branch, sale: owner.id };
  const sale = await stores.sales.find(at.branch, at.sale);
  if (stands(sale, reservation)) {
    return !isBilled(reservation) || now - Date.parse(sale.updatedAt) < BILLED_FOR_MS;
  }
  const standing = await currentSale(stores, at);
  if (standing?.status === SaleStatus.cancelled) await cancelSale(stores, at, 'crivo');
  return stands(standing, reservation);
}

function isBilled({ reservedCents, remainingCents }: Reservation): boolean {
  return remainingCents === 0 || (remainingCents <= ROUNDING_CENTS && remainingCents < reservedCents);
}

function stands(sale: SaleRecord | null, { decision, customerKey }: Reservation): sale is SaleRecord {
  if (sale === null || sale.status !== SaleStatus.allowed) return false;
  return sale.decision === decision && sale.content.customerKey === customerKey;
}
