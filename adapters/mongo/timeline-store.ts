/** Owns the reading of a customer's timeline: a bounded page of each source, newest first. */
import type { TimelineEntry } from '../../contracts/timeline';
import { entryId, type SourcePlace, type TimelineSource } from '../../domain/timeline';
import { anyOf, type CollectionName, type Database } from './database';

export interface TimelineQuery {
  readonly customerKey: string;
  /** Whose entries are read; what no branch owns is read for all. */
  readonly branches: '*' | readonly string[];
  /** Instants: from the first on, up to before the second. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before?: SourcePlace | undefined;
  readonly limit: number;
}

export interface TimelineStore {
  /** Newest first, after `before`, at most `limit`. */
  page(source: TimelineSource, query: TimelineQuery): Promise<readonly TimelineEntry[]>;
}

interface Reading {
  readonly from: CollectionName;
  /** The field of the document's instant; a document without one is none of the source's. */
  readonly at: string;
  /** The document's own name for its id. */
  readonly id: string;
  readonly isOfBranch: boolean;
  /** The field that names the customer; `customerKey` unless it says otherwise. */
  readonly by?: string;
  readonly only?: Readonly<Record<string, unknown>>;
  readonly projection?: Readonly<Record<string, 0 | 1>>;
}

const HEAD = { branch: 1, subject: 1, waived: 1, at: 1, 'judgement.outcome': 1, 'judgement.restrictions': 1 } as const;
const DECISION = { from: 'decisions', at: 'at', id: 'decision', isOfBranch: true } as const;
const HISTORY = { from: 'customerHistory', at: 'at', id: 'entry', isOfBranch: false } as const;
const RELEASE = { from: 'releases', id: 'release', isOfBranch: true, projection: { outbox: 0, claims: 0 } } as const;
const PROPOSAL = { from: 'limitProposals', id: 'proposal', isOfBranch: true } as const;
const HOLD = { from: 'holds', id: 'hold', isOfBranch: true } as const;
const EXCEPTION = {
  from: 'exceptions',
  id: 'exception',
  by: 'on',
  isOfBranch: true,
  projection: { outbox: 0 },
} as const;
const CONSENT = { from: 'consents', id: 'consent', isOfBranch: false } as const;
const REVIEW = { from: 'reviewRequests', id: 'request', isOfBranch: true } as const;

const READINGS: Readonly<Record<TimelineSource, Reading>> = {
  orderEvaluated: {
    ...DECISION,
    only: { kind: 'order' },
    projection: { ...HEAD, order: 1, cause: 1, 'event.actions': 1 },
  },
  saleEvaluated: { ...DECISION, only: { kind: 'sale' }, projection: { ...HEAD, sale: 1, allowed: 1 } },
  restrictions: { ...HISTORY, only: { kind: 'restrictions' } },
  credit: { ...HISTORY, only: { kind: 'credit' } },
  releaseAsked: { ...RELEASE, at: 'createdAt', only: { requested: { $ne: null } } },
  releaseDecided: { ...RELEASE, at: 'decided.at' },
  releaseEnded: { ...RELEASE, at: 'ended.at' },
  proposalOpened: { ...PROPOSAL, at: 'openedAt' },
  proposalSeconded: { ...PROPOSAL, at: 'first.at' },
  proposalEnded: { ...PROPOSAL, at: 'ended.at' },
  reportUsed: { from: 'reportUses', at: 'at', id: 'use', isOfBranch: false },
  holdBegun: { ...HOLD, at: 'since' },
  holdEnded: { ...HOLD, at: 'ended.at' },
  exceptionMade: { ...EXCEPTION, at: 'createdAt' },
  exceptionEnded: { ...EXCEPTION, at: 'ended.at' },
  noted: { from: 'notes', at: 'at', id: 'note', isOfBranch: true },
  consentGiven: { ...CONSENT, at: 'recordedAt' },
  consentRevoked: { ...CONSENT, at: 'revoked.at' },
  reviewAsked: { ...REVIEW, at: 'openedAt' },
  reviewAnswered: { ...REVIEW, at: 'answer.at' },
};

type Stored = { readonly _id: string } & Readonly<Record<string, unknown>>;

export function timelineStore(database: Database): TimelineStore {
  return {
    page: async (source, { customerKey, branches, from, to, before, limit }) => {
      const reading = READINGS[source];
      const { at, only, by = 'customerKey', projection = {} } = reading;
      // Of the customer's, what names no branch is everybody's to read.
      const own = !reading.isOfBranch || branches === '*' ? {} : { branch: { $in: [...branches, null] } };
      const older = before && anyOf({ [at]: { $lt: before.at } }, { [at]: before.at, _id: { $lt: before.id } });
      const when = { $gte: from ?? '', ...(to !== undefined && { $lt: to }) };
      const stored = await database
        .collection<Stored>(reading.from)
        .find({ [by]: customerKey, [at]: when, ...only, ...own, ...older } as object, { projection })
        .sort({ [at]: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map((one) => entryOf(source, reading, one));
    },
  };
}

function entryOf(source: TimelineSource, { at, id }: Reading, { _id, ...rest }: Stored): TimelineEntry {
  const [outer = '', inner] = at.split('.');
  const value = inner === undefined ? rest[outer] : (rest[outer] as Stored)[inner];
  const document = { [id]: _id, ...rest };
  return { source, at: value, id: entryId(source, _id), document } as unknown as TimelineEntry;
}
