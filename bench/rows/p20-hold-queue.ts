/** Owns P20: how long the first page of the hold queue takes beside the raw query of the same documents. */
import { HOLD_SORTS, type HoldSort } from '../../domain/hold-queue';
import { closedLoop } from '../load';
import { rounded } from '../measure';
import { compare, median, type Compared } from '../rounds';
import type { Row } from '../row';
import { seedHolds, type QueueSize } from '../stage/held-orders';
import { startProduct, type Product } from '../stage/product';

const ROUNDS = 7;
const CALLS = 20;
const WARM_UP = 30;
const PAGE = 50;
const FULL: QueueSize = { orders: 100_000, held: 5_000 };

/** As the API sorts where nothing is asked for but by what. */
const SORT: Readonly<Record<HoldSort, Record<string, 1 | -1>>> = {
  age: { heldSince: 1, _id: 1 },
  value: { termCents: -1, _id: -1 },
  risk: { 'queue.risk': -1, _id: -1 },
  deadline: { 'queue.until': 1, _id: 1 },
};

export const holdQueue: Row = {
  id: 'P20',
  title: 'first page of the hold queue: GET /holds / the raw query of the same page by the driver; ms',
  run: async (stage, { quick, say }) => {
    const size = quick ? { orders: FULL.orders / 10, held: FULL.held / 10 } : FULL;
    const product = await startProduct(stage, { name: 'p20' });
    try {
      await seedHolds(product, size);
      say(`P20: ${size.orders} orders stored, ${size.held} of them held`);
      const found = new Map<HoldSort, Compared>();
      for (const by of HOLD_SORTS) {
        found.set(by, await compareBy(product, by));
        say(`P20 by ${by}: ${told(found.get(by))}`);
      }
      const asked = found.get('age');
      if (asked === undefined) throw new Error('nothing was measured');
      return [
        {
          id: 'P20',
          ours: rounded(asked.ours),
          reference: rounded(asked.reference),
          ratio: rounded(asked.ratio),
          floor: 3,
          aim: 1.5,
          unit: 'ms',
          better: 'lower',
          notes: [
            `${size.orders} orders, ${size.held} of them held, ${PAGE} on a page; ${ROUNDS} rounds of ${CALLS} calls, one after the other`,
            'the reference reads the same documents by the same filter, sort and limit; the API reads their customers as well, opens the names and answers JSON, which is parsed',
            ...HOLD_SORTS.map((by) => `by ${by}: ${told(found.get(by))}`),
          ],
        },
      ];
    } finally {
      await product.stop();
    }
  },
};

async function compareBy(product: Product, by: HoldSort): Promise<Compared> {
  const ours = async () => {
    const body = (await product.http.done('GET', `/v1/holds?by=${by}&limit=${PAGE}`)) as { holds: unknown[] };
    demandPage(body.holds.length);
  };
  const orders = product.database.collection<{ readonly _id: string; readonly status: string }>('orders');
  const reference = async () => {
    const raw = orders.find({ status: 'held' }, { projection: { outbox: 0 } }).sort(SORT[by]);
    demandPage((await raw.limit(PAGE + 1).toArray()).length - 1);
  };
  await closedLoop(WARM_UP, 1, ours);
  await closedLoop(WARM_UP, 1, reference);
  return compare(ROUNDS, { ours: () => msOf(ours), reference: () => msOf(reference) });
}

async function msOf(call: () => Promise<void>): Promise<number> {
  const ms: number[] = [];
  for (let done = 0; done < CALLS; done += 1) {
    const started = performance.now();
    await call();
    ms.push(performance.now() - started);
  }
  return median(ms);
}

function demandPage(length: number): void {
  if (length !== PAGE) throw new Error(`a page of ${PAGE} has ${length}`);
}

function told(found: Compared | undefined): string {
  if (found === undefined) return 'not measured';
  return `${found.ours.toFixed(1)} / ${found.reference.toFixed(1)} ms, ratio ${found.ratio.toFixed(2)}`;
}
