/** Owns what was done last to the orders of the queue, read in the order in which the server wrote it. */
import type { HoldNews } from '../../domain/hold-news';
import { OrderStatus } from '../../domain/order';
import type { Database } from './database';
import type { StoredOrder } from './order-store';

/** An order of the queue that was changed, or that has left it. */
export interface ToldHold extends HoldNews {
  readonly branch: string;
  readonly order: string;
  readonly isHeld: boolean;
  /** By the server's clock; the same for all processes. */
  readonly at: string;
}

export interface HoldNewsStore {
  /** When the newest was written; `null` before there was any. */
  newestAt(): Promise<string | null>;
  /** From this instant on, itself included, the oldest first. Of each order only what was done last is known. */
  since(at: string, limit: number): Promise<readonly ToldHold[]>;
}

const PROJECTION = { projection: { branch: 1, order: 1, status: 1, news: 1 } } as const;
type Found = Pick<StoredOrder, '_id' | 'branch' | 'order' | 'status' | 'news'>;

export function holdNewsStore(database: Database): HoldNewsStore {
  const orders = database.collection<StoredOrder>('orders');
  const from = (at: Date) => orders.find<Found>({ 'news.at': { $gte: at } }, PROJECTION);
  return {
    newestAt: async () => {
      const [newest] = await from(new Date(0)).sort({ 'news.at': -1 }).limit(1).toArray();
      return newest?.news?.at.toISOString() ?? null;
    },
    since: async (at, limit) => {
      const found = await from(new Date(at)).sort({ 'news.at': 1 }).limit(limit).toArray();
      return found.flatMap(told);
    },
  };
}

function told({ branch, order, status, news }: Found): ToldHold[] {
  if (news === undefined) return [];
  const { by, what, at } = news;
  return [{ branch, order, isHeld: status === OrderStatus.held, by, what, at: at.toISOString() }];
}
