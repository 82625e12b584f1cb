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

/** Keys are 26 letters of base 32, so that their first two tell 1,024 parts of about the same size. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const PARTS: readonly string[] = [
  '',
  ...[...LETTERS].flatMap((first) => [...LETTERS].map((second) => `cus_${first}${second}`)),
];

/** A part of the portfolio by its place, and what share of all lies before the next; `null` after the last. */
export function portfolioPart(
  place: number,
): { readonly from: string; readonly to: string | null; readonly share: number } | null {
  const from = PARTS[place];
  if (from === undefined) return null;
  return { from, to: PARTS[place + 1] ?? null, share: (place + 1) / PARTS.length };
}

export interface PortfolioPolicies {
  readonly live: Policy;
  readonly draft: Policy;
}

/** Customers whose facts are gathered at once. */
const AT_ONCE = 8;

/** Hands the cases of one part over in batches; answers how many customers have never ordered at these branches. */
export async function eachCustomer(
  deps: PortfolioDeps,
  policies: PortfolioPolicies,
  { from, to, branches }: { readonly from: string; readonly to: string | null; readonly branches: readonly string[] },
  take: (cases: readonly CaseToJudge[]) => Promise<void>,
): Promise<number> {
  let withoutOrder = 0;
  for await (const batch of deps.usualOrders.between(from, to, branches)) {
    for (let at = 0; at < batch.length; at += AT_ONCE) {
      const some = batch.slice(at, at + AT_ONCE);
      const cases = await Promise.all(some.map((usual) => caseOf(deps, policies, usual)));
      const found = cases.flatMap((one) => one ?? []);
      withoutOrder += some.length - found.length;
      await take(found);
    }
  }
  return withoutOrder;
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
