/** Owns P8: how much longer an order takes over HTTP, until its decision has arrived, than Temporal's bare minimum. */
import { startBareTemporal } from '../references/bare-temporal';
import { openLoop } from '../load';
import { rounded } from '../measure';
import { compare, quantile } from '../rounds';
import type { Row } from '../row';
import { seedCustomers, settle, submit, warmUp } from '../stage/orders';
import { startProduct } from '../stage/product';

const PER_SECOND = 20;
const ROUNDS = 3;
const WARM_UP = 100;

export const submitLatency: Row = {
  id: 'P8',
  title: 'p50 of POST orders / p50 of a bare update-with-start; open loop, 20/s',
  run: async (stage, { quick, say }) => {
    const count = PER_SECOND * (quick ? 6 : 60);
    const product = await startProduct(stage, { name: 'p8' });
    const bare = await startBareTemporal(stage);
    try {
      await seedCustomers(product, 0, WARM_UP + ROUNDS * count);
      let repeats = 0;
      const order = async (n: number) => void (repeats += await submit(product, `p8-${n}`, n));
      await warmUp(WARM_UP, order);
      await warmUp(WARM_UP, (n) => bare.order('bareOrder', `warm-${n}`));
      const p99: Record<'ours' | 'reference', number[]> = { ours: [], reference: [] };
      const measured = async (side: 'ours' | 'reference', call: (n: number) => Promise<void>) => {
        await settle();
        const { latenciesMs } = await openLoop(count, PER_SECOND, call);
        p99[side].push(quantile(latenciesMs, 0.99));
        const p50 = quantile(latenciesMs, 0.5);
        say(`P8 ${side}: p50 ${rounded(p50)} ms, p99 ${rounded(quantile(latenciesMs, 0.99))} ms`);
        return p50;
      };
      const result = await compare(ROUNDS, {
        ours: (round) => measured('ours', (n) => order(WARM_UP + round * count + n)),
        reference: (round) => measured('reference', (n) => bare.order('bareOrder', `${round}-${n}`)),
      });
      return [
        {
          id: 'P8',
          ours: rounded(result.ours),
          reference: rounded(result.reference),
          ratio: rounded(result.ratio),
          floor: 1.5,
          aim: 1.2,
          unit: 'ms, p50',
          better: 'lower',
          notes: [
            `${ROUNDS} rounds of ${count} calls; each order another customer; the reference has no payload codec`,
            `${repeats} submits had to be repeated after a 503`,
            `p99 ours ${p99.ours.map(rounded).join(', ')} ms; reference ${p99.reference.map(rounded).join(', ')} ms`,
          ],
        },
      ];
    } finally {
      await bare.stop();
      await product.stop();
    }
  },
};
