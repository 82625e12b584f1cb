/** Owns the customer's orders as the desk has them: page after page, the newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { orderView } from '../../../api/views/order-view';
import { call, path, query } from '../data/call';
import { useMay } from '../data/session';
import { customerKeyOf } from './use-customer';

export type CustomerOrder = z.output<typeof orderView>;

/** True for a check that counts against the order, and doesn't only indicate. */
export function holds({ mode, waivedBy }: CustomerOrder['restrictions'][number]): boolean {
  return mode !== 'indicate' && !waivedBy;
}

interface OrdersPage {
  readonly orders: readonly CustomerOrder[];
  readonly heldAtSaveCents: number;
  readonly nextCursor: string | null;
}

const PAGE = 50;

export function useCustomerOrders(customerKey: string, branch: string) {
  const may = useMay();
  const found = useInfiniteQuery({
    queryKey: [...customerKeyOf(customerKey), 'orders', branch],
    enabled: may('orders:read'),
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) => {
      const from = path`/branches/${branch}/customers/${customerKey}/orders`;
      return call<OrdersPage>('GET', `${from}${query({ limit: PAGE, cursor })}`, undefined, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const orders = useMemo(() => found.data?.pages.flatMap((page) => page.orders) ?? [], [found.data]);
  return { ...found, orders, heldAtSaveCents: found.data?.pages[0]?.heldAtSaveCents ?? null };
}
