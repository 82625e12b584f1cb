/** Owns the customers' histories: entries inserted once, never changed. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import type { CreditEntry, HistoryEntry, RestrictionsEntry } from '../../contracts/customer-history';
import { anyOf, isDuplicateKey, type Collection, type Database } from './database';

/** A position in a customer's history. */
export interface HistoryPosition {
  readonly at: string;
  readonly id: string;
}

export interface HistoryQuery {
  readonly customerKey: string;
  readonly kind?: HistoryEntry['kind'];
  readonly limit: number;
  readonly before?: HistoryPosition;
}

export interface CustomerHistoryStore {
  /** The newest entry of restrictions, which the next one has to differ from. */
  last(customerKey: string): Promise<RestrictionsEntry | null>;
  /** Whether a decision has entered the history, however long ago. */
  has(customerKey: string, decision: string): Promise<boolean>;
  /** Inserts the entry. False when another one has its place after the same one already. */
  append(entry: Omit<RestrictionsEntry, 'entry'>): Promise<boolean>;
  /** Newest first, of one kind where that is asked for, older than `before`, at most `limit`. */
  page(query: HistoryQuery): Promise<readonly HistoryEntry[]>;
}

/** An entry as stored, under its own name. */
export type StoredHistory = (Omit<RestrictionsEntry, 'entry'> | Omit<CreditEntry, 'entry'>) & { readonly _id: string };

const LONGEST_SEQ = 12;

export function customerHistoryStore(database: Database): CustomerHistoryStore {
  const entries = database.collection<StoredHistory>('customerHistory');
  return {
    last: async (customerKey) => {
      const [stored] = await entries
        .find({ customerKey, seq: { $gt: 0 } })
        .sort({ seq: -1 })
        .limit(1)
        .toArray();
      const entry = stored && fromStored(stored);
      return entry?.kind === 'restrictions' ? entry : null;
    },
    has: async (customerKey, decision) =>
      (await entries.findOne({ customerKey, decision }, { projection: { _id: 1 } })) !== null,
    append: async (entry) => {
      try {
        await entries.insertOne({ _id: entryId(entry), ...entry });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    page: async ({ customerKey, kind, limit, before }) => {
      const older = before && anyOf({ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } });
      const stored = await entries
        .find({ customerKey, ...(kind !== undefined && { kind }), ...older })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
  };
}

/** `cus_…/000000000007`: the name of the entry at this place, which sorts as it counts. */
function entryId({ customerKey, seq }: Omit<RestrictionsEntry, 'entry'>): string {
  return `${customerKey}/${String(seq).padStart(LONGEST_SEQ, '0')}`;
}

/** Part of the transaction that changes the credit, so that no change is without its entry and no entry without it. */
export async function insertCreditEntry(
  entries: Collection<StoredHistory>,
  { id, at, subject, target, before, after }: AuditEntry,
  session: mongo.ClientSession,
): Promise<void> {
  const _id = `${target}/${id}`;
  await entries.insertOne({ _id, kind: 'credit', customerKey: target, at, subject, before, after }, { session });
}

function fromStored({ _id, ...rest }: StoredHistory): HistoryEntry {
  return { entry: _id, ...rest };
}
