/** Owns how a branch's parameters and active policy are looked up while judging: at most once a second. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import { remembered } from './remembered';

/** The store's `find`, so that a publication is live everywhere within two seconds. A new branch is known at once. */
export function branchSource(store: Pick<BranchStore, 'find'>, now: () => number): Pick<BranchStore, 'find'> {
  return {
    find: remembered(
      (branch) => store.find(branch),
      now,
      (record) => record !== null,
    ),
  };
}
