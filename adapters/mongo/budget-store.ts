/** Owns what branches have spent on reports: one document a branch and month, never over its caps. */
import { createHash } from 'node:crypto';
import { insertOnce, type Database } from './database';

/** One purchase's claim on the budget. */
export interface BudgetClaim {
  readonly branch: string;
  /** Of the branch's zone, `2026-11-22`. */
  readonly day: string;
  /** The purchase's own id: claiming twice is claiming once. */
  readonly purchase: string;
  readonly priceCents: number;
}

/** `null` knows no bound. */
export interface BudgetCaps {
  readonly dayCapCents: number | null;
  readonly monthCapCents: number | null;
}

/** What is spent, or claimed by purchases under way. */
export interface Spent {
  readonly dayCents: number;
  readonly monthCents: number;
}

export interface BudgetStore {
  /** Claims the price if both caps still hold with it, in one conditional write; false, and nothing claimed, if not. */
  claim(claim: BudgetClaim, caps: BudgetCaps): Promise<boolean>;
  /** A claim that has cost nothing is given back, any other one stays spent. Doing it again changes nothing. */
  settle(claim: Omit<BudgetClaim, 'priceCents'>, isCharged: boolean): Promise<void>;
  spent(branch: string, day: string): Promise<Spent>;
}

interface StoredBudget {
  readonly _id: string;
  readonly monthCents: number;
  /** By day of the month, `d22`. */
  readonly days: Readonly<Record<string, number>>;
  /** Of purchases under way, by a hash of their ids. */
  readonly claims: Readonly<Record<string, number>>;
}

export function budgetStore(database: Database): BudgetStore {
  const budgets = database.collection<StoredBudget>('budgets');
  return {
    claim: async ({ branch, day, purchase, priceCents }, { dayCapCents, monthCapCents }) => {
      const { _id, dayField, claimField } = placeOf(branch, day, purchase);
      await insertOnce(budgets, { _id, monthCents: 0, days: {}, claims: {} });
      const room = (field: string, capCents: number | null) =>
        capCents === null ? [] : [{ $lte: [{ $add: [{ $ifNull: [`$${field}`, 0] }, priceCents] }, capCents] }];
      const tests = [...room('monthCents', monthCapCents), ...room(dayField, dayCapCents)];
      const { matchedCount } = await budgets.updateOne(
        { _id, [claimField]: { $exists: false }, ...(tests.length > 0 && { $expr: { $and: tests } }) },
        { $inc: { monthCents: priceCents, [dayField]: priceCents }, $set: { [claimField]: priceCents } },
      );
      if (matchedCount === 1) return true;
      return (await budgets.countDocuments({ _id, [claimField]: { $exists: true } })) === 1;
    },
    settle: async ({ branch, day, purchase }, isCharged) => {
      const { _id, dayField, claimField, claimKey } = placeOf(branch, day, purchase);
      const claimed = (await budgets.findOne({ _id, [claimField]: { $exists: true } }))?.claims[claimKey];
      if (claimed === undefined) return;
      const given = isCharged ? 0 : -claimed;
      await budgets.updateOne(
        { _id, [claimField]: claimed },
        { $inc: { monthCents: given, [dayField]: given }, $unset: { [claimField]: '' } },
      );
    },
    spent: async (branch, day) => {
      const { _id, dayKey } = placeOf(branch, day, '');
      const stored = await budgets.findOne({ _id }, { projection: { claims: 0 } });
      return { dayCents: stored?.days[dayKey] ?? 0, monthCents: stored?.monthCents ?? 0 };
    },
  };
}

/** Ids go into field names by their hash: they may have dots. */
function placeOf(branch: string, day: string, purchase: string) {
  const dayKey = `d${day.slice(8)}`;
  const claimKey = createHash('sha256').update(purchase).digest('hex').slice(0, 24);
  const fields = { dayField: `days.${dayKey}`, claimField: `claims.${claimKey}` };
  return { _id: `${branch}/${day.slice(0, 7)}`, dayKey, claimKey, ...fields };
}
