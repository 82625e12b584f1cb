/** Owns who a `customerKey` is, for lists of them: document masked, and the name. */
import { z } from '@hono/zod-openapi';
import type { CustomerRecord } from '../../contracts/customer';
import { may, type Principal } from '../../domain/permissions';

export const namedCustomerView = z
  .object({
    document: z.string().describe('Masked.'),
    name: z.string().nullable().describe('null where nobody has told it.'),
  })
  .nullable()
  .describe('Told to who may read customers; null for everybody else.');
export type NamedCustomer = z.input<typeof namedCustomerView>;

/** Answers for each key who it is, as far as the caller may know. */
export function namesOf(
  customers: readonly CustomerRecord[],
  principal: Principal,
  sealer: { openText(sealed: string): string },
): (customerKey: string) => NamedCustomer {
  if (!may(principal, 'customers:read')) return () => null;
  const known = new Map(customers.map((customer) => [customer.customerKey, customer]));
  return (customerKey) => {
    const found = known.get(customerKey);
    if (found === undefined) return null;
    const { maskedDocument, sealedName } = found;
    return { document: maskedDocument, name: sealedName === null ? null : sealer.openText(sealedName) };
  };
}
