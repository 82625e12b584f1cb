/** Owns how something is looked up that many evaluations ask for: at most once a second for each key. */

const FRESH_MS = 1_000;
const KEPT = 5_000;

/** `read`, remembered for a second, so that a change is known everywhere within two. */
export function remembered<T>(
  read: (key: string) => Promise<T>,
  now: () => number,
  isKept: (value: T) => boolean = () => true,
): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly value: T; readonly readAt: number }>();
  return async (key) => {
    const known = kept.get(key);
    if (known !== undefined && now() - known.readAt < FRESH_MS) return known.value;
    const readAt = now();
    const value = await read(key);
    if (!isKept(value)) return value;
    if (kept.size >= KEPT) kept.clear();
    kept.set(key, { value, readAt });
    return value;
  };
}
