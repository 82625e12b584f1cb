/** Owns `POST /decisions/{decision}/review-requests`: a decision is to be looked at by a person. */
import { z } from '@hono/zod-openapi';
import { reviewRequestSchema } from '../../contracts/review-request';
import { openReview } from '../../usecases/review-requests';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';
import { reviewView } from '../views/review-view';

export const requestReview = route({
  method: 'post',
  path: '/decisions/{decision}/review-requests',
  summary: 'Ask that a person look at a decision again',
  permission: 'reviews:write',
  params: z.strictObject({ decision: decisionText }),
  body: reviewRequestSchema,
  answer: reviewView,
  errors: ['DecisionNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    const decision = await visibleDecision(deps, principal, params.decision);
    return openReview({ ...deps.stores, now: deps.now }, principal.subject, decision, body.reason);
  },
});
