/** Owns who reads what of a restriction: a seller's screen is read at a counter, so it gets no numbers. */
import { z } from '@hono/zod-openapi';
import type { Restriction } from '../../contracts/judgement';
import { FACT_NAMES } from '../../domain/facts';
import { CheckResult, Mode } from '../../domain/outcome';
import { may, type Principal } from '../../domain/permissions';
import { WAIVER_KINDS } from '../../domain/waivers';

/** What let the check pass, so that it doesn't count. */
export const waivedByView = z.object({ kind: z.enum(WAIVER_KINDS), id: z.string() }).optional();

export const restrictionView = z
  .object({
    check: z.string(),
    mode: z.enum([Mode.indicate, Mode.block]),
    action: z.string(),
    result: z.enum([CheckResult.hit, CheckResult.unknown]),
    unverified: z.boolean(),
    waivedBy: waivedByView,
    /** True where it holds an order that had passed before: new since then, or grown beyond the tolerance. */
    isNew: z.literal(true).optional(),
    seller: z.string(),
    /** With the permission `decisions:read` only, like `values`. */
    analyst: z.string().optional(),
    values: z.partialRecord(z.enum(FACT_NAMES), z.union([z.number(), z.boolean(), z.string()])).optional(),
  })
  .openapi('Restriction');

/** The restrictions as this caller may read them. */
export function restrictionsFor(
  principal: Principal,
  restrictions: readonly Restriction[],
): z.infer<typeof restrictionView>[] {
  if (may(principal, 'decisions:read')) return [...restrictions];
  return restrictions.map(({ check, mode, action, result, unverified, waivedBy, isNew, seller }) => {
    return { check, mode, action, result, unverified, ...(waivedBy && { waivedBy }), ...(isNew && { isNew }), seller };
  });
}
