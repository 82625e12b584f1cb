/** Owns what a purchase asks of the branch's budget, and what it is told where nothing may be bought. */
import type { Finding } from '../domain/errors';
import { claimBudget, type BudgetRefusal, type PurchasingDeps } from './purchasing';
import type { PurchaseBudgets } from './purchase-deps';

const WHY: Readonly<Record<BudgetRefusal, Omit<Finding, 'at'>>> = {
  switchedOff: { message: 'the branch buys nothing at the moment', fix: 'switch purchasing on (PUT …/purchasing)' },
  companySwitchedOff: { message: 'the company buys nothing at the moment', fix: 'ask for PUT /v1/purchasing' },
  priceUnknown: {
    message: 'has a cap to keep, and no price for this product',
    fix: 'tell its price (PUT …/purchasing)',
  },
  dayCapReached: { message: "would be over the day's cap", fix: 'buy it tomorrow, or have the cap raised' },
  monthCapReached: { message: "would be over the month's cap", fix: 'have the cap raised' },
};

/** Claimed before a purchase stands, and spent or given back at its end. */
export function purchaseMoney(deps: Pick<PurchasingDeps, 'purchasing' | 'budgets'>): PurchaseBudgets {
  return {
    reserve: async (spending) => {
      const answer = await claimBudget(deps, spending);
      return answer.ok ? { priceCents: answer.priceCents } : { refused: { at: '', ...WHY[answer.why] } };
    },
    settle: (spending, isSpent) => deps.budgets.settle(spending, isSpent),
  };
}
