/** Owns what a purchase asks of the branch's budget, and what it is told where nothing may be bought. */
import type { Finding } from '../domain/errors';
import { claimBudget, type BudgetRefusal, type PurchasingDeps } from './purchasing';
import type { PurchaseBudgets } from './purchase-deps';

const WHY: Readonly<Record<BudgetRefusal, Finding>> = {
  switchedOff: {
    at: 'path.branch',
    message: 'is a branch that buys nothing at the moment',
    fix: 'ask who has purchasing:write to switch it on (PATCH /v1/branches/{branch}/purchasing)',
  },
  companySwitchedOff: {
    at: '',
    message: 'the company buys nothing at the moment',
    fix: 'ask who has purchasing:switch to switch it on (PUT /v1/purchasing)',
  },
  priceUnknown: {
    at: 'product',
    message: 'has no price here, and the branch has a cap to keep',
    fix: 'ask who has purchasing:write to add its price (PATCH /v1/branches/{branch}/purchasing), if the account has the product at all',
  },
  dayCapReached: {
    at: 'product',
    message: "costs more than is left of the branch's cap for the day",
    fix: 'buy it tomorrow, or ask who has purchasing:write to raise dayCapCents',
  },
  monthCapReached: {
    at: 'product',
    message: "costs more than is left of the branch's cap for the month",
    fix: 'buy it next month, or ask who has purchasing:write to raise monthCapCents',
  },
};

/** Claimed before a purchase stands, and spent or given back at its end. */
export function purchaseMoney(deps: Pick<PurchasingDeps, 'purchasing' | 'budgets'>): PurchaseBudgets {
  return {
    reserve: async (spending) => {
      const answer = await claimBudget(deps, spending);
      return answer.ok ? { priceCents: answer.priceCents } : { refused: WHY[answer.why], why: answer.why };
    },
    spend: async ({ branch, day, purchase }, priceCents) => {
      await deps.budgets.claim({ branch, day, purchase, priceCents }, { dayCapCents: null, monthCapCents: null });
    },
    settle: (spending, isSpent) => deps.budgets.settle(spending, isSpent),
  };
}
