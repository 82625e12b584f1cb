/** Owns the bureau reports: inserted once, never changed. */
import { reportSchema, type NewReport, type ReportRecord } from '../../contracts/report';
import { isDuplicateKey, type Database } from './database';

/**
 * How many of a customer's reports are read. Where more incomplete ones are newer, an older complete one is not seen
 * and nothing is known: careful, never wrong in the dangerous direction.
 */
export const REPORTS_READ = 50;

export interface ReportStore {
  /** Stores a report; one that is stored already stays as it is. Throws a `ZodError` for what is no report. */
  insert(report: NewReport): Promise<void>;
  find(report: string): Promise<ReportRecord | null>;
  /** A customer's reports of every bureau, the provider's newest first, at most `REPORTS_READ`. */
  ofCustomer(customerKey: string): Promise<readonly ReportRecord[]>;
  /** The same of those that were stored by an instant. */
  storedBy(customerKey: string, at: string): Promise<readonly ReportRecord[]>;
}

/** A report as stored, under its own name. */
export type StoredReport = Omit<ReportRecord, 'report'> & { readonly _id: string };

export function reportStore(database: Database): ReportStore {
  const reports = database.collection<StoredReport>('reports');
  const newest = async (filter: object) => {
    const stored = await reports.find(filter).sort({ providerAt: -1, _id: 1 }).limit(REPORTS_READ).toArray();
    return stored.map(reportFromStored);
  };
  return {
    insert: async (given) => {
      const { report, ...rest } = reportSchema.parse(given);
      try {
        await reports.insertOne({ _id: report, ...rest });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    find: async (report) => {
      const stored = await reports.findOne({ _id: report });
      return stored && reportFromStored(stored);
    },
    ofCustomer: (customerKey) => newest({ customerKey }),
    storedBy: (customerKey, at) => newest({ customerKey, storedAt: { $lte: at } }),
  };
}

/** Of reports stored before these were known. */
const NOT_TOLD = {
  suggestedLimitCents: null,
  suggestedUntil: null,
  verdict: null,
  points: [],
  providerReference: null,
  notes: [],
  charged: 'unknown',
  purchase: null,
} satisfies Partial<ReportRecord>;

/** With what older ones don't tell. */
export function reportFromStored({ _id, ...rest }: StoredReport): ReportRecord {
  return { ...NOT_TOLD, report: _id, ...rest };
}
