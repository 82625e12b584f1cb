/** Owns C1: how often a credit-check turns to Temporal. Never. */
import { closedLoop } from '../load';
import type { Row } from '../row';
import { countingTemporal } from '../stage/counting-temporal';
import { documentOf } from '../stage/documents';
import { orderOf, seedCustomers } from '../stage/orders';
import { BRANCH, startProduct } from '../stage/product';

const CHECKS = 1_000;
const CUSTOMERS = 50;

export const checksWithoutTemporal: Row = {
  id: 'C1',
  title: 'calls of Temporal made by credit-checks',
  run: async (stage, { quick }) => {
    const checks = quick ? CHECKS / 10 : CHECKS;
    const counter = await countingTemporal();
    const product = await startProduct(stage, { name: 'c1', temporalAddress: counter.address });
    try {
      await seedCustomers(product, 0, CUSTOMERS);
      const before = counter.calls();
      await closedLoop(checks, 10, (n) =>
        product.http.done('POST', `/v1/branches/${BRANCH}/credit-checks`, {
          document: documentOf(n % CUSTOMERS),
          amountCents: 189_000,
        }),
      );
      const ours = counter.calls() - before;
      // A counter that nothing reaches would count nothing either.
      await product.http.call('POST', `/v1/branches/${BRANCH}/orders`, orderOf('counted', 0));
      const proof = counter.calls() - before - ours;
      if (proof === 0) throw new Error('an order made no call either: the counter does not work');
      return [
        {
          id: 'C1',
          ours,
          reference: null,
          ratio: null,
          floor: 0,
          aim: 0,
          unit: 'calls of Temporal',
          better: 'lower',
          notes: [`${checks} credit-checks, all answered; one order after them made ${proof} calls`],
        },
      ];
    } finally {
      await product.stop();
      await counter.close();
    }
  },
};
