/** Owns the command line of the demo. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

export const USAGE = `npm run demo -- [--seed text] [--seconds 60] [--hour 10]

Lives an hour of a made-up distributor on the running Crivo (npm start), under the branches demo-sp, demo-mg and
demo-am and a policy of their own, and shows what becomes of it.

  --seed text  the same customers, orders, sales and payments again on the same day; otherwise each run draws new ones
  --seconds N  how long the hour lasts (60; 3 to 600); the longer, the more happens
  --hour N     which hour of the day is lived (10; 0 to 23): each sells more or less`;

export interface DemoOptions {
  readonly seed: string;
  readonly seconds: number;
  readonly hour: number;
}

/** Throws an `Error` whose message names what is wrong. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      hour: { type: 'string', default: '10' },
    },
  });
  const seed = values.seed ?? randomBytes(3).toString('hex');
  if (!/^[A-Za-z0-9]{1,16}$/.test(seed)) throw new Error(`--seed must be 1 to 16 letters or digits, got ${seed}`);
  return { seed, seconds: number('--seconds', values.seconds, 3, 600), hour: number('--hour', values.hour, 0, 23) };
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= min && value <= max) return value;
  throw new Error(`${name} must be a number from ${min} to ${max}, got ${text}`);
}
