/** Owns `POST /review-requests/{request}/answer`. */
import { z } from '@hono/zod-openapi';
import { reviewAnswerSchema } from '../../contracts/review-request';
import { answerReview as answer } from '../../usecases/review-requests';
import { route } from '../route';
import { reviewView } from '../views/review-view';

const requestText = z
  .string()
  .regex(/^rev_[0-9a-f]{32}$/, { message: 'must be a review request id — take it from an answer' });

export const answerReview = route({
  method: 'post',
  path: '/review-requests/{request}/answer',
  summary: 'Answer a review request: the decision was right, or something was mended',
  permission: 'reviews:answer',
  params: z.strictObject({ request: requestText }),
  body: reviewAnswerSchema,
  answer: reviewView,
  errors: ['ReviewRequestNotFound', 'ReviewRequestAnswered'],
  handle: ({ params, body, principal }, { stores, now }) => answer({ ...stores, now }, principal, params.request, body),
});
