/** Owns how a branch's parameters and active policy are looked up while judging: at most once a second. */
import type { BranchRecord, BranchStore } from '../adapters/mongo/branch-store';

const FRESH_MS = 1_000;
const KEPT_BRANCHES = 5_000;

/** The store's `find`, remembered for a second, so that a publication is live everywhere within two. */
export function branchSource(store: Pick<BranchStore, 'find'>, now: () => number): Pick<BranchStore, 'find'> {
  const kept = new Map<string, { readonly record: BranchRecord; readonly readAt: number }>();
  return {
    find: async (branch) => {
      const known = kept.get(branch);
      if (known !== undefined && now() - known.readAt < FRESH_MS) return known.record;
      const readAt = now();
      const record = await store.find(branch);
      if (record === null) return null;
      if (kept.size >= KEPT_BRANCHES) kept.clear();
      kept.set(branch, { record, readAt });
      return record;
    },
  };
}
