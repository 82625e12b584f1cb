/** Owns the entries of a customer's timeline as they are read: what happened, by the source it was read from. */
import type { TimelinePlace } from '../domain/timeline';
import type { Consent } from './consent';
import type { CreditEntry, RestrictionsEntry } from './customer-history';
import type { OrderDecision, SaleDecision } from './decision';
import type { Exception } from './exception';
import type { StoredHold } from './hold';
import type { LimitProposal } from './limit-proposal';
import type { Note } from './note';
import type { ReportUse } from './purchase';
import type { Release } from './release';
import type { ReviewRequest } from './review-request';

type Evaluated = 'decision' | 'branch' | 'subject' | 'waived' | 'at';
/** Of a decision, without facts and evidence. */
export type OrderEvaluated = Pick<OrderDecision, Evaluated | 'order' | 'cause'> & {
  readonly judgement: Pick<OrderDecision['judgement'], 'outcome' | 'restrictions'>;
  readonly event: Pick<OrderDecision['event'], 'actions'>;
};
export type SaleEvaluated = Pick<SaleDecision, Evaluated | 'sale' | 'allowed'> & {
  readonly judgement: Pick<SaleDecision['judgement'], 'outcome' | 'restrictions'>;
};

/** The document that each source reads its entries from. */
export interface TimelineDocuments {
  readonly orderEvaluated: OrderEvaluated;
  readonly saleEvaluated: SaleEvaluated;
  readonly restrictions: RestrictionsEntry;
  readonly credit: CreditEntry;
  readonly releaseAsked: Release;
  readonly releaseDecided: Release;
  readonly releaseEnded: Release;
  readonly proposalOpened: LimitProposal;
  readonly proposalSeconded: LimitProposal;
  readonly proposalEnded: LimitProposal;
  readonly reportUsed: ReportUse;
  readonly holdBegun: StoredHold;
  readonly holdEnded: StoredHold;
  readonly exceptionMade: Exception;
  readonly exceptionEnded: Exception;
  readonly noted: Note;
  readonly consentGiven: Consent;
  readonly consentRevoked: Consent;
  readonly reviewAsked: ReviewRequest;
  readonly reviewAnswered: ReviewRequest;
}

/** One entry: its place, and what it was read from. */
export type TimelineEntry = {
  [S in keyof TimelineDocuments]: TimelinePlace & { readonly source: S; readonly document: TimelineDocuments[S] };
}[keyof TimelineDocuments];
