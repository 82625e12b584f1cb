/** Owns a bureau report as stored: normalised, one shape for every bureau, without the raw answer. */
import { z } from 'zod';
import { BUREAUS, REPORT_STATUSES, RESTRICTION_KINDS, RISK_CLASSES } from '../domain/bureau-report';
import { calendarDate, cents, text } from './primitives';

/** More records than any bureau lists in one block. */
export const MOST_RECORDS = 1_000;
/** Longer texts and lists of a bureau are cut where they come in. */
export const MOST_CHARACTERS = 1_000;
export const MOST_POINTS = 200;

/** In UTC and to the millisecond, so that instants compare as text. */
const instant = z.iso.datetime({ precision: 3 });

const listedRecord = z.strictObject({ dueOn: calendarDate.nullable(), valueCents: cents.nullable() });

const blockSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('clean') }),
  z.strictObject({ state: z.literal('failed') }),
  z.strictObject({ state: z.literal('notContracted') }),
  z
    .strictObject({
      state: z.literal('found'),
      count: z.int().min(1).max(1_000_000),
      valueCents: cents.nullable(),
      latestOn: calendarDate.nullable(),
      records: z.array(listedRecord).max(MOST_RECORDS),
    })
    .refine(({ count, records }) => records.length <= count, {
      path: ['records'],
      message: 'must not list more than count says — correct count',
    }),
]);

/**
 * `report` is the need's own id, so that storing an answer again changes nothing. A query that failed, or that the
 * contract doesn't cover, has found nothing and searched nothing. No document, name or raw text stands here.
 */
export const reportSchema = z
  .strictObject({
    report: z.string().regex(/^rep_[0-9a-z]{1,64}$/, { message: 'must be a report id' }),
    customerKey: z.string().regex(/^cus_[0-9a-z_]{1,64}$/, { message: 'must be a customerKey' }),
    bureau: z.enum(BUREAUS),
    /** The bureau's own id of what was asked for. */
    product: text(40),
    status: z.enum(REPORT_STATUSES),
    /** The provider's date: the old one where the provider reused its data. Ages are counted from it. */
    providerAt: instant,
    storedAt: instant,
    restrictions: z.partialRecord(z.enum(RESTRICTION_KINDS), blockSchema),
    score: z.int().min(0).max(1_000).nullable(),
    riskClass: z.enum(RISK_CLASSES).nullable(),
    suggestedLimitCents: cents.nullable().default(null),
    /** Until which day, inclusive, suggestion and class hold. */
    suggestedUntil: calendarDate.nullable().default(null),
    verdict: z
      .strictObject({ approved: z.boolean(), reason: text(MOST_CHARACTERS).nullable() })
      .nullable()
      .default(null),
    /** The bureau's reasoning, in its words. */
    points: z
      .array(z.strictObject({ text: text(MOST_CHARACTERS), isFavourable: z.boolean() }))
      .max(MOST_POINTS)
      .default([]),
    /** The bureau's own id of this answer. */
    providerReference: text(200).nullable().default(null),
    /** For who reads it: what of the answer was not understood. */
    notes: z.array(text(MOST_CHARACTERS)).max(MOST_POINTS).default([]),
    charged: z.enum(['yes', 'no', 'unknown']).default('unknown'),
    /** Which purchase brought it; `null` for one that was imported. */
    purchase: z.string().max(64).nullable().default(null),
  })
  .superRefine((report, context) => {
    if (report.status === 'ok' || report.status === 'partial') return;
    if (Object.keys(report.restrictions).length === 0 && report.score === null && report.riskClass === null) return;
    const message = `tells of what was searched, though it is ${report.status} — leave restrictions, score and class empty`;
    context.addIssue({ code: 'custom', path: ['status'], message });
  });
export type ReportRecord = z.infer<typeof reportSchema>;
/** A report to be stored: what it doesn't tell may be left out. */
export type NewReport = z.input<typeof reportSchema>;
