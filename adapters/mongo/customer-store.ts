/** Owns the customers' documents. */
import type { AuditEntry } from '../../contracts/audit';
import type { CustomerRecord } from '../../contracts/customer';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Database } from './database';

export interface CustomerStore {
  find(customerKey: string): Promise<CustomerRecord | null>;
  /** Inserts a customer met for the first time; what is stored already stays as it is. */
  ensure(record: CustomerRecord): Promise<void>;
  /** Replaces the record if nobody changed it since `expectedUpdatedAt`; false when somebody did. */
  replace(record: CustomerRecord, expectedUpdatedAt: string, audit: AuditEntry | null): Promise<boolean>;
}

interface StoredCustomer extends Omit<CustomerRecord, 'customerKey'> {
  readonly _id: string;
}

export function customerStore(database: Database): CustomerStore {
  const customers = database.collection<StoredCustomer>('customers');
  const audits = database.collection<StoredAudit>('audit');
  return {
    find: async (customerKey) => {
      const stored = await customers.findOne({ _id: customerKey });
      if (stored === null) return null;
      const { _id, ...rest } = stored;
      return { customerKey: _id, ...rest };
    },
    ensure: async ({ customerKey, ...rest }) => {
      try {
        await customers.insertOne({ _id: customerKey, ...rest });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    replace: ({ customerKey, ...rest }, expectedUpdatedAt, audit) =>
      database.transaction(async (session) => {
        const seen = { _id: customerKey, updatedAt: expectedUpdatedAt };
        const { matchedCount } = await customers.replaceOne(seen, rest, { session });
        if (matchedCount === 1 && audit !== null) await insertAudit(audits, audit, session);
        return matchedCount === 1;
      }),
  };
}
