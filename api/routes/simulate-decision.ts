/** Owns `POST /decisions/{decision}/simulate`: what it would have been by another policy or other facts, and what turns it. */
import { z } from '@hono/zod-openapi';
import { viewReason } from '../../contracts/report-view';
import { findingsWithheld, showDecision } from '../../usecases/shown-findings';
import { simulateDecision as simulate } from '../../usecases/simulate-decision';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';
import { simulationOf, simulationShape, supposedFacts } from '../views/simulation-view';

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
      facts: supposedFacts.describe(
        'Facts by name that are supposed to be known as this; all others stay as they were read.',
      ),
    })
    .openapi('SimulateRequest'),
  answer: z
    .object({
      policy: z.object({
        id: z.string(),
        version: z.number().nullable().describe('`null` for a document that is not published.'),
      }),
      ...simulationShape,
    })
    .openapi('Simulation'),
  errors: ['DecisionNotFound', 'PolicyNotFound', 'PolicyInvalid'],
  handle: async ({ params, query, body, principal }, deps) => {
    const record = await visibleDecision(deps, principal, params.decision);
    const shown = await showDecision({ ...deps.stores, now: deps.now }, principal, record, query.reason ?? null);
    if (shown !== record) throw findingsWithheld();
    const { policy, ...simulated } = await simulate(deps.credit.policies, record, {
      document: body.document,
      facts: body.facts,
    });
    return { policy, ...simulationOf(simulated) };
  },
});
