/** Owns purchases that nobody carries on: their opener died before it told the workflow, or the workflow was ended from outside. */
import type { ReportWorkflows } from '../adapters/temporal/report-workflows';
import type { PurchaseStore } from '../adapters/mongo/purchase-store';

/** Younger ones are still being told of by whoever opened them. */
const LEFT_MS = 120_000;
const MOST = 500;

/** Tells their workflows again, which changes nothing where one is at work; answers how many. */
export async function carryLeftPurchases(deps: {
  readonly purchases: Pick<PurchaseStore, 'leftSince'>;
  readonly reportWorkflows: ReportWorkflows;
  readonly now: () => Date;
}): Promise<number> {
  const before = new Date(deps.now().getTime() - LEFT_MS).toISOString();
  const left = await deps.purchases.leftSince(before, MOST);
  for (const purchase of left) await deps.reportWorkflows.carry(purchase, purchase.purchase);
  return left.length;
}
