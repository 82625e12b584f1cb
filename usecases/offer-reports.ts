/** Owns what a bureau report of a customer would cost, and what there is already: told before anything is bought. */
import type { BureauAccount } from '../contracts/bureau-account';
import type { CustomerRecord } from '../contracts/customer';
import { priceOf } from '../contracts/purchasing';
import type { PurchaseRecord } from '../contracts/purchase';
import type { Bureau } from '../domain/bureau-report';
import { CrivoError } from '../domain/errors';
import { decideNeed } from '../domain/report-need';
import { NO_ACCOUNT, type BuyReportDeps } from './buy-report';
import { dayAt } from './list-reports';
import {
  readPurchasing,
  wouldRefuse,
  type BudgetRefusal,
  type PurchasingDeps,
  type PurchasingReading,
} from './purchasing';
import { readableReport, type AgedReport } from './readable-report';

export type OfferDeps = Pick<BuyReportDeps, 'branches' | 'customers' | 'purchases' | 'reports' | 'lines'> &
  Pick<PurchasingDeps, 'purchasing' | 'budgets' | 'now'>;

export interface Offer {
  readonly product: string;
  /** As the bureau's list names it; `null` where it was never asked for its list. */
  readonly name: string | null;
  readonly priceCents: number | null;
  /** Its newest report. */
  readonly newest: AgedReport | null;
  /** It is answered without a charge while nobody says `replaces`. */
  readonly isReused: boolean;
  /** What buying it anew has to name: its newest report, or the purchase that was given up. */
  readonly replaces: string | null;
  /** Not over yet: asking for it joins it. */
  readonly underWay: PurchaseRecord | null;
  readonly refused: BudgetRefusal | null;
}

export interface Offers extends Pick<PurchasingReading, 'settings' | 'monthCents'> {
  readonly defaultProduct: string | null;
  /** The default one first. */
  readonly offers: readonly Offer[];
}

/** Reads only, and is no promise: the price is claimed when it is bought. Errors: those of `dayAt`, `CustomerNotFound`, the account missing. */
export async function offerReports(
  deps: OfferDeps,
  { branch, customerKey, bureau }: { readonly branch: string; readonly customerKey: string; readonly bureau: Bureau },
): Promise<Offers> {
  const on = await dayAt(deps, branch);
  const [customer, line, reports, reading] = await Promise.all([
    deps.customers.find(customerKey),
    deps.lines.find(branch, bureau),
    deps.reports.ofCustomer(customerKey),
    readPurchasing(deps, branch, on.today),
  ]);
  if (customer === null) throw new CrivoError('CustomerNotFound');
  if (line === null) throw new CrivoError(NO_ACCOUNT[bureau]);
  const defaultProduct = line.terms.defaultProducts[customer.personType];
  const offered = productsOf(line.terms, customer, defaultProduct, reading, bureau);
  const offers = offered.map(async ({ product, name }): Promise<Offer> => {
    const latest = await deps.purchases.latest({ accountKey: line.accountKey, customerKey, product });
    const { reuseDays } = reading.settings;
    const need = decideNeed({ bureau, product, replaces: null, reports, latest, ...on, reuseDays });
    const own = reports.filter((one) => one.bureau === bureau && one.product === product);
    const newest = own.toSorted((a, b) => b.storedAt.localeCompare(a.storedAt))[0];
    const priceCents = priceOf(reading.settings, bureau, product);
    return {
      ...{ product, name, priceCents, newest: newest === undefined ? null : readableReport(newest, on) },
      isReused: need.kind === 'reuse',
      replaces: latest?.status === 'givenUp' ? latest.purchase : (newest?.report ?? null),
      underWay: need.kind === 'join' ? latest : null,
      refused: wouldRefuse(reading, priceCents),
    };
  });
  return { ...reading, defaultProduct, offers: await Promise.all(offers) };
}

/** What the bureau lists for this kind of person; where it was never asked, the default one and those with a price. */
function productsOf(
  { knownProducts }: Pick<BureauAccount, 'knownProducts'>,
  { personType }: CustomerRecord,
  defaultProduct: string | null,
  { settings }: PurchasingReading,
  bureau: Bureau,
): { readonly product: string; readonly name: string | null }[] {
  const priced = settings.prices.filter((one) => one.bureau === bureau);
  const found =
    knownProducts === null
      ? [...new Set([defaultProduct ?? [], priced.map(({ product }) => product)].flat())].map(unnamed)
      : knownProducts.products.filter((one) => one.personType === null || one.personType === personType);
  const isDefault = ({ product }: { readonly product: string }) => product === defaultProduct;
  return [...found.filter(isDefault), ...found.filter((one) => !isDefault(one))];
}

const unnamed = (product: string) => ({ product, name: null });
