/** Owns `POST /decisions/{decision}/simulate`: what it would have been by another policy or other facts, and what turns it. */
import { z } from '@hono/zod-openapi';
import { viewReason } from '../../contracts/report-view';
import { CrivoError } from '../../domain/errors';
import { FACT_NAMES } from '../../domain/facts';
import { Indicator, Outcome } from '../../domain/outcome';
import { showDecision } from '../../usecases/shown-findings';
import { simulateDecision as simulate } from '../../usecases/simulate-decision';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';
import { restrictionView } from '../views/restriction-view';

const factValue = z.union([z.number(), z.boolean(), z.string().max(100)]);

const turnView = z
  .object({
    fact: z.enum(FACT_NAMES),
    value: factValue.describe(
      'What the fact would have to be: of all values that would do, the nearest to what it is.',
    ),
    text: z.string().describe('In Portuguese: what it is, and what it has to be.'),
  })
  .openapi('Turn');

export const simulateDecision = route({
  method: 'post',
  path: '/decisions/{decision}/simulate',
  summary:
    'Judge what was judged then by another policy or with other facts, without any effect, and tell the smallest change ' +
    'of one fact that would turn it. Releases, exceptions and tolerance are left aside',
  permission: 'decisions:read',
  permissionNote: '`reports:read` where bureaus had said something, which is noted as a view',
  params: z.strictObject({ decision: decisionText }),
  query: z.strictObject({ reason: viewReason.optional() }),
  body: z
    .strictObject({
      document: z
        .record(z.string(), z.unknown())
        .optional()
        .describe('A whole policy that is not published; left out, the version it was decided by.'),
      facts: z
        .record(z.string().max(80), factValue)
        .refine((facts) => Object.keys(facts).length <= FACT_NAMES.length, {
          message: 'names more facts than there are — send each once',
        })
        .default({})
        .describe('Facts by name that are supposed to be known as this; all others stay as they were read.'),
    })
    .openapi('SimulateRequest'),
  answer: z
    .object({
      policy: z.object({
        id: z.string(),
        version: z.number().nullable().describe('`null` for a document that is not published.'),
      }),
      judgement: z
        .looseObject({ outcome: z.enum(Outcome), indicator: z.enum(Indicator), restrictions: z.array(restrictionView) })
        .describe('As a decision has it: `checks` with every condition, what it wanted and what it saw.'),
      turns: z.object({
        outcome: z
          .array(turnView)
          .describe('Each alone lets the whole go on, or holds what goes on; none where several checks hold.'),
        checks: z
          .record(z.string(), z.array(turnView))
          .describe('By check that fired or could not be verified: each alone would quiet it.'),
      }),
    })
    .openapi('Simulation'),
  errors: ['DecisionNotFound', 'PolicyNotFound', 'PolicyInvalid'],
  handle: async ({ params, query, body, principal }, deps) => {
    const record = await visibleDecision(deps, principal, params.decision);
    const shown = await showDecision({ ...deps.stores, now: deps.now }, principal, record, query.reason ?? null);
    if (shown !== record) {
      const message = 'What bureaus said counted in this decision, and may not be told to this caller (any more).';
      throw new CrivoError('PermissionDenied', {}, message);
    }
    const { policy, judgement, turns } = await simulate(deps.credit.policies, record, {
      document: body.document,
      facts: body.facts,
    });
    return JSON.parse(JSON.stringify({ policy, judgement, turns })) as never;
  },
});
