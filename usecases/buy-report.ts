/** Owns the opening of a purchase: a need is met by a report there is, joins what is under way, or is reserved to be bought. */
import type { ReportWorkflows } from '../adapters/temporal/report-workflows';
import type { OrderStore } from '../adapters/mongo/order-store';
import type { CustomerRecord } from '../contracts/customer';
import type { BuyReportBody, PurchaseRecord, Purpose, ReportUse } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import { dateInZone, type CalendarDate } from '../domain/calendar';
import { CrivoError, type ErrorCode, type Finding } from '../domain/errors';
import { decideNeed, type NeedDecision } from '../domain/report-need';
import { contentHash } from './content-hash';
import { productFinding } from './known-products';
import { newId } from './new-id';
import type { BureauLine, PurchaseDeps } from './purchase-deps';
import { findPurchase, givenUp } from './purchase-progress';

export interface BuyReportDeps extends Pick<
  PurchaseDeps,
  | 'branches'
  | 'customers'
  | 'purchases'
  | 'reports'
  | 'reportUses'
  | 'lines'
  | 'money'
  | 'purchasing'
  | 'sealer'
  | 'now'
  | 'timing'
> {
  readonly orders: Pick<OrderStore, 'find'>;
  readonly reportWorkflows: ReportWorkflows;
}

export interface BuyReportInput {
  readonly branch: string;
  readonly customerKey: string;
  readonly subject: string;
  readonly request: BuyReportBody;
  /** The branch buys by itself: nobody has asked. */
  readonly isAutomatic?: true;
}

/** Met at once, or under way. `joined`: somebody else's purchase, which will serve this need too. */
export type BuyReportResult =
  | { readonly kind: 'report'; readonly report: ReportRecord; readonly ageDays: number }
  | { readonly kind: 'purchase'; readonly purchase: string; readonly joined: boolean };

/** Somebody opens the same generation at the same moment, once or twice, not for ever. */
const ATTEMPTS = 5;

/** All that the decision about a need looks at. */
interface Wanted {
  readonly input: BuyReportInput;
  readonly customer: CustomerRecord;
  readonly line: BureauLine;
  readonly product: string;
  readonly zone: string;
  readonly today: CalendarDate;
  readonly purpose: Purpose;
}

/**
 * A report younger than the branch's days costs one read of the customer's reports, and the note of its use. Otherwise
 * the purchase is reserved, durably, and its workflow told; the caller waits for it or asks later. Errors:
 * `BranchNotFound`, `CustomerNotFound`, `OrderNotFound`, the bureau's account missing, `InvalidRequest` at `product`,
 * `ReportDocumentNotAccepted`, `ReportProductNotAllowed`, `ReportSuperseded`, `PurchaseGivenUp`, `BudgetRefused`, `Unavailable`.
 */
export async function buyReport(deps: BuyReportDeps, input: BuyReportInput): Promise<BuyReportResult> {
  const wanted = await wantedOf(deps, input);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const decision = await decide(deps, wanted);
    if (decision.kind === 'superseded')
      throw new CrivoError('ReportSuperseded', { state: { report: decision.newest } });
    if (decision.kind === 'givenUp') throw givenUp(await findPurchase(deps, decision.purchase));
    if (decision.kind === 'reuse') return reuse(deps, wanted, decision);
    if (decision.kind === 'join') {
      await deps.purchases.join(decision.purchase, input.branch);
      await deps.reportWorkflows.carry(needOf(wanted), decision.purchase);
      return { kind: 'purchase', purchase: decision.purchase, joined: true };
    }
    const record = await reserved(deps, wanted, decision.generation);
    if (!(await deps.purchases.insert(record))) {
      await giveBack(deps, record);
      continue;
    }
    await deps.reportWorkflows.carry(needOf(wanted), record.purchase);
    return { kind: 'purchase', purchase: record.purchase, joined: false };
  }
  throw new CrivoError('TooManyConflicts', { retryAfterSeconds: 1 });
}

/** Notes that a report served somebody for whom it was not bought. Safe to repeat under one `use`. */
export async function noteReuse(
  deps: Pick<BuyReportDeps, 'reportUses' | 'branches' | 'now'>,
  { branch, subject, request, isAutomatic }: BuyReportInput,
  report: ReportRecord,
  accountKey: string,
  use = newId('use'),
): Promise<void> {
  const at = deps.now().toISOString();
  const zone = (await deps.branches.find(branch))?.parameters.zone;
  if (zone === undefined) throw new CrivoError('BranchNotFound');
  const { customerKey, bureau, product } = report;
  const purpose = purposeOf(request, isAutomatic);
  const used: ReportUse = {
    ...{ use, kind: 'reused', report: report.report, customerKey, accountKey, bureau, product },
    ...{ branch, subject, purpose, at, day: dateInZone(at, zone), priceCents: null },
  };
  await deps.reportUses.insert(used);
}

async function wantedOf(deps: BuyReportDeps, input: BuyReportInput): Promise<Wanted> {
  const { branch, customerKey, request } = input;
  const [record, customer, line] = await Promise.all([
    deps.branches.find(branch),
    deps.customers.find(customerKey),
    deps.lines.find(branch, request.bureau),
  ]);
  if (record === null) throw new CrivoError('BranchNotFound');
  if (customer === null) throw new CrivoError('CustomerNotFound');
  if (line === null) throw new CrivoError(NO_ACCOUNT[request.bureau]);
  await refuseForeignOrder(deps, input);
  const product = request.product ?? line.terms.defaultProducts[customer.personType];
  if (product === null) throw invalid(NO_PRODUCT);
  const { zone } = record.parameters;
  const today = dateInZone(deps.now().toISOString(), zone);
  return { input, customer, line, product, zone, today, purpose: purposeOf(request, input.isAutomatic) };
}

/** What is said where a branch has no account. */
export const NO_ACCOUNT = { deps: 'DepsAccountNotFound', spc: 'SpcAccountNotFound' } as const satisfies Record<
  BuyReportBody['bureau'],
  ErrorCode
>;
const NO_PRODUCT: Finding = {
  at: 'product',
  message: 'is missing, and the account has no default for this kind of person',
  fix: "name one of the account's products, or set its default",
};

const NO_ORDER: Finding = {
  at: 'order',
  message: 'is no order of this customer in this branch',
  fix: 'send the id of one of its orders, or another purpose without an order',
};

/** An order of another branch doesn't exist, and one of another customer is no reason to buy this one's report. */
async function refuseForeignOrder(
  deps: BuyReportDeps,
  { branch, customerKey, request }: BuyReportInput,
): Promise<void> {
  if (request.order === undefined) return;
  const order = await deps.orders.find(branch, request.order);
  if (order?.customerKey !== customerKey) throw new CrivoError('OrderNotFound', { errors: [NO_ORDER] });
}

function purposeOf({ purpose: kind, order, note: told }: BuyReportBody, isAutomatic = false): Purpose {
  const note = told ?? null;
  if (order !== undefined) return { kind: isAutomatic ? 'automatic' : 'order', order, note };
  return kind === 'limitReview' ? { kind, order: null, note } : { kind: 'other', order: null, note };
}

async function decide(deps: BuyReportDeps, wanted: Wanted): Promise<NeedDecision<ReportRecord>> {
  const { input, product, zone, today } = wanted;
  const [reports, latest, { reuseDays }] = await Promise.all([
    deps.reports.ofCustomer(input.customerKey),
    deps.purchases.latest(needOf(wanted)),
    deps.purchasing.find(input.branch),
  ]);
  const { bureau, replaces } = input.request;
  return decideNeed({ bureau, product, replaces, reports, latest, today, zone, reuseDays });
}

function needOf({ line: { accountKey }, input: { customerKey }, product }: Wanted) {
  return { accountKey, customerKey, product };
}

async function reuse(
  deps: BuyReportDeps,
  { input, line }: Wanted,
  { report, ageDays }: Extract<NeedDecision<ReportRecord>, { kind: 'reuse' }>,
): Promise<BuyReportResult> {
  await noteReuse(deps, input, report, line.accountKey);
  return { kind: 'report', report, ageDays };
}

/** Money is set aside before the purchase stands; under the purchase's own name, so that it is set aside once. */
async function reserved(deps: BuyReportDeps, wanted: Wanted, generation: number): Promise<PurchaseRecord> {
  const { input, customer, line, product, today, purpose } = wanted;
  const { branch, subject, request } = input;
  const { bureau } = request;
  refuseUnknownForm(deps, customer, line);
  refuseUnknownProduct(wanted);
  const purchase = purchaseId(needOf(wanted), generation);
  const money = await deps.money.reserve({ purchase, branch, bureau, product, day: today, subject });
  if ('refused' in money) throw new CrivoError('BudgetRefused', { errors: [money.refused], state: { why: money.why } });
  return {
    ...needOf(wanted),
    ...{ purchase, generation, bureau, branch, subject, purpose, day: today, priceCents: money.priceCents },
    personType: customer.personType,
    requestedLimitCents: request.requestedLimitCents,
    withoutReceivables: request.withoutReceivables,
    replaces: request.replaces,
    openedAt: deps.now().toISOString(),
    reuseIsFree: line.terms.reuseIsFree,
    ...untouched(),
  };
}

/**
 * Somebody was faster. Where they are of another branch or month, or have ended already, nobody else would give this claim
 * back; otherwise it is theirs too.
 */
async function giveBack(deps: BuyReportDeps, claimed: PurchaseRecord): Promise<void> {
  const standing = await deps.purchases.find(claimed.purchase);
  if (standing === null) return;
  const isSamePlace = standing.branch === claimed.branch && standing.day.slice(0, 7) === claimed.day.slice(0, 7);
  if (!isSamePlace || standing.isClosed) await deps.money.settle(claimed, false);
}

function untouched() {
  return {
    ...({ status: 'reserved', reason: null, providerText: null, revision: 1, isPrepared: false } as const),
    ...{ isClosed: false, isReconcileAsked: false, token: null, sends: 0, reconciliations: 0, resolutions: [] },
    ...{
      callBoundMs: 0,
      sentAt: null,
      notBefore: null,
      settledAt: null,
      charged: null,
      findings: null,
      raw: null,
      report: null,
    },
  };
}

/** Letters in a CNPJ are new; until the provider is known to take them, nothing is risked on it. */
function refuseUnknownForm({ sealer }: BuyReportDeps, { sealedDocument }: CustomerRecord, { terms }: BureauLine): void {
  if (terms.acceptsAlphanumericCnpj || !/[A-Z]/.test(sealer.openText(sealedDocument))) return;
  throw new CrivoError('ReportDocumentNotAccepted');
}

/** The bureau would refuse it too, after the customer's receivables were sent and the price was set aside. */
function refuseUnknownProduct({ line, product, customer }: Wanted): void {
  const finding = productFinding('product', line.terms.knownProducts, product, customer.personType);
  if (finding !== null) throw new CrivoError('ReportProductNotAllowed', { errors: [finding] });
}

/** The same for a need and its generation, in every process. */
export function purchaseId(need: ReturnType<typeof needOf>, generation: number): string {
  return `pur_${contentHash([need.accountKey, need.customerKey, need.product, generation]).slice(0, 26)}`;
}

function invalid(finding: Finding): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [finding] });
}
