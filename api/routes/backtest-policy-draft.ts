/** Owns `POST /policies/{policy}/drafts/{draft}/backtest`: begins to judge again by a draft what was judged by the live policy. */
import { z } from '@hono/zod-openapi';
import { BACKTEST_OVER } from '../../contracts/policy-backtest';
import { branchCode, instant } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { startBacktest } from '../../usecases/backtest-policy';
import { backtestDeps } from '../backtest-deps';
import { route } from '../route';
import { backtestView, showBacktest } from '../views/backtest-view';
import { draftParams } from '../views/policy-draft-view';

const DAY_MS = 24 * 3_600_000;
const LONGEST_DAYS = 3_660;
const USUAL_DAYS = 90;

const wish = z
  .strictObject({
    over: z
      .enum(BACKTEST_OVER)
      .default('decisions')
      .describe(
        'Stored decisions with the facts of then, or the usual order of every customer with the facts of today.',
      ),
    from: instant.optional().describe(`The first instant of the decisions; left out, ${USUAL_DAYS} days ago.`),
    to: instant.optional().describe('The instant before which they end; left out, now.'),
    branches: z
      .array(branchCode)
      .min(1)
      .max(1_000)
      .optional()
      .describe('Only these; left out, all that use the policy and that the caller sees.'),
  })
  .openapi('BacktestRequest');

export const backtestPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/backtest',
  summary:
    'Begin to judge stored decisions, or the portfolio, by a draft and by the live policy, and count what differs',
  permission: 'policies:write',
  permissionNote: "`reports:read` where the draft's rules ask what bureaus said",
  params: draftParams,
  body: wish,
  bodyIsOptional: true,
  answer: backtestView,
  isAccepted: ({ status }) => status === 'running',
  errors: ['PolicyNotFound', 'PolicyDraftNotFound', 'PolicyInvalid', 'BranchNotFound', 'TooManyBacktests'],
  handle: async ({ params, body, principal }, deps) => {
    const to = body.to ?? deps.now().toISOString();
    const from = body.from ?? new Date(Date.parse(to) - USUAL_DAYS * DAY_MS).toISOString();
    requireSpan(from, to);
    const asked = { over: body.over, from, to, branches: body.branches ?? null };
    return showBacktest(await startBacktest(backtestDeps(deps), principal, params, asked));
  },
});

function requireSpan(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days > 0 && days <= LONGEST_DAYS) return;
  const message = days > 0 ? `is more than ${LONGEST_DAYS} days before to` : 'must be before to';
  throw new CrivoError('InvalidRequest', { errors: [{ at: 'from', message, fix: 'send an instant in between' }] });
}
