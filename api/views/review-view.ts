/** Owns how a review request looks to callers. */
import { z } from '@hono/zod-openapi';
import { REVIEW_STATUSES, reviewAnswerSchema } from '../../contracts/review-request';

export const reviewView = z
  .object({
    request: z.string(),
    decision: z
      .string()
      .openapi({ description: 'With its facts, their sources and ages, and each check: GET /decisions/{decision}.' }),
    branch: z.string(),
    customerKey: z.string().nullable(),
    status: z.enum(REVIEW_STATUSES),
    reason: z.string(),
    openedBy: z.string(),
    openedAt: z.string(),
    answer: reviewAnswerSchema.extend({ subject: z.string(), at: z.string() }).nullable(),
  })
  .openapi('ReviewRequest');
