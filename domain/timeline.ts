/** Owns the order of a customer's timeline: entries of several sources, newest first, and where a page goes on. Pure. */
import type { Permission } from './permissions';

/** What entries are about, as callers filter by it. */
export const TIMELINE_KINDS = [
  'evaluation',
  'restrictions',
  'credit',
  'release',
  'proposal',
  'report',
  'hold',
  'exception',
  'note',
  'consent',
  'review',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/**
 * Where entries come from: one stored instant of one kind of document each, so that each is read by an index. A release
 * that was asked for, granted and revoked gives three entries. `needs`: who may read them.
 */
export const TIMELINE_SOURCES = {
  orderEvaluated: { kind: 'evaluation', needs: 'orders:read' },
  saleEvaluated: { kind: 'evaluation', needs: 'sales:read' },
  restrictions: { kind: 'restrictions', needs: 'customers:read' },
  credit: { kind: 'credit', needs: 'customers:read' },
  releaseAsked: { kind: 'release', needs: 'releases:read' },
  releaseDecided: { kind: 'release', needs: 'releases:read' },
  releaseEnded: { kind: 'release', needs: 'releases:read' },
  proposalOpened: { kind: 'proposal', needs: 'proposals:read' },
  proposalSeconded: { kind: 'proposal', needs: 'proposals:read' },
  proposalEnded: { kind: 'proposal', needs: 'proposals:read' },
  reportUsed: { kind: 'report', needs: 'reports:read' },
  holdBegun: { kind: 'hold', needs: 'orders:read' },
  holdEnded: { kind: 'hold', needs: 'orders:read' },
  exceptionMade: { kind: 'exception', needs: 'exceptions:read' },
  exceptionEnded: { kind: 'exception', needs: 'exceptions:read' },
  noted: { kind: 'note', needs: 'notes:read' },
  consentGiven: { kind: 'consent', needs: 'consents:read' },
  consentRevoked: { kind: 'consent', needs: 'consents:read' },
  reviewAsked: { kind: 'review', needs: 'reviews:read' },
  reviewAnswered: { kind: 'review', needs: 'reviews:read' },
} as const satisfies Readonly<Record<string, { readonly kind: TimelineKind; readonly needs: Permission }>>;
export type TimelineSource = keyof typeof TIMELINE_SOURCES;
export const TIMELINE_SOURCE_NAMES = Object.keys(TIMELINE_SOURCES) as TimelineSource[];

/** Where an entry stands: at its instant, and among those of the same instant by its id, both descending. */
export interface TimelinePlace {
  readonly at: string;
  /** The source's name, a colon, and the document's own id. */
  readonly id: string;
}

/** The same of one source: its own ids, without the source's name. */
export interface SourcePlace {
  readonly at: string;
  readonly id: string;
}

export function entryId(source: TimelineSource, documentId: string): string {
  return `${source}:${documentId}`;
}

/** No document's id is before the first, or after the second; ids are ASCII. */
const BEFORE_ALL = '';
const AFTER_ALL = '\uffff';

/**
 * Where one source goes on after an entry, which may be another source's: of the same instant, all of it is still to
 * come, or nothing, as the names of the two sources sort. No name is the beginning of another one and its colon.
 */
export function placeIn(source: TimelineSource, after: TimelinePlace): SourcePlace {
  const own = entryId(source, '');
  if (after.id.startsWith(own)) return { at: after.at, id: after.id.slice(own.length) };
  return { at: after.at, id: own < after.id ? AFTER_ALL : BEFORE_ALL };
}

/** Pages of several sources, each newest first, as one of at most `limit`. */
export function mergeNewest<E extends TimelinePlace>(pages: readonly (readonly E[])[], limit: number): readonly E[] {
  return pages.flat().sort(newestFirst).slice(0, limit);
}

/** Negative where `a` is told before `b`. */
export function newestFirst(a: TimelinePlace, b: TimelinePlace): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.id > b.id ? -1 : a.id < b.id ? 1 : 0;
}
