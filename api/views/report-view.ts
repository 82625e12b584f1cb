/** Owns how reports, their uses and their purchases look to callers. */
import { z } from '@hono/zod-openapi';
import { PURPOSES, type PurchaseRecord, type ReportUse } from '../../contracts/purchase';
import { reportSchema, type ReportRecord } from '../../contracts/report';
import { BUREAUS, RESTRICTION_KINDS } from '../../domain/bureau-report';
import { sees, type Principal } from '../../domain/permissions';
import { PURCHASE_STATUSES } from '../../domain/purchase';
import type { AgedReport } from '../../usecases/readable-report';
import { purchaseText } from './purchase-text';

const { shape } = reportSchema;
const summaryShape = {
  report: z.string(),
  bureau: z.enum(BUREAUS),
  product: z.string(),
  status: shape.status,
  /** The provider's date, from which the age is counted. */
  providerAt: z.string(),
  ageDays: z.number(),
  /** More than five years old: only that there was one is told. */
  isTooOld: z.boolean(),
  score: shape.score,
  riskClass: shape.riskClass,
  suggestedLimitCents: z.number().nullable(),
  suggestedUntil: z.string().nullable(),
};
export const reportSummaryView = z.object(summaryShape).openapi('ReportSummary');

export function reportSummaryOf({ report, ageDays, isTooOld }: AgedReport): z.input<typeof reportSummaryView> {
  const { bureau, product, status, providerAt, score, riskClass, suggestedLimitCents, suggestedUntil } = report;
  const about = { report: report.report, bureau, product, status, providerAt, ageDays, isTooOld };
  return { ...about, score, riskClass, suggestedLimitCents, suggestedUntil };
}

const blockView = z.object({
  kind: z.enum(RESTRICTION_KINDS),
  /** A block that is `failed` or `notContracted` says nothing; only `clean` is clean. */
  state: z.enum(['clean', 'found', 'failed', 'notContracted']),
  count: z.number().nullable(),
  valueCents: z.number().nullable(),
  latestOn: z.string().nullable(),
  records: z.array(z.object({ dueOn: z.string().nullable(), valueCents: z.number().nullable() })),
});

export const reportView = z
  .object({
    ...summaryShape,
    customerKey: z.string(),
    storedAt: z.string(),
    restrictions: z.array(blockView),
    verdict: z.object({ approved: z.boolean(), reason: z.string().nullable() }).nullable(),
    points: z.array(z.object({ text: z.string(), isFavourable: z.boolean() })),
    providerReference: z.string().nullable(),
    notes: z.array(z.string()),
    charged: z.enum(['yes', 'no', 'unknown']),
    purchase: z.string().nullable(),
  })
  .openapi('Report');

export function reportOf(aged: AgedReport): z.input<typeof reportView> {
  const { customerKey, storedAt, verdict, points, providerReference, notes, charged, purchase } = aged.report;
  const rest = {
    customerKey,
    storedAt,
    verdict,
    points: [...points],
    providerReference,
    notes: [...notes],
    charged,
    purchase,
  };
  return { ...reportSummaryOf(aged), ...rest, restrictions: aged.isTooOld ? [] : restrictionsOf(aged.report) };
}

function restrictionsOf({ restrictions }: ReportRecord): z.input<typeof blockView>[] {
  const nothing = { count: null, valueCents: null, latestOn: null, records: [] };
  return RESTRICTION_KINDS.map((kind) => {
    const block = restrictions[kind] ?? { state: 'notContracted' as const };
    if (block.state !== 'found') return { kind, state: block.state, ...nothing };
    const { count, valueCents, latestOn, records } = block;
    return { kind, state: block.state, count, valueCents, latestOn, records: [...records] };
  });
}

const whoShape = {
  /** Who, why and for how much is told to who sees the branch. */
  branch: z.string().nullable(),
  subject: z.string().nullable(),
  purpose: z
    .object({ kind: z.enum([...PURPOSES, 'automatic']), order: z.string().nullable(), note: z.string().nullable() })
    .nullable(),
  priceCents: z.number().nullable(),
};

function whoOf(principal: Principal, { branch, subject, purpose, priceCents }: ReportUse | PurchaseRecord) {
  if (!sees(principal, branch)) return { branch: null, subject: null, purpose: null, priceCents: null };
  return { branch, subject, purpose, priceCents };
}

export const reportUseView = z
  .object({
    use: z.string(),
    kind: z.enum(['bought', 'reused']),
    at: z.string(),
    ...whoShape,
    report: reportSummaryView.nullable(),
  })
  .openapi('ReportUse');

export function reportUseFor(
  principal: Principal,
  { use, report }: { readonly use: ReportUse; readonly report: AgedReport | null },
): z.input<typeof reportUseView> {
  const about = { use: use.use, kind: use.kind, at: use.at };
  return { ...about, ...whoOf(principal, use), report: report && reportSummaryOf(report) };
}

export const purchaseView = z
  .object({
    purchase: z.string(),
    customerKey: z.string(),
    bureau: z.enum(BUREAUS),
    product: z.string(),
    status: z.enum(PURCHASE_STATUSES),
    /** Why it was refused, is unknown or was given up. */
    reason: z.string().nullable(),
    /** What that means, and what to do. */
    text: z.string(),
    /** The bureau's own words. */
    provider: z.string().nullable(),
    charged: z.enum(['yes', 'no', 'unknown']).nullable(),
    openedAt: z.string(),
    settledAt: z.string().nullable(),
    ...whoShape,
    replaces: z.string().nullable(),
    report: z.string().nullable(),
    resolutions: z.array(z.object({ how: z.string(), subject: z.string(), at: z.string(), note: z.string() })),
  })
  .openapi('Purchase');

export function purchaseFor(principal: Principal, record: PurchaseRecord): z.input<typeof purchaseView> {
  const { purchase, customerKey, bureau, product, status, reason, charged, openedAt, settledAt } = record;
  const { replaces, report, resolutions, providerText: provider } = record;
  return {
    ...{ purchase, customerKey, bureau, product, status, reason, text: purchaseText(record), provider, charged },
    ...{ openedAt, settledAt, ...whoOf(principal, record), replaces, report },
    resolutions: sees(principal, record.branch) ? [...resolutions] : [],
  };
}
