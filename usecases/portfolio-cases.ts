/** Owns the portfolio as cases to judge: every customer's usual order, with the facts of today. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { UsualOrder, UsualOrderStore } from '../adapters/mongo/usual-order-store';
import type { Policy } from '../contracts/policy';
import { addDays, dateInZone, daysBetween } from '../domain/calendar';
import { termCents, type Payment } from '../domain/modalities';
import { gathersAlike } from '../rules/compare-policies';
import { readEvidence, type ReadForCheck } from './check-credit';
import type { CaseToJudge } from './count-flips';
import { gatherFacts } from './gather-facts';
import { readLedger } from './refresh-ledger';
import type { CreditStores } from './stores';

/** Reads only. */
export interface PortfolioDeps extends Pick<
  CreditStores,
  'branches' | 'calendarOf' | 'exposures' | 'ingests' | 'ledgers' | 'movements' | 'now' | 'reports'
> {
  readonly usualOrders: UsualOrderStore;
}

/** Keys are letters of base 32 that are drawn evenly: the first two tell what share of all customers lies before one. */
const KEY = /^cus_(.)(.)/;
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** From 0 to 1: what share of the portfolio a key has behind it. */
export function portfolioShare(customerKey: string): number {
  const places =
    KEY.exec(customerKey)
      ?.slice(1)
      .map((letter) => LETTERS.indexOf(letter)) ?? [];
  const [first = 0, second = 0] = places.map((place) => Math.max(0, place));
  return (first * LETTERS.length + second) / LETTERS.length ** 2;
}

export interface PortfolioPolicies {
  readonly live: Policy;
  readonly draft: Policy;
}

/** One piece: short enough to be done again, and to be left when it is cancelled. */
const PAGE = 100;
/** Customers whose facts are gathered at once. */
const AT_ONCE = 8;

/** What a piece of the portfolio came to besides its cases. */
export interface PortfolioPage {
  /** The last key of it; the next piece begins after that. `null` after the last customer. */
  readonly lastKey: string | null;
  /** Customers who have never ordered at these branches. */
  readonly withoutOrder: number;
}

/** Hands the cases of the next customers over in batches. */
export async function eachCustomer(
  deps: PortfolioDeps,
  policies: PortfolioPolicies,
  { afterKey, branches }: { readonly afterKey: string; readonly branches: readonly string[] },
  take: (cases: readonly CaseToJudge[]) => Promise<void>,
): Promise<PortfolioPage> {
  let withoutOrder = 0;
  const page = await deps.usualOrders.page(afterKey, PAGE, branches);
  for (let at = 0; at < page.length; at += AT_ONCE) {
    const some = page.slice(at, at + AT_ONCE);
    const cases = await Promise.all(some.map((usual) => caseOf(deps, policies, usual)));
    const found = cases.flatMap((one) => one ?? []);
    withoutOrder += some.length - found.length;
    await take(found);
  }
  const last = page.length < PAGE ? undefined : page.at(-1);
  return { lastKey: last?.customer.customerKey ?? null, withoutOrder };
}

async function caseOf(
  deps: PortfolioDeps,
  { live, draft }: PortfolioPolicies,
  { customer, order }: UsualOrder,
): Promise<CaseToJudge | null> {
  const branch = order && (await deps.branches.find(order.branch));
  if (order === null || branch === null) return null;
  const [ledger, reports] = await Promise.all([
    readLedger(deps, customer),
    deps.reports.ofCustomer(customer.customerKey),
  ]);
  const today = asOfToday(order, branch, deps.now());
  const read = { branch, customer, reading: { ledger, reports } };
  const facts = await factsBy(deps, today, { ...read, loaded: { policy: live } });
  const others = gathersAlike(live, draft) ? null : await factsBy(deps, today, { ...read, loaded: { policy: draft } });
  return {
    flip: `${order.branch}/${order.order}`,
    kind: 'order',
    id: order.order,
    decision: null,
    at: deps.now().toISOString(),
    branch: order.branch,
    actions: ['save'],
    holdable: termCents(today.payments, live.modalities) > 0,
    customerKey: customer.customerKey,
    facts,
    ...(others && { draftFacts: others }),
  };
}

async function factsBy(deps: PortfolioDeps, order: AskedAgain, read: ReadForCheck) {
  return gatherFacts(await readEvidence(deps, order, read));
}

interface AskedAgain {
  readonly totalCents: number;
  readonly payments: readonly Payment[];
}

/** The same amounts and terms, placed today. */
function asOfToday(
  { content, createdAt }: NonNullable<UsualOrder['order']>,
  { parameters: { zone } }: BranchRecord,
  now: Date,
): AskedAgain {
  const days = daysBetween(dateInZone(createdAt, zone), dateInZone(now.toISOString(), zone));
  const payments = content.payments.map((payment) => ({
    ...payment,
    dueOn: payment.dueOn.map((dueOn) => addDays(dueOn, days)),
  }));
  return { totalCents: content.totalCents, payments };
}
