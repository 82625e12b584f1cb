/** Owns each customer's own key, sealed: without it nothing that was sealed with it can be read by anybody. */
import type { AuditEntry } from '../../contracts/audit';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Database } from './database';
import type { StoredRaw } from './raw-report-store';

/** `key` names it beside what it sealed, so that what an erased one has sealed is told from what was changed. */
export interface CustomerKey {
  readonly key: string;
  readonly sealedKey: string;
}

/** The last time a customer's key was destroyed. */
export interface KeyErasure {
  readonly at: string;
  readonly by: string;
}

export interface CustomerKeyStore {
  find(customerKey: string): Promise<CustomerKey | null>;
  /** The customer's key: the one there is, or the one given. */
  ensure(customerKey: string, made: CustomerKey): Promise<CustomerKey>;
  /** `null` for who never had any destroyed. */
  erasureOf(customerKey: string): Promise<KeyErasure | null>;
  /**
   * Destroys the key and removes what it has sealed, together with the audit entry; all or nothing. Answers how many
   * payloads there were, `null` where there was neither key nor payload, and then nothing is written.
   */
  erase(
    customerKey: string,
    erasure: KeyErasure,
    auditOf: (payloads: number) => AuditEntry,
  ): Promise<{ readonly payloads: number } | null>;
}

interface StoredKey {
  readonly _id: string;
  readonly key?: CustomerKey | null;
  readonly erased?: KeyErasure;
}

export function customerKeyStore(database: Database): CustomerKeyStore {
  const keys = database.collection<StoredKey>('customerKeys');
  const raws = database.collection<StoredRaw>('rawReports');
  const audits = database.collection<StoredAudit>('audit');
  const find = async (customerKey: string) => (await keys.findOne({ _id: customerKey }))?.key ?? null;
  return {
    find,
    ensure: async (customerKey, made) => {
      try {
        await keys.updateOne({ _id: customerKey, key: null }, { $set: { key: made } }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await find(customerKey)) ?? made;
    },
    erasureOf: async (customerKey) => (await keys.findOne({ _id: customerKey }))?.erased ?? null,
    erase: (customerKey, erased, auditOf) =>
      database.transaction(async (session) => {
        const held = { _id: customerKey, key: { $ne: null } };
        const { matchedCount } = await keys.updateOne(held, { $set: { key: null, erased } }, { session });
        const { deletedCount } = await raws.deleteMany({ customerKey }, { session });
        if (matchedCount === 0 && deletedCount === 0) return null;
        await insertAudit(audits, auditOf(deletedCount), session);
        return { payloads: deletedCount };
      }),
  };
}
