/** Owns a limit proposal: what a report, or a person, suggests for a customer, and what people said of it. */
import { z } from 'zod';
import type { RiskClass } from '../domain/bureau-report';
import { limitSchema, situationSchema } from './customer';
import { text } from './primitives';

/**
 * `waitsForSecond`: somebody confirmed more than they may give alone, and another person with the authority has to.
 * `superseded`: a newer report has made another proposal.
 */
export const PROPOSAL_STATUSES = ['open', 'waitsForSecond', 'confirmed', 'dismissed', 'superseded'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** What the customer is to get. */
export const proposedTermsSchema = z.strictObject({ situation: situationSchema, limit: limitSchema });
export type ProposedTerms = z.infer<typeof proposedTermsSchema>;

/** What a report says that a person may want to see beside its suggestion. */
export interface ReportSuggestion {
  readonly report: string;
  readonly riskClass: RiskClass | null;
  readonly score: number | null;
  readonly suggestedLimitCents: number | null;
  readonly suggestedUntil: string | null;
}

/** Who said yes or no, when, to what, and why. */
export interface ProposalVote {
  readonly subject: string;
  readonly at: string;
  readonly note: string | null;
}

export interface LimitProposal {
  readonly proposal: string;
  readonly customerKey: string;
  readonly branch: string;
  readonly status: ProposalStatus;
  /** `null` where a person opened it without a report. */
  readonly suggestion: ReportSuggestion | null;
  /** As it was opened with, or as the first who confirmed it wanted it. */
  readonly terms: ProposedTerms;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly note: string | null;
  /** Who confirmed it without the authority for it. */
  readonly first: ProposalVote | null;
  /** Who ended it. */
  readonly ended: ProposalVote | null;
  readonly revision: number;
}

const note = text(500);

/** Body of opening one without a report: what is left out is as the customer has it. */
export const openProposalSchema = z.strictObject({
  situation: situationSchema.exactOptional(),
  limit: limitSchema.exactOptional(),
  note: note.nullable().default(null),
});
export type OpenProposalBody = z.infer<typeof openProposalSchema>;

/** Body of a confirmation: what is left out is as proposed. */
export const confirmProposalSchema = z.strictObject({
  /** The customer's, as the form showed it: a form over an older state of the customer is refused. */
  customerUpdatedAt: z.iso.datetime({ precision: 3 }),
  /** The proposal's, as the form showed it: somebody may have confirmed another amount meanwhile. */
  revision: z.int().min(1),
  situation: situationSchema.exactOptional(),
  limit: limitSchema.exactOptional(),
  note: note.nullable().default(null),
});
export type ConfirmProposalBody = z.infer<typeof confirmProposalSchema>;

/** Body of a dismissal. */
export const dismissProposalSchema = z.strictObject({ note });
