/** Owns P9: how many orders a second go from the hook to their decision, and what CPU each process spends on one. */
import { startBareTemporal, type BareTemporal } from '../references/bare-temporal';
import { closedLoop } from '../load';
import { rounded, type Measure } from '../measure';
import { cpuDuring } from '../process-usage';
import { compare, median } from '../rounds';
import type { Row, RowOptions } from '../row';
import { seedCustomers, settle, submit, warmUp } from '../stage/orders';
import { startProduct, type Product } from '../stage/product';
import type { Servers, Stage } from '../stage/stage';

const IN_FLIGHT = 50;
const ROUNDS = 3;
const ORDERS = 600;
const WARM_UP = 200;
const REGULARS = 20;

export const ordersPerSecond: Row = {
  id: 'P9',
  title: 'orders/s from hook to decision / a bare update-with-start with one local activity; 50 in flight',
  run: async (stage, options) => {
    const product = await startProduct(stage, { name: 'p9' });
    const bare = await startBareTemporal(stage);
    try {
      const race = raceOf(stage, product, bare, options);
      await seedCustomers(product, 0, WARM_UP + ROUNDS * race.orders + REGULARS);
      await warmUp(WARM_UP, (n) => submit(product, `warm-${n}`, n));
      await warmUp(WARM_UP, (n) => bare.order('bareDecision', `warm-${n}`));
      const firstRegular = WARM_UP + ROUNDS * race.orders;
      return [
        await race.run('P9a', 'each order another customer', (n) => WARM_UP + n),
        await race.run('P9b', `${REGULARS} customers`, (n) => firstRegular + (n % REGULARS)),
      ];
    } finally {
      await bare.stop();
      await product.stop();
    }
  },
};

function raceOf(stage: Stage, product: Product, bare: BareTemporal, { quick, say }: RowOptions) {
  const orders = quick ? ORDERS / 10 : ORDERS;
  const run = async (id: string, what: string, customerOf: (n: number) => number): Promise<Measure> => {
    const servers = await stage.servers();
    const spent: Record<'ours' | 'reference', Readonly<Record<string, number>>[]> = { ours: [], reference: [] };
    let repeats = 0;
    const measured = async (side: 'ours' | 'reference', call: (n: number) => Promise<void>): Promise<number> => {
      await settle();
      const pids = { ...pidsOf(servers), ...(side === 'ours' ? product.pids : { worker: bare.pid }) };
      const { result, cpuMs } = await cpuDuring(pids, () => closedLoop(orders, IN_FLIGHT, call));
      spent[side].push(cpuMs);
      const perSecond = orders / result.seconds;
      say(`${id} ${side}: ${perSecond.toFixed(1)}/s`);
      return perSecond;
    };
    const result = await compare(ROUNDS, {
      ours: (round) =>
        measured('ours', async (n) => {
          repeats += await submit(product, `${id}-${round}-${n}`, customerOf(round * orders + n));
        }),
      reference: (round) => measured('reference', (n) => bare.order('bareDecision', `${id}-${round}-${n}`)),
    });
    return {
      id,
      ours: rounded(result.ours),
      reference: rounded(result.reference),
      ratio: rounded(result.ratio),
      floor: 0.55,
      aim: 0.8,
      unit: 'orders/s',
      better: 'higher',
      notes: [
        `${what}; ${ROUNDS} rounds of ${orders}, ${IN_FLIGHT} in flight; the reference has no payload codec`,
        `${repeats} submits had to be repeated after a 503`,
        `rounds: ${result.rounds.map((r) => `${r.ours.toFixed(1)} / ${r.reference.toFixed(1)}`).join(', ')}`,
        `CPU ms an order, ours: ${perOrder(spent.ours, orders)}; reference: ${perOrder(spent.reference, orders)}`,
      ],
    };
  };
  return { orders, run };
}

/** `caller` is this process, which plays the ERP; it shares the machine and its CPU with all the others. */
function pidsOf(servers: Servers): Readonly<Record<string, number | null>> {
  return { caller: process.pid, temporal: servers.temporal.pid, mongodb: servers.mongodb.pid };
}

function perOrder(rounds: readonly Readonly<Record<string, number>>[], orders: number): string {
  const names = Object.keys(rounds[0] ?? {});
  return names
    .map((name) => `${name} ${(median(rounds.map((round) => round[name] ?? 0)) / orders).toFixed(1)}`)
    .join(', ');
}
