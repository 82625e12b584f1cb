/** Owns how a limit proposal looks to callers. */
import { z } from '@hono/zod-openapi';
import { PROPOSAL_STATUSES, proposedTermsSchema, type LimitProposal } from '../../contracts/limit-proposal';
import { RISK_CLASSES } from '../../domain/bureau-report';

const vote = z.object({ subject: z.string(), at: z.string(), note: z.string().nullable() });

export const limitProposalView = z
  .object({
    proposal: z.string(),
    customerKey: z.string(),
    branch: z.string(),
    status: z.enum(PROPOSAL_STATUSES).openapi({
      description:
        'open: nobody has said anything yet. waitsForSecond: confirmed by somebody whose band does not reach so far, so another person has to. superseded: a newer report has made another proposal.',
    }),
    suggestion: z
      .object({
        report: z.string(),
        riskClass: z.enum(RISK_CLASSES).nullable(),
        score: z.number().nullable(),
        suggestedLimitCents: z.number().nullable(),
        suggestedUntil: z.string().nullable(),
      })
      .nullable()
      .openapi({
        description:
          'What the report says; null where a person opened it without one. Its fields are null without reports:read, and of a report of more than five years; else a view is noted.',
      }),
    terms: proposedTermsSchema.openapi({ description: 'What the customer is to get, or got.' }),
    openedBy: z.string(),
    openedAt: z.string(),
    note: z.string().nullable(),
    first: vote.nullable().openapi({ description: 'Who confirmed it without the authority for it.' }),
    revision: z.int().openapi({ description: 'To be sent with a confirmation: what was looked at.' }),
    ended: vote.nullable().openapi({ description: 'Who confirmed or dismissed it, or what superseded it.' }),
  })
  .openapi('LimitProposal');

export function limitProposalOf(proposal: LimitProposal): z.input<typeof limitProposalView> {
  return proposal;
}
