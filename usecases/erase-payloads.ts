/** Owns the erasure of what bureaus answered of a customer: its key is destroyed, and with it every answer, copies too. */
import type { CustomerKeyStore } from '../adapters/mongo/customer-key-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { AuditEntry } from '../contracts/audit';
import { CrivoError } from '../domain/errors';
import { newId } from './new-id';

export interface ErasedPayloads {
  /** How many answers this call has erased; none where they were erased before. */
  readonly payloads: number;
  /** When it was last done; `null` where there never was anything. */
  readonly erasedAt: string | null;
}

/**
 * One transaction, so that a crash leaves all or nothing; repeating it finds nothing and writes nothing. What is under way
 * with the old key meanwhile ends unreadable; what is bought later gets a key of its own. Errors: `CustomerNotFound`.
 */
export async function erasePayloads(
  deps: {
    readonly customers: Pick<CustomerStore, 'find'>;
    readonly customerKeys: Pick<CustomerKeyStore, 'erase' | 'erasureOf'>;
    readonly now: () => Date;
  },
  by: string,
  customerKey: string,
  note: string,
): Promise<ErasedPayloads> {
  if ((await deps.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
  const at = deps.now().toISOString();
  const entry = { id: newId('aud'), at, subject: by, kind: 'payloads', target: customerKey, branch: null } as const;
  const erased = await deps.customerKeys.erase(customerKey, { at, by }, (payloads): AuditEntry => ({
    ...entry,
    before: { payloads },
    after: { payloads: 0, note },
  }));
  if (erased !== null) return { payloads: erased.payloads, erasedAt: at };
  return { payloads: 0, erasedAt: (await deps.customerKeys.erasureOf(customerKey))?.at ?? null };
}
