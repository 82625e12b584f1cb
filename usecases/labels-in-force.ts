/** Owns under which labels ages go to Deps where branches share an account: a customer has one picture there. */
import type { DepsAccount } from '../contracts/deps-account';

/** Whose labels an account's pictures have. */
export type LabelsInForce = Pick<DepsAccount, 'branch' | 'periodLabels'>;

/**
 * Those of the first branch by code of all that share the login: the nights of two branches would otherwise send the same
 * customers in turns, each under other labels. `accounts` has one at least.
 */
export function labelsInForce(accounts: readonly DepsAccount[]): LabelsInForce {
  const [first] = [...accounts].sort((a, b) => (a.branch < b.branch ? -1 : 1));
  if (first === undefined) throw new RangeError('an account without a branch has no labels');
  return { branch: first.branch, periodLabels: first.periodLabels };
}
