/** Owns how back-tests, shadows and their flips are answered. */
import { z } from '@hono/zod-openapi';
import { BACKTEST_OVER, BACKTEST_STATUSES, FLIPS_KEPT } from '../../contracts/policy-backtest';
import type { BacktestRecord, FlipRecord, ShadowRecord } from '../../contracts/policy-backtest';
import { Outcome } from '../../domain/outcome';
import { FLIP_DIRECTIONS, LATE_DAYS, type FlipTally } from '../../domain/policy-flips';
import { policyParams } from './policy-draft-view';

const backtestText = z
  .string()
  .regex(/^bkt_[0-9a-f]{32}$/, { message: 'must be the id of a back-test — take it from an answer' })
  .describe('The id of the back-test.');
export const backtestParams = policyParams.extend({ backtest: backtestText });

const flipCount = z
  .object({
    direction: z
      .enum(FLIP_DIRECTIONS)
      .describe(
        'held: went on and would be held. freed: was held and would go on. indicated: was clear and would be indicated. ' +
          'cleared: was indicated and would be clear.',
      ),
    count: z.number().describe('How many were judged so; an order that was judged several times counts each time.'),
    valueCents: z.number().describe('What their parts on term come to, in cents.'),
    endings: z
      .object({
        known: z.number().describe('Those whose titles tell by now how they were paid.'),
        late: z.number().describe(`Of these, paid or open more than ${LATE_DAYS} days after they were due.`),
      })
      .describe('How they ended, where the ledger tells.'),
  })
  .openapi('FlipCount');

const tallyView = {
  judged: z.number().describe('How many orders and sales were judged by both policies so far.'),
  flips: z.array(flipCount).describe('What the draft decides otherwise, each case once.'),
  checks: z
    .array(
      z.object({
        check: z.string().describe('The id of the check.'),
        live: z.number().describe('How often it fired or could not be verified by the live policy.'),
        draft: z.number().describe('The same by the draft.'),
        flips: z.array(flipCount).describe('The cases that turn on its account, perhaps together with others.'),
      }),
    )
    .describe('Every check that fired, by id.'),
};

const comparedView = {
  policy: z.string().describe('The id of the policy.'),
  draft: z.string().nullable().describe('The draft that is held against it; null for a version.'),
  revision: z.number().nullable().describe('The revision of the draft; later edits of it are not looked at.'),
  hash: z.string().describe('Of the document that is held against it.'),
  branches: z.array(z.string()).describe('Whose decisions or customers are judged.'),
  startedAt: z.string().describe('When it was begun, UTC.'),
  startedBy: z.string().describe('The subject who began it.'),
  endedAt: z.string().nullable().describe('When it ended, UTC; null while it is running.'),
};

export const backtestView = z
  .object({
    backtest: z.string().describe('The id of the back-test.'),
    ...comparedView,
    live: z.number().describe('The version it is held against: the one in force when it was begun.'),
    over: z
      .enum(BACKTEST_OVER)
      .describe('Stored decisions, or the usual order of every customer with the facts of today.'),
    from: z.string().describe('The first instant, UTC.'),
    to: z.string().describe('The instant before which it ends, UTC.'),
    status: z.enum(BACKTEST_STATUSES).describe('Whether it is running, or how it ended.'),
    progress: z.number().describe('From 0 to 1.'),
    gathersAlike: z
      .boolean()
      .describe(
        'False where parameters or modalities of the draft would have other facts gathered: stored decisions are judged on ' +
          'the facts of then all the same, customers on those that each policy would have.',
      ),
    withoutFacts: z.number().describe('Sales to buyers without document: nothing was read, and nothing is judged.'),
    withoutOrder: z.number().describe('Customers who have never ordered: there is no usual order of theirs.'),
    ...tallyView,
  })
  .openapi('Backtest');

export const shadowView = z
  .object({
    shadow: z.string().describe('The id of the shadow.'),
    ...comparedView,
    until: z.string().describe('Decisions made until then are counted, UTC.'),
    countedUntil: z.string().describe('Those made before this instant are, UTC.'),
    status: z.enum(['running', 'done', 'stopped']).describe('Whether it is running, or how it ended.'),
    ...tallyView,
  })
  .openapi('PolicyShadow');

export const flipsView = z
  .object({
    flips: z
      .array(
        z.object({
          direction: z.enum(FLIP_DIRECTIONS).describe('What becomes of it by the draft.'),
          checks: z.array(z.string()).describe('The checks on whose account it turns.'),
          branch: z.string().describe('Its branch.'),
          kind: z.enum(['order', 'sale']).describe('What was judged.'),
          id: z.string().describe("The order's or sale's own."),
          decision: z.string().nullable().describe('The decision that was judged again; null in the portfolio.'),
          at: z.string().describe('When it was judged, UTC.'),
          live: z.enum(Outcome).describe('The outcome by the live policy, releases and exceptions left aside.'),
          draft: z.enum(Outcome).describe('The outcome by the draft.'),
          valueCents: z.number().describe('Its part on term, in cents.'),
          ending: z.enum(['inTime', 'late']).nullable().describe('How its titles ended; null while nobody can tell.'),
        }),
      )
      .describe(`The first ${FLIPS_KEPT} of each check and direction are kept; all of them are counted.`),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  })
  .openapi('PolicyFlips');

/** A back-test as it is told. */
export function showBacktest(record: Omit<BacktestRecord, 'document'>): z.input<typeof backtestView> {
  const { backtest, compared, live, over, from, to, branches, status, progress, gathersAlike } = record;
  const { startedAt, startedBy, endedAt } = record;
  return {
    backtest,
    ...shownCompared(compared),
    live: live.version,
    over,
    from,
    to,
    branches: [...branches],
    status,
    progress: status === 'done' ? 1 : Math.round(progress.share * 1_000) / 1_000,
    gathersAlike,
    ...progress.leftOut,
    ...showTally(progress.tally),
    startedAt,
    startedBy,
    endedAt,
  };
}

/** A shadow as it is told. */
export function showShadow(record: ShadowRecord): z.input<typeof shadowView> {
  const { shadow, compared, branches, until, countedUntil, status, tally, startedAt, startedBy, endedAt } = record;
  const told = { shadow, ...shownCompared(compared), branches: [...branches], until, countedUntil, status };
  return { ...told, ...showTally(tally), startedAt, startedBy, endedAt };
}

/** A flip as it is told. */
export function showFlip({ run, flip, ...told }: FlipRecord): z.input<typeof flipsView>['flips'][number] {
  return { ...told, checks: [...told.checks] };
}

function shownCompared({ policy, draft, revision, hash }: BacktestRecord['compared']) {
  return { policy, draft, revision, hash };
}

function showTally({ judged, flips, checks }: FlipTally) {
  const byId = Object.entries(checks).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    judged,
    flips: showFlips(flips),
    checks: byId.map(([check, { restricted, flips: own }]) => ({ check, ...restricted, flips: showFlips(own) })),
  };
}

function showFlips(flips: FlipTally['flips']) {
  return FLIP_DIRECTIONS.flatMap((direction) => {
    const count = flips[direction];
    return count === undefined ? [] : [{ direction, ...count, endings: { ...count.endings } }];
  });
}
