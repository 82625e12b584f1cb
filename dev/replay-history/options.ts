/** Owns the command line of a replay. */
import { parseArgs } from 'node:util';

export const USAGE = `npm run replay:history -- [FILE] [--policy file.json] [--late-days 15] [--json] [--store] [--seed text]

Judges each invoice of FILE as an order on its invoice date, knowing only what is dated strictly before it, and
compares the outcome with how late it was really paid. Without FILE, made-up invoices of the same columns are judged.

  --policy file.json  the policy to judge by; otherwise the one that Crivo ships with
  --late-days N       an invoice is late above N days after its due date (15)
  --json              one JSON document instead of tables
  --store             keeps the decisions, their policy and how they were paid on the running servers, under a branch of their own
  --seed text         another made-up history (only without FILE)`;

export interface ReplayOptions {
  /** `null` for made-up invoices. */
  readonly file: string | null;
  readonly seed: string;
  readonly policyFile: string | null;
  readonly lateDays: number;
  readonly json: boolean;
  readonly store: boolean;
}

/** Throws an `Error` whose message names what is wrong. */
export function parseOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      'late-days': { type: 'string', default: '15' },
      json: { type: 'boolean', default: false },
      store: { type: 'boolean', default: false },
      seed: { type: 'string' },
    },
  });
  if (positionals.length > 1) throw new Error(`one FILE is judged at a time, got ${positionals.length}`);
  const lateDays = values['late-days'];
  if (!/^\d{1,4}$/.test(lateDays)) throw new Error(`--late-days must be a whole number of days, got ${lateDays}`);
  const file = positionals[0] ?? null;
  if (file !== null && values.seed !== undefined) throw new Error('--seed makes up invoices: leave it or FILE out');
  const { policy, json, store, seed = 'crivo' } = values;
  return { file, seed, policyFile: policy ?? null, lateDays: Number(lateDays), json, store };
}
