/** Owns a branch's purchasing: how it is set, whether something may be bought, and the claim on its budget. */
import type { BudgetStore, Spent } from '../adapters/mongo/budget-store';
import type { PurchasingStore } from '../adapters/mongo/purchasing-store';
import type { AuditEntry } from '../contracts/audit';
import type { BureauAccount, KnownProducts } from '../contracts/bureau-account';
import { findingsOf } from '../contracts/findings';
import {
  changedPurchasing,
  priceOf,
  purchasingSchema,
  type Purchasing,
  type PurchasingChange,
} from '../contracts/purchasing';
import type { Bureau } from '../domain/bureau-report';
import type { CalendarDate } from '../domain/calendar';
import { CrivoError, type Finding } from '../domain/errors';
import { contentHash } from './content-hash';
import { newId } from './new-id';
import { productFinding } from './known-products';

export interface PurchasingDeps {
  readonly purchasing: PurchasingStore;
  readonly budgets: BudgetStore;
  readonly now: () => Date;
}

/**
 * What is left out stays. Products that the branch's login doesn't list are refused here, and not when somebody waits for
 * a report; before a bureau was asked for its list nothing can be said of them. Errors: `InvalidRequest`,
 * `SettingsChanged`.
 */
export async function changePurchasing(
  { purchasing, accounts, now }: Pick<PurchasingDeps, 'purchasing' | 'now'> & { readonly accounts: AccountsOf },
  subject: string,
  branch: string,
  { seenHash, ...change }: PurchasingChange,
): Promise<Purchasing> {
  const [deps, spc] = await Promise.all([accounts.deps(branch), accounts.spc(branch)]);
  const known = { deps: deps?.knownProducts ?? null, spc: spc?.knownProducts ?? null };
  const errors = unknownProducts(change, known);
  if (errors.length > 0) throw new CrivoError('InvalidRequest', { errors });
  const entry = { id: newId('aud'), at: now().toISOString(), subject, kind: 'purchasing', target: branch } as const;
  const changed = (before: Purchasing) => {
    if (seenHash !== undefined && seenHash !== contentHash(before)) throw new CrivoError('SettingsChanged');
    const parsed = purchasingSchema.safeParse(changedPurchasing(before, change));
    if (!parsed.success) throw new CrivoError('InvalidRequest', { errors: findingsOf(parsed.error) });
    return parsed.data;
  };
  return purchasing.change(branch, changed, (before, after): AuditEntry => ({ ...entry, branch, before, after }));
}

/** A branch's account at each bureau, as far as its list of products goes. */
export type AccountsOf = Readonly<
  Record<Bureau, (branch: string) => Promise<Pick<BureauAccount, 'knownProducts'> | null>>
>;

function unknownProducts(
  { prices = [], automatic }: PurchasingChange,
  known: Readonly<Record<Bureau, KnownProducts | null>>,
): Finding[] {
  const priced = prices.flatMap(({ bureau, product, priceCents }, at) =>
    priceCents === null ? [] : (productFinding(`prices[${at}].product`, known[bureau], product) ?? []),
  );
  const bought = (['F', 'J'] as const).flatMap((person) => {
    const chosen = automatic?.products?.[person] ?? null;
    if (chosen === null) return [];
    return productFinding(`automatic.products.${person}.product`, known[chosen.bureau], chosen.product, person) ?? [];
  });
  return [...priced, ...bought];
}

/** The kill switch of all branches. */
export async function switchCompanyPurchasing(
  { purchasing, now }: Pick<PurchasingDeps, 'purchasing' | 'now'>,
  subject: string,
  { enabled, note }: { readonly enabled: boolean; readonly note: string },
): Promise<void> {
  const entry = { id: newId('aud'), at: now().toISOString(), subject, kind: 'purchasing', target: 'company' } as const;
  const after = { enabled, note };
  await purchasing.switchCompany(enabled, (before): AuditEntry => {
    return { ...entry, branch: null, before: { enabled: before }, after };
  });
}

/** Why nothing may be bought. `priceUnknown`: under a cap, what has no price might be anything. */
export const BUDGET_REFUSALS = [
  'switchedOff',
  'companySwitchedOff',
  'priceUnknown',
  'dayCapReached',
  'monthCapReached',
] as const;
export type BudgetRefusal = (typeof BUDGET_REFUSALS)[number];

export type BudgetAnswer =
  | { readonly ok: true; readonly priceCents: number | null }
  | { readonly ok: false; readonly why: BudgetRefusal; readonly spent: Spent; readonly settings: Purchasing };

/**
 * Asks whether this may be bought now, and claims its price. Safe to repeat: a purchase has one claim. A claim is given
 * back, or spent, by `budgets.settle`.
 */
export async function claimBudget(
  { purchasing, budgets }: Pick<PurchasingDeps, 'purchasing' | 'budgets'>,
  want: {
    readonly branch: string;
    readonly day: CalendarDate;
    readonly purchase: string;
    readonly bureau: Bureau;
    readonly product: string;
  },
): Promise<BudgetAnswer> {
  const { branch, day, purchase, bureau, product } = want;
  const [settings, isEnabled] = await Promise.all([purchasing.find(branch), purchasing.isEnabled()]);
  const priceCents = priceOf(settings, bureau, product);
  const refused = async (why: BudgetRefusal): Promise<BudgetAnswer> => {
    return { ok: false, why, settings, spent: await budgets.spent(branch, day) };
  };
  if (!isEnabled) return refused('companySwitchedOff');
  if (!settings.enabled) return refused('switchedOff');
  if (priceCents === null) return isCapped(settings) ? refused('priceUnknown') : { ok: true, priceCents };
  if (await budgets.claim({ branch, day, purchase, priceCents }, settings)) return { ok: true, priceCents };
  const { monthCents } = await budgets.spent(branch, day);
  return refused(monthCents + priceCents > (settings.monthCapCents ?? Infinity) ? 'monthCapReached' : 'dayCapReached');
}

/** Why a product would be refused now, nothing being claimed; `null` where it may be bought. */
export function wouldRefuse(
  { settings, companyEnabled, dayCents, monthCents }: Omit<PurchasingReading, 'warnings'>,
  priceCents: number | null,
): BudgetRefusal | null {
  if (!companyEnabled) return 'companySwitchedOff';
  if (!settings.enabled) return 'switchedOff';
  if (priceCents === null) return isCapped(settings) ? 'priceUnknown' : null;
  if (monthCents + priceCents > (settings.monthCapCents ?? Infinity)) return 'monthCapReached';
  return dayCents + priceCents > (settings.dayCapCents ?? Infinity) ? 'dayCapReached' : null;
}

function isCapped({ dayCapCents, monthCapCents }: Purchasing): boolean {
  return dayCapCents !== null || monthCapCents !== null;
}

/** Whether a branch still buys: for a person who asked, or by itself. Asked again just before a charge. */
export async function isSwitchedOn(
  { purchasing }: { readonly purchasing: Pick<PurchasingStore, 'find' | 'isEnabled'> },
  branch: string,
  by: 'person' | 'itself',
): Promise<boolean> {
  const [settings, isEnabled] = await Promise.all([purchasing.find(branch), purchasing.isEnabled()]);
  return isEnabled && settings.enabled && (by === 'person' || settings.automatic.enabled);
}

/** How a branch buys and what it has spent; `warnings` names each cap of which the share to warn at is used up. */
export interface PurchasingReading extends Spent {
  readonly settings: Purchasing;
  readonly companyEnabled: boolean;
  readonly warnings: readonly ('day' | 'month')[];
}

export async function readPurchasing(
  { purchasing, budgets }: Pick<PurchasingDeps, 'purchasing' | 'budgets'>,
  branch: string,
  today: CalendarDate,
): Promise<PurchasingReading> {
  const [settings, companyEnabled, spent] = await Promise.all([
    purchasing.find(branch),
    purchasing.isEnabled(),
    budgets.spent(branch, today),
  ]);
  return { settings, companyEnabled, ...spent, warnings: warningsOf(settings, spent) };
}

export function warningsOf(
  { dayCapCents, monthCapCents, warnAtPercent }: Purchasing,
  { dayCents, monthCents }: Spent,
): ('day' | 'month')[] {
  const isNearlyUsed = (spentCents: number, capCents: number | null) =>
    capCents !== null && spentCents * 100 >= capCents * warnAtPercent;
  return [
    ...(isNearlyUsed(dayCents, dayCapCents) ? (['day'] as const) : []),
    ...(isNearlyUsed(monthCents, monthCapCents) ? (['month'] as const) : []),
  ];
}
