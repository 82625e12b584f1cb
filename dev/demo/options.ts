/** Owns the command line of the demo. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

export const USAGE = `npm run demo -- [--orders 80] [--seed text]

Sends customers, titles and a stream of orders to the running Crivo (npm start), under the branch "demo", and shows
what becomes of them. It takes about a minute.

  --orders N   how many orders (80; at most 2000)
  --seed text  the same customers and orders again on the same day; otherwise each run draws new ones`;

export interface DemoOptions {
  readonly orders: number;
  readonly seed: string;
}

const MOST_ORDERS = 2_000;

/** Throws an `Error` whose message names what is wrong. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { orders: { type: 'string', default: '80' }, seed: { type: 'string' } },
  });
  const orders = Number(values.orders);
  if (!/^\d{1,4}$/.test(values.orders) || orders < 1 || orders > MOST_ORDERS) {
    throw new Error(`--orders must be a number from 1 to ${MOST_ORDERS}, got ${values.orders}`);
  }
  const seed = values.seed ?? randomBytes(3).toString('hex');
  if (!/^[A-Za-z0-9]{1,16}$/.test(seed)) throw new Error(`--seed must be 1 to 16 letters or digits, got ${seed}`);
  return { orders, seed };
}
