/** Owns how the instalment screen looks to callers: read at a counter, so the same for all of them, and without a number of others. */
import { z } from '@hono/zod-openapi';
import { situationSchema } from '../../contracts/customer';
import type { Restriction } from '../../contracts/judgement';
import { CheckResult, Indicator, Outcome } from '../../domain/outcome';
import { may, type Principal } from '../../domain/permissions';
import { SaleStatus } from '../../domain/sale';
import type { Instalments, JudgedSale } from '../../usecases/read-instalments';
import { openTitleView, titlesFor } from './receivables-view';
import { waivedByView } from './restriction-view';

const cents = z.int();
const count = z.int();
const day = z.string();

const reasonView = z
  .object({
    check: z.string(),
    result: z.enum([CheckResult.hit, CheckResult.unknown]),
    waivedBy: waivedByView,
    seller: z.string(),
  })
  .openapi('CounterReason', { description: 'A check that fired or could not be verified, in words for the counter.' });

const releaseView = z
  .object({
    release: z.string(),
    scope: z.union([
      z.object({ kind: z.literal('sale'), sale: z.string() }),
      z.object({ kind: z.literal('customer') }),
    ]),
    checks: z.union([z.literal('all'), z.array(z.string())]),
    leftCents: cents.openapi({ description: 'The term part that may still pass by it, of all sales together.' }),
    until: day.openapi({ description: "Its last day, in the branch's zone." }),
    singleUse: z.boolean(),
  })
  .openapi('CounterRelease');

const saleView = z
  .object({
    sale: z.string(),
    status: z.enum(SaleStatus),
    totalCents: cents,
    at: z.string().openapi({ description: 'When it was judged last, or cancelled.' }),
    decision: z.string(),
    refusedBy: z.array(z.string()).openapi({ description: 'The checks that refuse a line of it.' }),
    restrictions: z.array(reasonView).nullable().openapi({ description: 'null: its decision is kept no more.' }),
  })
  .openapi('CounterSale');

export const instalmentsView = z
  .object({
    customerKey: z.string(),
    branch: z.string(),
    asOf: day.openapi({ description: "Today, in the branch's zone." }),
    situation: situationSchema,
    limit: z
      .object({
        kind: z.enum(['none', 'amount', 'unlimited', 'alwaysReview']),
        amountCents: cents.nullable().openapi({ description: 'With guarantees; null where the limit is no amount.' }),
        guaranteedCents: cents,
        isTemporary: z.boolean(),
        expired: z.boolean(),
        lastDay: day.nullable().openapi({ description: 'Until when it is so; of an expired one, when it ended.' }),
      })
      .openapi({ description: 'The one in force today.' }),
    taken: z
      .object({ cents, titlesCents: cents, reservedCents: cents })
      .nullable()
      .openapi({ description: 'Open titles, and what sales and orders have reserved; null: not known.' }),
    availableCents: cents.nullable().openapi({
      description:
        'What a sale may still take: where the limit check blocks, so much is within the limit, and a cent more is not. Its group bounds it too. null where no amount bounds it, or where taken is not known.',
    }),
    overdue: z
      .object({ count, cents, mostDays: z.number() })
      .nullable()
      .openapi({ description: 'Open titles past their due date; null: not known.' }),
    indicator: z.enum(Indicator),
    outcome: z.enum(Outcome).openapi({
      description: 'What a sale of one cent on credit would meet now: what stands against it stands against each.',
    }),
    restrictions: z.array(reasonView),
    openTitles: z
      .object({
        titles: z.array(openTitleView).openapi({ description: 'Of the branches you see, those due first first.' }),
        hasMore: z.boolean(),
      })
      .nullable()
      .openapi({ description: 'null where they are not known, or without the permission customers:read.' }),
    releases: z
      .array(releaseView)
      .nullable()
      .openapi({ description: 'By which a sale that you record may pass; null without the permission releases:read.' }),
    sales: z
      .array(saleView)
      .nullable()
      .openapi({ description: 'The last of this branch; null without the permission sales:read.' }),
  })
  .openapi('Instalments');

const TITLES_TOLD = 50;

/** As this caller may read it: each part by the permission that reads it elsewhere. */
export function instalmentsFor(
  principal: Principal,
  branch: string,
  told: Instalments,
): z.input<typeof instalmentsView> {
  const { customerKey, asOf, situation, limit, taken, availableCents, overdue } = told;
  const { judgement } = told.verdict;
  const titles = may(principal, 'customers:read') ? titlesFor(principal, told) : null;
  return {
    customerKey,
    branch,
    asOf,
    situation,
    limit,
    taken: taken && { cents: taken.titlesCents + taken.reservedCents, ...taken },
    availableCents,
    overdue,
    indicator: judgement.indicator,
    outcome: judgement.outcome,
    restrictions: judgement.restrictions.map(reasonOf),
    openTitles: titles && { titles: titles.slice(0, TITLES_TOLD), hasMore: titles.length > TITLES_TOLD },
    releases: may(principal, 'releases:read') ? told.releases.flatMap(releaseOf) : null,
    sales: may(principal, 'sales:read') ? told.sales.map(saleOf) : null,
  };
}

/** The seller's words alone, whoever reads: no numbers, nothing of a bureau's or of a group's. */
function reasonOf({ check, result, waivedBy, seller }: Restriction): z.input<typeof reasonView> {
  return { check, result, ...(waivedBy && { waivedBy }), seller };
}

function releaseOf(one: Instalments['releases'][number]): z.input<typeof releaseView>[] {
  const { release, scope, checks, leftCents, lastDay: until, singleUse } = one;
  if (scope.kind === 'order') return [];
  return [{ release, scope, checks: checks === 'all' ? checks : [...checks], leftCents, until, singleUse }];
}

function saleOf({ sale: record, verdict }: JudgedSale): z.input<typeof saleView> {
  const { sale, status, content, decision, updatedAt: at } = record;
  return {
    sale,
    status,
    totalCents: content.totalCents,
    at,
    decision,
    refusedBy: [...new Set(verdict?.payments.flatMap(({ restrictions }) => restrictions) ?? [])],
    restrictions: verdict && verdict.judgement.restrictions.map(reasonOf),
  };
}
