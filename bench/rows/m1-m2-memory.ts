/** Owns M1 and M2: the most memory that worker and API ever held while orders flowed. */
import { closedLoop } from '../load';
import { rounded, type Measure } from '../measure';
import { memoryOf } from '../process-usage';
import type { Row } from '../row';
import { seedCustomers, submit } from '../stage/orders';
import { startProduct } from '../stage/product';

const IN_FLIGHT = 50;
/** Several times what the worker keeps in its cache, so that it is full and evictions have begun. */
const ORDERS = 2_000;
const MEBIBYTE = 1_024 * 1_024;

export const memory: Row = {
  id: 'M1',
  title: 'peak resident memory of worker (M1) and API (M2), 50 orders in flight',
  run: async (stage, { quick }) => {
    const orders = quick ? ORDERS / 10 : ORDERS;
    const product = await startProduct(stage, { name: 'm1' });
    try {
      await seedCustomers(product, 0, orders);
      await closedLoop(orders, IN_FLIGHT, (n) => submit(product, `m1-${n}`, n));
      return [
        await measure('M1', product.pids.worker, 350, orders),
        await measure('M2', product.pids.api, 200, orders),
      ];
    } finally {
      await product.stop();
    }
  },
};

async function measure(id: string, pid: number | null, bound: number, orders: number): Promise<Measure> {
  if (pid === null) throw new Error(`${id}: the process is not ours to look at`);
  const { residentBytes, peakBytes } = await memoryOf(pid);
  return {
    id,
    ours: rounded(peakBytes / MEBIBYTE),
    reference: null,
    ratio: null,
    floor: bound,
    aim: bound,
    unit: 'MiB, peak RSS',
    better: 'lower',
    notes: [
      `after ${orders} orders, a process of its own; resident at the end ${rounded(residentBytes / MEBIBYTE)} MiB`,
    ],
  };
}
