/** Owns the audit trail. Entries are written inside the transaction of the change they tell of. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import type { AuditKind } from '../../domain/audit-kinds';
import { anyOf, type Collection, type Database } from './database';

/** The place of an entry in the trail. */
export type AuditPosition = Pick<AuditEntry, 'at' | 'id'>;

export interface AuditQuery {
  /** The company's entries are everybody's, but where `isOfBranch`. */
  readonly branches: '*' | readonly string[];
  /** Only those of the branches. */
  readonly isOfBranch?: boolean;
  /** Instants: from the first on, up to before the second. */
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly kind?: AuditKind;
  readonly target?: string;
  /** Entries older than this one. */
  readonly before?: AuditPosition;
  readonly limit: number;
}

export interface AuditStore {
  /** Newest first, at most `limit`. */
  page(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** An entry of what changed nothing, but is to be known. */
  note(entry: AuditEntry): Promise<void>;
}

export interface StoredAudit extends Omit<AuditEntry, 'id'> {
  readonly _id: string;
}

export function auditStore(database: Database): AuditStore {
  const audits = database.collection<StoredAudit>('audit');
  return {
    page: async ({ limit, ...query }) => {
      const stored = await audits.find(filterOf(query)).sort({ at: -1, _id: -1 }).limit(limit).toArray();
      return stored.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
    },
    note: async ({ id, ...rest }) => void (await audits.insertOne({ _id: id, ...rest })),
  };
}

function filterOf({
  branches,
  isOfBranch = false,
  from,
  to,
  subject,
  kind,
  target,
  before,
}: Omit<AuditQuery, 'limit'>) {
  // The bound beside `anyOf` is what the index is read from.
  const at = {
    ...(from !== undefined && { $gte: from }),
    ...(to !== undefined && { $lt: to }),
    ...(before && { $lte: before.at }),
  };
  const branch = branches === '*' ? null : { $in: isOfBranch ? [...branches] : [null, ...branches] };
  return {
    ...(branch !== null && { branch }),
    ...(subject !== undefined && { subject }),
    ...(kind !== undefined && { kind }),
    ...(target !== undefined && { target }),
    ...(Object.keys(at).length > 0 && { at }),
    ...(before && anyOf({ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } })),
  };
}

/** Part of the changing transaction, so that no change is without its entry and no entry without its change. */
export async function insertAudit(
  audits: Collection<StoredAudit>,
  entry: AuditEntry,
  session: mongo.ClientSession,
): Promise<void> {
  const { id, ...rest } = entry;
  await audits.insertOne({ _id: id, ...rest }, { session });
}
