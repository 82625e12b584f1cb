/** Owns how a customer looks to callers: the document masked, the name in full. */
import { z } from '@hono/zod-openapi';
import { creditTermsSchema, situationSchema, type CustomerRecord } from '../../contracts/customer';
import { takenCents } from '../../domain/exposure';
import type { ApiDeps } from '../deps';

export const customerView = z
  .object({
    customerKey: z.string(),
    groupKey: z.string(),
    personType: z.enum(['F', 'J']),
    document: z.string(),
    name: z.string().nullable(),
    situation: situationSchema,
    maxTermDays: z.number().nullable(),
    ...creditTermsSchema.shape,
    takenCents: z.number(),
    masteredAt: z.object({ situation: z.string().nullable(), limit: z.string().nullable() }),
    updatedAt: z.string(),
  })
  .openapi('Customer');

/** With what it has taken of its limit, from its exposure document. */
export async function customerOf(
  record: CustomerRecord,
  deps: Pick<ApiDeps, 'credit' | 'sealer'>,
): Promise<z.input<typeof customerView>> {
  const { customerKey, groupKey, personType, maskedDocument, sealedName } = record;
  const { situation, limit, temporaryLimit, guarantees, maxTermDays, masteredAt, updatedAt } = record;
  const exposure = await deps.credit.exposures.peek(groupKey, customerKey);
  return {
    customerKey,
    groupKey,
    personType,
    document: maskedDocument,
    name: sealedName && deps.sealer.openText(sealedName),
    situation,
    limit,
    maxTermDays,
    temporaryLimit,
    guarantees: [...guarantees],
    takenCents: takenCents(exposure, customerKey),
    masteredAt,
    updatedAt,
  };
}
