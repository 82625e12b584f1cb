/** Owns how a customer's receivables look to callers: who sees the group's figures, and which titles. */
import { z } from '@hono/zod-openapi';
import { CARRIERS } from '../../domain/movements';
import { may, sees, type Principal } from '../../domain/permissions';
import type { ReceivablesStatistics } from '../../domain/receivables';
import type { OpenTitle, Receivables } from '../../usecases/read-receivables';

const cents = z.int();
const count = z.int();
const days = z.number();

const figuresView = z
  .object({
    hasPaymentHistory: z.boolean(),
    settledCount: count,
    /** Unrounded, like the next two; `null` where nothing was settled in 365 days. */
    averageDelayDays: days.nullable(),
    averageDelayWeightedDays: days.nullable(),
    averageDelayWithOpenDays: days.nullable(),
    maxDelayDays: days.nullable(),
    openCents: cents,
    exposedCents: cents,
    overdueCents: cents,
    overdueCount: count,
    overdueMaxDays: days,
    overdueBeyondGraceCents: cents,
    overdueBeyondGraceCount: count,
    titlesAtNotaryCount: count,
    receivedCents365: cents,
  })
  .openapi('ReceivablesFigures');

export const openTitleView = z
  .object({
    title: z.string(),
    branch: z.string(),
    order: z.string().nullable(),
    sale: z.string().nullable(),
    issuedOn: z.string(),
    dueOn: z.string(),
    principalCents: cents,
    openCents: cents,
    overdueDays: days,
    carrier: z.enum(CARRIERS),
  })
  .openapi('OpenTitle');

export const receivablesView = z
  .object({
    customerKey: z.string(),
    asOf: z.string(),
    /** When the branch last sent its receivables to their end; `null` for one that never did. */
    sentAt: z.string().nullable(),
    /** `null` where there are more movements than are read: not known. */
    figures: figuresView.nullable(),
    /** `null` without the permission `groups:read`: the figures are other customers' too. */
    group: z.object({ groupKey: z.string(), members: count, figures: figuresView.nullable() }).nullable(),
    /** Of the branches that the caller sees; the figures are of all branches. */
    openTitles: z.array(openTitleView).nullable(),
    nextCursor: z.string().nullable(),
  })
  .openapi('Receivables');

/** What is the company's is told to all who may read the customer; a title belongs to its branch. */
export function receivablesFor(
  principal: Principal,
  { asOf, sentAt, figures, group }: Receivables,
): Pick<z.input<typeof receivablesView>, 'asOf' | 'sentAt' | 'figures' | 'group'> {
  const ofGroup = may(principal, 'groups:read') ? { ...group, figures: told(group.figures) } : null;
  return { asOf, sentAt, figures: told(figures), group: ofGroup };
}

/** Without the sum that averages are compared by. */
function told(figures: ReceivablesStatistics | null): z.input<typeof figuresView> | null {
  if (figures === null) return null;
  const { delaySumDays: _sum, ...rest } = figures;
  return rest;
}

/** Those of the caller's branches. */
export function titlesFor(
  principal: Principal,
  { openTitles }: Pick<Receivables, 'openTitles'>,
): readonly OpenTitle[] | null {
  return openTitles && openTitles.filter(({ branch }) => sees(principal, branch));
}
