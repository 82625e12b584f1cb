/** Owns who reads what of a customer's timeline: what is the branch's stays with it, numbers are for analysts. */
import { z } from '@hono/zod-openapi';
import type { RestrictionsEntry } from '../../contracts/customer-history';
import type { TimelineEntry } from '../../contracts/timeline';
import type { IndicatorAccount } from '../../domain/explain-indicator';
import { CheckResult, Indicator } from '../../domain/outcome';
import { may, sees, type Principal } from '../../domain/permissions';
import { TIMELINE_KINDS, TIMELINE_SOURCE_NAMES, TIMELINE_SOURCES } from '../../domain/timeline';
import { whatClears } from '../../domain/what-clears';
import { TIMELINE_TEXTS, type TextContext, type TimelineText } from './timeline-text';

const named = z.string().optional();

export const timelineEntryView = z
  .object({
    id: z.string(),
    at: z.string(),
    kind: z.enum(TIMELINE_KINDS),
    /** What happened: an evaluation, or a release that was asked for, decided on or ended, and so on. */
    what: z.enum(TIMELINE_SOURCE_NAMES),
    /** `null`, like `branch`, where it happened at another branch, and where nobody in particular did it. */
    who: z.string().nullable(),
    whoName: z.string().nullable().describe('null for a program, and for who is no user any more.'),
    branch: z.string().nullable(),
    /** For a counter: reason and next step. */
    seller: z.string(),
    /** With numbers; with the permission `decisions:read` only. */
    analyst: z.string().optional(),
    of: z.object({
      order: named,
      sale: named,
      decision: named,
      release: named,
      proposal: named,
      report: named,
      exception: named,
      note: named,
      consent: named,
      review: named,
    }),
  })
  .openapi('TimelineEntry');
type EntryView = z.input<typeof timelineEntryView>;

export const indicatorView = z
  .object({
    indicator: z.enum(Indicator),
    /** When it last became another set of restrictions; `null` where none was ever noted. */
    since: z.string().nullable(),
    entry: z.string().nullable().openapi({ description: 'The entry of the timeline that made it so.' }),
    restrictions: z.array(
      z.object({
        check: z.string(),
        result: z.enum([CheckResult.hit, CheckResult.unknown]),
        since: z.string(),
        isSinceKnown: z.boolean().openapi({ description: 'False: it stood before that, too.' }),
        /** The evaluation that found it; `null` where it was another branch's. */
        decision: z.string().nullable(),
        seller: z.string().optional(),
        analyst: z.string().optional(),
        clears: z.string().openapi({ description: 'What would make it go away.' }),
      }),
    ),
  })
  .openapi('ExplainedIndicator');

export interface EntryContext extends TextContext {
  /** By user name. */
  readonly people: ReadonlyMap<string, string>;
}

export function timelineEntryFor(principal: Principal, entry: TimelineEntry, context: EntryContext): EntryView {
  const { kind } = TIMELINE_SOURCES[entry.source];
  const common = { id: entry.id, at: entry.at, kind, what: entry.source };
  const branch = 'branch' in entry.document ? entry.document.branch : null;
  if (branch !== null && !sees(principal, branch)) {
    return { ...common, who: null, whoName: null, branch: null, seller: cutText(entry, context), of: {} };
  }
  const { seller, analyst } = textsOf(entry, context);
  const who = whoOf(entry);
  const whoName = who === null ? null : (context.people.get(who) ?? null);
  const told = { ...common, who, whoName, branch, seller };
  return { ...told, ...(may(principal, 'decisions:read') && { analyst }), of: namesOf(entry) };
}

/** Of what is the customer's and was found at another branch: that it was, without who, where and how much. */
function cutText(entry: TimelineEntry, { nameOf }: TextContext): string {
  if (entry.source === 'reportUsed') return 'Consulta utilizada por outra filial.';
  if (entry.source !== 'restrictions') return 'Em outra filial.';
  const { restrictions } = entry.document;
  if (restrictions.length === 0) return 'O cliente ficou sem restrições.';
  return `Restrições: ${restrictions.map(({ check }) => nameOf(check)).join(', ')}.`;
}

function textsOf<S extends TimelineEntry['source']>(
  entry: Extract<TimelineEntry, { source: S }>,
  context: TextContext,
): TimelineText {
  const text = TIMELINE_TEXTS[entry.source] as (document: unknown, context: TextContext) => TimelineText;
  return text(entry.document, context);
}

/** `null` where nobody in particular did it. */
export function whoOf({ source, document }: TimelineEntry): string | null {
  switch (source) {
    case 'releaseAsked':
      return document.requested?.subject ?? null;
    case 'releaseDecided':
      return document.decided?.subject ?? null;
    case 'releaseEnded':
      return document.ended?.subject ?? null;
    case 'proposalOpened':
    case 'reviewAsked':
      return document.openedBy;
    case 'proposalSeconded':
      return document.first?.subject ?? null;
    case 'proposalEnded':
      return document.ended?.subject ?? null;
    case 'holdBegun':
      return document.by;
    case 'holdEnded':
      return document.ended?.subject ?? null;
    case 'exceptionMade':
      return document.createdBy;
    case 'exceptionEnded':
      return document.ended?.by ?? null;
    case 'noted':
      return document.by;
    case 'consentGiven':
      return document.recordedBy;
    case 'consentRevoked':
      return document.revoked?.subject ?? null;
    case 'reviewAnswered':
      return document.answer?.subject ?? null;
    default:
      return document.subject;
  }
}

const NAMES = ['order', 'sale', 'decision', 'release', 'proposal', 'report', 'exception', 'consent'] as const;

function namesOf({ source, document }: TimelineEntry): EntryView['of'] {
  const fields = document as unknown as Readonly<Record<string, unknown>>;
  const scope = (fields['scope'] ?? {}) as Readonly<Record<string, unknown>>;
  const found = NAMES.flatMap((name) => {
    const value = fields[name] ?? scope[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const review = typeof fields['request'] === 'string' ? { review: fields['request'] } : {};
  return { ...Object.fromEntries(found), ...review, ...(source === 'noted' && { note: document.note }) };
}

export function indicatorFor(
  principal: Principal,
  { indicator, last, standing }: IndicatorAccount<RestrictionsEntry>,
): z.input<typeof indicatorView> {
  const isAnalyst = may(principal, 'decisions:read');
  return {
    indicator,
    since: last?.at ?? null,
    entry: last && `restrictions:${last.entry}`,
    restrictions: standing.map(({ check, result, first, isKnown }) => {
      const about = { check, result, since: first.at, isSinceKnown: isKnown, clears: whatClears(check) };
      if (!sees(principal, first.branch)) return { ...about, decision: null };
      const text = first.restrictions.find((one) => one.check === check);
      const texts = { seller: text?.seller ?? '', ...(isAnalyst && { analyst: text?.analyst ?? '' }) };
      return { ...about, decision: first.decision, ...texts };
    }),
  };
}
