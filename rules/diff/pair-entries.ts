/** Owns which entries of two lists are the same thing: those of the same id, wherever they stand. */
import { isObject } from './fingerprint';

/** What stands for the same in both documents, with its key or position in each; `undefined` where it is not there. */
export interface Pair {
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeAt: PropertyKey;
  readonly afterAt: PropertyKey;
}

/** By the path of the list, its positions left out: the fields that tell its entries apart. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  checks: ['id'],
  'checks/rules': ['id'],
  bands: ['id'],
  tests: ['id'],
  overrides: ['branch', 'check', 'action'],
  actionOverrides: ['branch', 'action'],
  'parameters/spcTable/rows': ['averageDelayBelowDays'],
};

/** Pairs in the order of the later list, then what was removed; `null` for a list that is one value. */
export function keyedPairs(
  path: readonly PropertyKey[],
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Pair[] | null {
  const fields = KEYS[path.filter((key) => typeof key !== 'number').join('/')];
  if (fields === undefined) return null;
  const earlier = keyed(before, fields);
  const later = keyed(after, fields);
  if (earlier === null || later === null) return null;
  const pairs = [...later].map(([key, afterAt]): Pair => {
    const beforeAt = earlier.get(key);
    return {
      before: beforeAt === undefined ? undefined : before[beforeAt],
      after: after[afterAt],
      beforeAt: beforeAt ?? afterAt,
      afterAt,
    };
  });
  const removed = [...earlier].filter(([key]) => !later.has(key));
  return [...pairs, ...removed.map(([, at]): Pair => gone(before, at))];
}

/** An entry of the earlier list without one in the later list. */
export function gone(before: readonly unknown[], at: number): Pair {
  return { before: before[at], after: undefined, beforeAt: at, afterAt: at };
}

/** `null` where an entry has no key, or two have the same: then nothing can be told apart. */
function keyed(entries: readonly unknown[], fields: readonly string[]): ReadonlyMap<string, number> | null {
  const found = new Map<string, number>();
  for (const [at, entry] of entries.entries()) {
    if (!isObject(entry) || fields.some((field) => entry[field] === undefined)) return null;
    const key = JSON.stringify(fields.map((field) => entry[field]));
    if (found.has(key)) return null;
    found.set(key, at);
  }
  return found;
}
