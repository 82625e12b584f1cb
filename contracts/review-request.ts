/** Owns a person's wish that a decision made by a program be looked at by a person (LGPD, art. 20). */
import { z } from 'zod';
import { text } from './primitives';

export const REVIEW_STATUSES = ['open', 'answered'] as const;

/** Body of `POST /decisions/{decision}/review-requests`. */
export const reviewRequestSchema = z.strictObject({
  /** What the person says is wrong; no documents and no names. */
  reason: text(2_000),
});

/** Body of `POST /review-requests/{request}/answer`. */
export const reviewAnswerSchema = z.strictObject({
  /** `upheld`: the decision was right. `corrected`: something was mended, as the text says. */
  result: z.enum(['upheld', 'corrected']),
  /** For the person, with criteria and sources. */
  text: text(4_000),
});
export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;

export interface ReviewRequest {
  readonly request: string;
  readonly decision: string;
  readonly branch: string;
  readonly customerKey: string | null;
  readonly status: (typeof REVIEW_STATUSES)[number];
  readonly reason: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly answer: (ReviewAnswer & { readonly subject: string; readonly at: string }) | null;
}
