/** Owns what back-tests and shadows are asked with, out of what the API is given; and the pages of their flips. */
import { z } from 'zod';
import { pageQuery } from '../contracts/primitives';
import { FLIP_DIRECTIONS } from '../domain/policy-flips';
import type { Principal } from '../domain/permissions';
import type { BacktestingDeps } from '../usecases/backtest-policy';
import { fromCursor, toCursor } from './cursor';
import type { ApiDeps } from './deps';
import { showFlip, type flipsView } from './views/backtest-view';

export function backtestDeps({ stores, credit, backtests, now }: ApiDeps) {
  return {
    ...stores,
    latest: stores.policies,
    policies: credit.policies,
    workflows: backtests,
    now,
  } satisfies BacktestingDeps;
}

/** Which flips are listed, as the query of an address. */
export const flipQuery = pageQuery.extend({
  check: z
    .string()
    .max(80)
    .regex(/^[a-z0-9-]+$/, { message: 'must be the id of a check' })
    .optional()
    .describe('Only those that turn on account of this check.'),
  direction: z.enum(FLIP_DIRECTIONS).optional().describe('Only those of this direction.'),
});
const position = z.strictObject({ flip: z.string().max(200) });

/** One page of the flips of a back-test or shadow that the caller may see. */
export async function pageOfFlips(
  { stores }: Pick<ApiDeps, 'stores'>,
  { branches }: Principal,
  run: string,
  { check, direction, limit, cursor }: z.infer<typeof flipQuery>,
): Promise<z.input<typeof flipsView>> {
  const afterFlip = fromCursor(position, cursor)?.flip ?? '';
  const found = await stores.policyFlips.page({ run, check, direction, branches, afterFlip, limit: limit + 1 });
  const flips = found.slice(0, limit);
  const last = found.length > limit ? flips.at(-1) : undefined;
  return { flips: flips.map(showFlip), nextCursor: last ? toCursor({ flip: last.flip }) : null };
}
