/** Owns which conditions of two lists are the same one: they have no ids, so likeness decides. */
import { fingerprint, isObject } from './fingerprint';
import { gone, type Pair } from './pair-entries';

/** From the closest likeness to the farthest; `null` is like nothing. */
const LIKENESSES: readonly ((condition: unknown) => string | null)[] = [
  fingerprint,
  (one) => (isObject(one) && 'fact' in one ? `${fingerprint(one['fact'])} ${fingerprint(one['operator'])}` : null),
  (one) => (isObject(one) && 'fact' in one ? fingerprint(one['fact']) : null),
  (one) => (isObject(one) && !('fact' in one) ? Object.keys(one).sort().join() : null),
];

/** Pairs in the order of the later list, then what was removed. */
export function pairConditions(before: readonly unknown[], after: readonly unknown[]): readonly Pair[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const likeness of LIKENESSES) {
    const free = new Map<string, number[]>();
    for (const [at, one] of before.entries()) {
      const key = taken.has(at) ? null : likeness(one);
      if (key !== null) free.set(key, [...(free.get(key) ?? []), at]);
    }
    for (const [at, one] of after.entries()) {
      const key = partner.has(at) ? null : likeness(one);
      const found = key === null ? undefined : free.get(key)?.shift();
      if (found === undefined) continue;
      partner.set(at, found);
      taken.add(found);
    }
  }
  const pairs = after.map((one, afterAt): Pair => {
    const beforeAt = partner.get(afterAt);
    return {
      before: beforeAt === undefined ? undefined : before[beforeAt],
      after: one,
      beforeAt: beforeAt ?? afterAt,
      afterAt,
    };
  });
  const removed = before.flatMap((_one, at) => (taken.has(at) ? [] : [gone(before, at)]));
  return [...pairs, ...removed];
}
