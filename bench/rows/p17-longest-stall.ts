/** Owns P17: for how long API and worker hear nobody while titles are ingested and orders flow. */
import { rounded } from '../measure';
import { startIdleProcess } from '../references/idle-process';
import type { Row } from '../row';
import { LONGEST_LAG, longestStallMs, METRICS_ENV } from '../stage/longest-stall';
import { seedCustomers, settle, submit, warmUp } from '../stage/orders';
import { startProduct, type Product } from '../stage/product';
import { sendTitles } from '../stage/receivables';
import type { Stage } from '../stage/stage';

const TITLES = 1_000_000;
const WARM_UP_TITLES = 2_000;
const WARM_UP_ORDERS = 20;
const CUSTOMERS = 200;
/** Apart from those of the titles. */
const FIRST_CUSTOMER = 5_000_000;
/** Orders one after the other, so that there are always two on their way. */
const LANES = 2;

interface Stalls {
  readonly api: number;
  readonly worker: number;
  readonly idle: number;
  readonly orders: number;
}

export const longestStall: Row = {
  id: 'P17',
  title:
    'longest stall of the event loop of API and worker, titles ingested and orders flowing, less that of an idle one',
  run: async (stage, { quick, say }) => {
    const titles = quick ? TITLES / 10 : TITLES;
    const stalls = await measure(stage, titles);
    const { api, worker, idle, orders } = stalls;
    say(`P17: API ${api.toFixed(1)} ms, worker ${worker.toFixed(1)} ms, idle ${idle.toFixed(1)} ms, ${orders} orders`);
    const notes = [
      `${titles} titles in one file, ${orders} orders meanwhile; as ${LONGEST_LAG} tells it, all of the interval`,
      `a process that does nothing, on the same machine in the same interval: ${idle.toFixed(1)} ms`,
    ];
    return (['api', 'worker'] as const).map((process) => ({
      id: process === 'api' ? 'P17a' : 'P17b',
      ours: rounded(Math.max(0, stalls[process] - idle)),
      reference: null,
      ratio: null,
      floor: 50,
      aim: 10,
      unit: `ms, longest stall of the ${process === 'api' ? 'API' : 'worker'}`,
      better: 'lower' as const,
      notes,
    }));
  },
};

async function measure(stage: Stage, titles: number): Promise<Stalls> {
  const product = await startProduct(stage, { name: 'p17', env: METRICS_ENV });
  try {
    await seedCustomers(product, FIRST_CUSTOMER, CUSTOMERS);
    await sendTitles(product, WARM_UP_TITLES, 'w-');
    await warmUp(WARM_UP_ORDERS, (n) => submit(product, `warm-${n}`, FIRST_CUSTOMER + (n % CUSTOMERS)));
    const idle = startIdleProcess();
    await settle();
    // Reading it begins it anew.
    await Promise.all([longestStallMs(product.baseUrl), longestStallMs(product.workerUrl)]);
    const orders = await withOrders(product, () => sendTitles(product, titles));
    const [api, worker] = await Promise.all([longestStallMs(product.baseUrl), longestStallMs(product.workerUrl)]);
    return { api, worker, idle: await idle.longestStallMs(), orders };
  } finally {
    await product.stop();
  }
}

/** Answers how many orders were decided meanwhile. */
async function withOrders(product: Product, work: () => Promise<unknown>): Promise<number> {
  const state = { isOver: false, orders: 0 };
  const lane = async (): Promise<void> => {
    while (!state.isOver) {
      const n = (state.orders += 1);
      await submit(product, `o-${n}`, FIRST_CUSTOMER + (n % CUSTOMERS));
    }
  };
  const working = work().finally(() => (state.isOver = true));
  await Promise.all([working, ...Array.from({ length: LANES }, lane)]);
  return state.orders;
}
