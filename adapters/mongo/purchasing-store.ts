/** Owns how branches buy reports, one document a branch, and the company's own switch. Each change with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import { PURCHASING_DEFAULT, type Purchasing } from '../../contracts/purchasing';
import { insertAudit, type StoredAudit } from './audit-store';
import { insertOnce, type Database } from './database';

export interface PurchasingStore {
  /** A branch that never said gets the defaults. */
  find(branch: string): Promise<Purchasing>;
  /** Changes what is there, together with its audit entry, so that nobody's change is lost; answers what there is now. */
  change(
    branch: string,
    changed: (before: Purchasing) => Purchasing,
    auditOf: (before: Purchasing, after: Purchasing) => AuditEntry,
  ): Promise<Purchasing>;
  /** Whether the company buys at all. */
  isEnabled(): Promise<boolean>;
  switchCompany(enabled: boolean, auditOf: (before: boolean) => AuditEntry): Promise<void>;
}

type Stored = { readonly _id: string; readonly purchasing: Purchasing };

/** No code of a branch begins with a star. */
const COMPANY = '*';

export function purchasingStore(database: Database): PurchasingStore {
  const settings = database.collection<Stored>('purchasing');
  const audits = database.collection<StoredAudit>('audit');
  const change: PurchasingStore['change'] = async (_id, changed, auditOf) => {
    // A document to contend for: of two that would each begin it, one would fail.
    await insertOnce(settings, { _id, purchasing: PURCHASING_DEFAULT });
    return database.transaction(async (session) => {
      const before = (await settings.findOne({ _id }, { session }))?.purchasing ?? PURCHASING_DEFAULT;
      const after = changed(before);
      await settings.updateOne({ _id }, { $set: { purchasing: after } }, { session });
      await insertAudit(audits, auditOf(before, after), session);
      return after;
    });
  };
  return {
    find: async (branch) => (await settings.findOne({ _id: branch }))?.purchasing ?? PURCHASING_DEFAULT,
    change,
    isEnabled: async () => (await settings.findOne({ _id: COMPANY }))?.purchasing.enabled ?? true,
    switchCompany: async (enabled, auditOf) => {
      await change(
        COMPANY,
        (before) => ({ ...before, enabled }),
        (before) => auditOf(before.enabled),
      );
    },
  };
}
