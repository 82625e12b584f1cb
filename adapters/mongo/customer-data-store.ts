/** Owns the reading of everything that is stored of one customer, whichever branch it is of, one part after another. */
import type { Consent } from '../../contracts/consent';
import type { HistoryEntry } from '../../contracts/customer-history';
import type { DecisionRecord } from '../../contracts/decision';
import type { Exception } from '../../contracts/exception';
import type { StoredHold } from '../../contracts/hold';
import type { LimitProposal } from '../../contracts/limit-proposal';
import type { Note } from '../../contracts/note';
import type { PurchaseRecord, ReportUse } from '../../contracts/purchase';
import type { PictureRecord } from '../../contracts/receivables-sync';
import type { Release } from '../../contracts/release';
import type { ReportRecord } from '../../contracts/report';
import type { ReportView } from '../../contracts/report-view';
import type { ReviewRequest } from '../../contracts/review-request';
import type { Movement } from '../../domain/movements';
import type { CollectionName, Database } from './database';
import type { OrderRecord } from './order-store';
import { reportFromStored, type StoredReport } from './report-store';
import type { SaleRecord } from './sale-store';
import { fromStoredMovement, type StoredMovement } from './stored-movement';

/** What there is of a customer beside its own record. */
export interface CustomerParts {
  readonly consents: Consent;
  readonly notes: Note;
  readonly history: HistoryEntry;
  readonly limitProposals: LimitProposal;
  readonly releases: Release;
  readonly exceptions: Exception;
  /** `storedAt`: when it came to us. */
  readonly movements: Movement & { readonly storedAt: string };
  readonly pictures: PictureRecord;
  readonly orders: OrderRecord;
  readonly sales: SaleRecord;
  readonly decisions: DecisionRecord;
  readonly holds: StoredHold;
  readonly reviewRequests: ReviewRequest;
  readonly reports: ReportRecord;
  readonly reportUses: ReportUse;
  readonly purchases: PurchaseRecord;
  readonly views: ReportView;
}
export type CustomerPart = keyof CustomerParts;

export interface CustomerDataStore {
  /** All of a part, in no particular order, a few hundred in memory at once. */
  read<P extends CustomerPart>(part: P, customerKey: string): AsyncIterable<CustomerParts[P]>;
}

type Stored = { readonly _id: string } & Readonly<Record<string, unknown>>;

interface PartSource {
  readonly from: CollectionName;
  /** The field that names the customer; `customerKey` unless it says otherwise. Each is indexed. */
  readonly by?: string;
  readonly told: (stored: Stored) => unknown;
}

const named =
  (field: string) =>
  ({ _id, outbox: _outbox, ...rest }: Stored) => ({ [field]: _id, ...rest });
const unnamed = ({ _id, outbox: _outbox, ...rest }: Stored) => rest;

const SOURCES: Readonly<Record<CustomerPart, PartSource>> = {
  consents: { from: 'consents', told: named('consent') },
  notes: { from: 'notes', told: named('note') },
  history: { from: 'customerHistory', told: named('entry') },
  limitProposals: { from: 'limitProposals', told: named('proposal') },
  releases: { from: 'releases', told: named('release') },
  exceptions: { from: 'exceptions', by: 'on', told: named('exception') },
  movements: { from: 'movements', told: (stored) => movementOf(stored as unknown as StoredMovement) },
  pictures: { from: 'pictures', told: unnamed },
  orders: { from: 'orders', told: unnamed },
  sales: { from: 'sales', by: 'content.customerKey', told: unnamed },
  decisions: { from: 'decisions', told: named('decision') },
  holds: { from: 'holds', told: named('hold') },
  reviewRequests: { from: 'reviewRequests', told: named('request') },
  reports: { from: 'reports', told: (stored) => reportFromStored(stored as unknown as StoredReport) },
  reportUses: { from: 'reportUses', told: named('use') },
  purchases: { from: 'purchases', told: unnamed },
  views: { from: 'reportViews', told: named('view') },
};
const AT_ONCE = 200;

export function customerDataStore(database: Database): CustomerDataStore {
  async function* read<P extends CustomerPart>(part: P, customerKey: string): AsyncGenerator<CustomerParts[P]> {
    const { from, by = 'customerKey', told } = SOURCES[part];
    const found = database.collection<Stored>(from).find({ [by]: customerKey }, { batchSize: AT_ONCE });
    for await (const stored of found) yield told(stored) as CustomerParts[P];
  }
  return { read };
}

function movementOf(stored: StoredMovement): CustomerParts['movements'] {
  return { ...fromStoredMovement(stored), storedAt: stored.storedAt };
}
