/** Owns HOLDS: what orders that wait on holds cost the worker, and how soon a whole group of them is judged again, once each. */
import { setTimeout as wait } from 'node:timers/promises';
import { closedLoop } from '../load';
import { rounded, type Measure } from '../measure';
import { cpuDuring, memoryOf } from '../process-usage';
import type { Row } from '../row';
import { documentOf } from '../stage/documents';
import { BRANCH, startProduct, type Product } from '../stage/product';
import { blockBeyondLimit, decisionsByOrder, seedPoorCustomers, submitHeld } from '../stage/waiting-orders';

const WAITING = 10_000;
const OF_GROUP = 1_000;
const IN_FLIGHT = 25;
const QUIET_MS = 60_000;
/** What submitting leaves to do (outboxes, evictions) is over by then; and a second round of a group would have begun. */
const SETTLE_MS = 10_000;
/** After it the worker looks at its outboxes as seldom as it ever does. */
const QUIETENS_MS = 60_000;
const LONGEST_MS = 300_000;
const MEBIBYTE = 1_024 * 1_024;

export const holds: Row = {
  id: 'HOLDS',
  title: 'orders waiting on holds: memory and CPU of the worker, one group judged again after one change',
  run: async (stage, { quick, say }) => {
    const [waiting, ofGroup, quietMs] = quick ? [1_000, 100, QUIET_MS / 3] : [WAITING, OF_GROUP, QUIET_MS];
    const product = await startProduct(stage, { name: 'holds' });
    try {
      await blockBeyondLimit(product);
      const again = await judgedAgain(product, ofGroup);
      for (const { id, ours, unit, notes } of again) say(`${id}: ${ours} ${unit}; ${notes.join('; ')}`);
      await seedPoorCustomers(product, 1, waiting);
      await wait(QUIETENS_MS);
      const idle = await quietShare(product, quietMs);
      say(`HOLDS: the worker without a waiting order uses ${rounded(idle)} % of a core`);
      const { seconds } = await closedLoop(waiting, IN_FLIGHT, (n) => submitHeld(product, `w-${n}`, 1 + n));
      say(`HOLDS: ${waiting} orders are held after ${rounded(seconds)} s`);
      await wait(QUIETENS_MS);
      const share = await quietShare(product, quietMs);
      const { residentBytes, peakBytes } = await memoryOf(pidOf(product));
      const told = `${waiting} held orders, sent through the API; resident in the quiet ${rounded(residentBytes / MEBIBYTE)} MiB`;
      const quiet = `over ${quietMs / 1_000} s of quiet with ${waiting} held orders; without one ${rounded(idle)} %`;
      return [
        measure('HOLDS-memory', peakBytes / MEBIBYTE, 350, 'MiB, peak RSS', told),
        measure('HOLDS-cpu', share, 1, '% of a core', quiet),
        ...again,
      ];
    } finally {
      await product.stop();
    }
  },
};

async function quietShare(product: Product, ms: number): Promise<number> {
  const { cpuMs } = await cpuDuring({ worker: pidOf(product) }, () => wait(ms));
  return ((cpuMs['worker'] ?? 0) / ms) * 100;
}

/** One customer's orders are one group's; a new limit lets all of them go on. */
async function judgedAgain(product: Product, count: number): Promise<Measure[]> {
  const [customerKey = ''] = await seedPoorCustomers(product, 0, 1);
  await closedLoop(count, IN_FLIGHT, (n) => submitHeld(product, `g-${n}`, 0));
  await wait(SETTLE_MS);
  const before = await decisionsByOrder(product, customerKey);
  if (before.get(1) !== count) throw new Error(`not ${count} orders have one decision: ${told(before)}`);
  const limit = { kind: 'amount', amountCents: 1_000_000_000_00, validUntil: null };
  const started = performance.now();
  await product.http.done('PUT', `/v1/branches/${BRANCH}/customers`, { document: documentOf(0), limit });
  const orders = product.database.collection<{ readonly _id: string; customerKey: string; status: string }>('orders');
  const held = { customerKey, status: 'held' };
  while ((await orders.countDocuments(held)) > 0) {
    if (performance.now() - started > LONGEST_MS)
      throw new Error(`${await orders.countDocuments(held)} orders are still held`);
    await wait(100);
  }
  const seconds = (performance.now() - started) / 1_000;
  await wait(SETTLE_MS);
  const after = await decisionsByOrder(product, customerKey);
  const again = [...after].reduce((sum, [decisions, many]) => sum + Math.max(0, decisions - 2) * many, 0);
  return [
    measure('HOLDS-group', seconds, 60, 's', `${count} held orders of one group, from the change until none is held`),
    measure('HOLDS-twice', again, 0, 'decisions', `beyond two of an order (sent, judged again); ${told(after)}`),
  ];
}

function measure(id: string, ours: number, bound: number, unit: string, note: string): Measure {
  const figures = { ours: rounded(ours), reference: null, ratio: null, floor: bound, aim: bound };
  return { id, ...figures, unit, better: 'lower', notes: [note] };
}

function told(byCount: ReadonlyMap<number, number>): string {
  return [...byCount].map(([decisions, many]) => `${many} orders with ${decisions} decisions`).join(', ');
}

function pidOf({ pids }: Product): number {
  if (pids.worker === null) throw new Error('the worker is not ours to look at');
  return pids.worker;
}
