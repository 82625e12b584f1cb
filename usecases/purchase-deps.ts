/** Owns the list of what a purchase is given, and the seams to what decides about it elsewhere. */
import type { ApiKeyStore } from '../adapters/mongo/api-key-store';
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { BureauSlotStore } from '../adapters/mongo/bureau-slot-store';
import type { CustomerKeyStore } from '../adapters/mongo/customer-key-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { PurchaseStore } from '../adapters/mongo/purchase-store';
import type { PurchasingStore } from '../adapters/mongo/purchasing-store';
import type { ReportStore } from '../adapters/mongo/report-store';
import type { ReportUseStore } from '../adapters/mongo/report-use-store';
import type { BureauAccount, PurchaseSettings } from '../contracts/bureau-account';
import type { PurchaseRecord } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import type { Bureau } from '../domain/bureau-report';
import type { CalendarDate } from '../domain/calendar';
import type { BureauAnswer, BureauQuery } from '../domain/credit-bureau';
import type { Finding } from '../domain/errors';
import type { BudgetRefusal } from './purchasing';

/** A branch's account that can be asked. Its password is opened for a call. */
export interface BureauLine {
  readonly accountKey: string;
  readonly terms: PurchaseSettings & Pick<BureauAccount, 'knownProducts'>;
  /** As `CreditBureau.query`: throws `BureauError`. */
  query(query: BureauQuery): Promise<BureauAnswer>;
}

export interface BureauLines {
  /** `null` where the branch has no account with this bureau. */
  find(branch: string, bureau: Bureau): Promise<BureauLine | null>;
}

/** What is to be spent, and of what. */
export interface Spending extends Pick<PurchaseRecord, 'purchase' | 'branch' | 'bureau' | 'product' | 'day'> {
  readonly subject: string;
}

/** The branch's money for reports. Both calls are safe to repeat: they are known by their purchase. */
export interface PurchaseBudgets {
  /** Sets the price aside; or says why nothing may be bought. */
  reserve(
    spending: Spending,
  ): Promise<{ readonly priceCents: number | null } | { readonly refused: Finding; readonly why: BudgetRefusal }>;
  /** What is known only after it was charged is spent, whatever the caps. Safe to repeat. */
  spend(spending: Omit<Spending, 'subject'>, priceCents: number): Promise<void>;
  /** What was set aside is spent, or free again. */
  settle(spending: Spending & Pick<PurchaseRecord, 'priceCents'>, isSpent: boolean): Promise<void>;
}

/** What the customer owes, told to the bureau before it is asked. Throws `ReceivablesNotSentError`. */
export interface ReceivablesPictures {
  send(at: { readonly branch: string; readonly customerKey: string; readonly purchase: string }): Promise<void>;
}

/** The bureau was not told, and trying again at once would not help. */
export class ReceivablesNotSentError extends Error {
  override readonly name = 'ReceivablesNotSentError';
  constructor(readonly providerText: string) {
    super('the receivables were not sent');
  }
}

/** How long things are waited for, in milliseconds. */
export interface PurchaseTiming {
  /** Beyond the time-out of its question, a call lives no longer than this: it may log in twice. */
  readonly marginMs: number;
  /** From an unknown outcome to the question what the bureau holds; doubled each time. */
  readonly pauseMs: number;
  /** From a bureau that was away to the next attempt; doubled each time. */
  readonly retryMs: number;
  /** What was answered is tried so long to be written down. */
  readonly recordMs: number;
}

export const PURCHASE_TIMING: PurchaseTiming = {
  marginMs: 135_000,
  pauseMs: 120_000,
  retryMs: 2_000,
  recordMs: 60_000,
};

export interface PurchaseDeps {
  readonly branches: Pick<BranchStore, 'find'>;
  readonly customers: Pick<CustomerStore, 'find'>;
  readonly apiKeys: Pick<ApiKeyStore, 'ofSubject'>;
  readonly purchases: PurchaseStore;
  readonly reports: Pick<ReportStore, 'insert' | 'find' | 'ofCustomer'>;
  readonly reportUses: ReportUseStore;
  readonly bureauSlots: BureauSlotStore;
  readonly customerKeys: CustomerKeyStore;
  readonly lines: BureauLines;
  readonly receivables: ReceivablesPictures;
  readonly money: PurchaseBudgets;
  readonly purchasing: Pick<PurchasingStore, 'find' | 'isEnabled'>;
  /** Whether the person's own consent to central-bank data is stored, specific and in force. */
  readonly hasScrConsent: (customerKey: string, today: CalendarDate) => Promise<boolean>;
  /** Opens the form *Edição de situação/Limite de crédito* of a new report. Safe to repeat. */
  readonly openProposal: (purchase: PurchaseRecord, report: ReportRecord) => Promise<void>;
  readonly sealer: { sealText(plain: string): string; openText(sealed: string): string };
  readonly rawSealer: { newKey(): string; seal(key: string, text: string): Promise<Buffer> };
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
  readonly timing: PurchaseTiming;
}

/**
 * How long a call over this line may live: the time-out its query is made with, read together with its login, and a
 * margin. Whoever begins a call writes it down, so that nobody calls it lost while it may be alive.
 */
export function callBoundMs({ timing }: Pick<PurchaseDeps, 'timing'>, { terms }: Pick<BureauLine, 'terms'>): number {
  return 1_000 * terms.timeoutSeconds + timing.marginMs;
}
