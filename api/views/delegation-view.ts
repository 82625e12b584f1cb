/** Owns how a delegation looks to callers. */
import { z } from '@hono/zod-openapi';
import type { Delegation } from '../../contracts/delegation';

export const delegationView = z
  .object({
    delegation: z.string(),
    branch: z.string(),
    band: z.string(),
    from: z.string(),
    to: z.string(),
    fromOn: z.string(),
    toOn: z.string(),
    createdAt: z.string(),
    ended: z.object({ subject: z.string(), at: z.string() }).nullable(),
  })
  .openapi('Delegation');

export function delegationOf(delegation: Delegation): z.input<typeof delegationView> {
  return { ...delegation };
}
