/** Owns how reason codes look to callers. */
import { z } from '@hono/zod-openapi';
import type { ReasonCode } from '../../domain/reason-codes';

export const reasonCodesView = z
  .object({
    codes: z.array(
      z.object({
        code: z.string(),
        label: z.string(),
        requiresNote: z.boolean().openapi({ description: 'Whoever uses it writes a note.' }),
      }),
    ),
  })
  .openapi('ReasonCodes');

export function reasonCodesOf(codes: readonly ReasonCode[]): z.input<typeof reasonCodesView> {
  return { codes: [...codes] };
}
