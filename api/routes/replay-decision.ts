/** Owns `POST /decisions/{decision}/replay`: judge the stored facts by the stored policy version again. */
import { z } from '@hono/zod-openapi';
import { Outcome } from '../../domain/outcome';
import { replayDecision as replay } from '../../usecases/replay-decision';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';

export const replayDecision = route({
  method: 'post',
  path: '/decisions/{decision}/replay',
  summary: 'Replay a decision; it must be identical',
  permission: 'decisions:read',
  params: z.strictObject({ decision: decisionText }),
  answer: z.object({ decision: z.string(), identical: z.boolean(), outcome: z.enum(Outcome) }),
  errors: ['DecisionNotFound', 'PolicyNotFound', 'PolicyInvalid'],
  handle: async ({ params, principal }, deps) => {
    const record = await visibleDecision(deps, principal, params.decision);
    const { identical, result } = await replay(deps.credit.policies, record);
    return { decision: record.decision, identical, outcome: result.judgement.outcome };
  },
});
