/** Owns how a group looks to callers: its terms and its members by key. */
import { z } from '@hono/zod-openapi';
import type { Group } from '../../adapters/mongo/group-store';
import { creditTermsSchema } from '../../contracts/customer';
import { MAX_MEMBERS } from '../../usecases/group-customers';
import type { ApiDeps } from '../deps';

export const groupView = z
  .object({
    groupKey: z.string(),
    name: z.string().nullable(),
    /** `null` for a group that nobody has given credit: its members' limits are the only ones. */
    terms: creditTermsSchema.nullable(),
    takenCents: z.number(),
    members: z.array(z.object({ customerKey: z.string(), document: z.string() })),
  })
  .openapi('Group');

/** With its members, documents masked. */
export async function groupOf(
  { groupKey, terms, takenCents }: Omit<Group, 'takenBy'>,
  deps: Pick<ApiDeps, 'stores'>,
): Promise<z.input<typeof groupView>> {
  const customers = await deps.stores.customers.ofGroup(groupKey, MAX_MEMBERS);
  const members = customers.map(({ customerKey, maskedDocument }) => ({ customerKey, document: maskedDocument }));
  const { limit, temporaryLimit, guarantees } = terms ?? {};
  const credit =
    limit && guarantees ? { limit, temporaryLimit: temporaryLimit ?? null, guarantees: [...guarantees] } : null;
  return { groupKey, name: terms?.name ?? null, terms: credit, takenCents, members };
}
