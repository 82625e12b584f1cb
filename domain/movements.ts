/** Owns the words of the receivables ledger: what can happen to a title, and in which ways. */
import type { CalendarDate } from './calendar';

/** What a movement does to its title: Lançamento, Baixa, Estorno, Cancelamento, Prorrogação, Compensação, Portador. */
export const MOVEMENT_TYPES = [
  'issued',
  'collected',
  'reversed',
  'cancelled',
  'dueDateChanged',
  'cleared',
  'carrierChanged',
] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

/** How an amount of a title was collected. Only `money` and cleared cheques are money received. */
export const COLLECTION_METHODS = [
  'money',
  'cheque',
  'card',
  'customerCredit',
  'creditNote',
  'renegotiation',
  'writeOff',
  'assigned',
] as const;
export type CollectionMethod = (typeof COLLECTION_METHODS)[number];

/** Why a collection was undone. */
export const REVERSAL_REASONS = ['error', 'returnedCheque', 'chargeback'] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

/** Who holds the title: ourselves, a bank, the notary (protesto), a lawyer, or who it was assigned to. */
export const CARRIERS = ['own', 'bank', 'notary', 'legal', 'assigned'] as const;
export type Carrier = (typeof CARRIERS)[number];

/**
 * What every movement has. `movement` is the ERP's id, one effect per branch and id. `effectiveOn` is the business
 * date, `recordedAt` the UTC instant it became known, `null` in imports that don't tell.
 */
export type MovementBase = {
  readonly movement: string;
  readonly title: string;
  readonly branch: string;
  readonly customerKey: string;
  readonly effectiveOn: CalendarDate;
  readonly recordedAt: string | null;
};

/** A new title. `order` or `sale` names what it bills, `renegotiates` the old titles it takes the place of. */
export type Issued = MovementBase & {
  readonly type: 'issued';
  readonly amountCents: number;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly carrier: Carrier;
  readonly order: string | null;
  readonly sale: string | null;
  readonly modality: string | null;
  readonly renegotiates: readonly string[];
};

/** A part or all of a title, collected on the payer's date. `recourse`: an assignee may still charge us. */
export type Collected = MovementBase & {
  readonly type: 'collected';
  readonly amountCents: number;
  readonly method: CollectionMethod;
  readonly recourse: boolean;
};

/** A collection undone; `amountCents` is `null` for all that is left of it. */
export type Reversed = MovementBase & {
  readonly type: 'reversed';
  readonly collection: string;
  readonly amountCents: number | null;
  readonly reason: ReversalReason;
};

export type Cancelled = MovementBase & { readonly type: 'cancelled' };
export type DueDateChanged = MovementBase & { readonly type: 'dueDateChanged'; readonly dueOn: CalendarDate };
/** A cheque, named by its collection, was honoured. */
export type Cleared = MovementBase & { readonly type: 'cleared'; readonly collection: string };
export type CarrierChanged = MovementBase & { readonly type: 'carrierChanged'; readonly carrier: Carrier };

/** One line of the ledger, of a known customer and branch. */
export type Movement = Issued | Collected | Reversed | Cancelled | DueDateChanged | Cleared | CarrierChanged;
