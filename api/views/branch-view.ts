/** Owns how a branch looks to callers. */
import { z } from '@hono/zod-openapi';
import type { BranchRecord } from '../../adapters/mongo/branch-store';
import { branchParametersSchema } from '../../contracts/branch';

export const branchView = branchParametersSchema
  .extend({ branch: z.string(), policy: z.object({ id: z.string(), version: z.number() }), updatedAt: z.string() })
  .openapi('Branch');

export function branchOf({ branch, parameters, policy, updatedAt }: BranchRecord): z.input<typeof branchView> {
  return { branch, ...parameters, policy, updatedAt };
}
