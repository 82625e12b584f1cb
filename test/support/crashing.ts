/** Owns stores that fail once, at a chosen call: before it had an effect, or after it had and nobody heard. */

export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface CrashPoint {
  /** The first call is 1. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

export interface CrashingStores<S extends object> {
  readonly stores: S;
  /** Every call made, such as `exposures.reserve`. */
  readonly calls: readonly string[];
}

/** The same stores; with a point, the call it names throws a `Crash`. */
export function crashing<S extends object>(credit: S, point: CrashPoint | null): CrashingStores<S> {
  const calls: string[] = [];
  const watched = (name: string, store: object): object =>
    new Proxy(store, {
      get: (target, method, receiver) => {
        const original: unknown = Reflect.get(target, method, receiver);
        if (typeof original !== 'function') return original;
        return async (...args: unknown[]): Promise<unknown> => {
          const call = calls.push(`${name}.${String(method)}`);
          if (call === point?.call && point.when === 'before') throw new Crash(calls.at(-1));
          const result: unknown = await Reflect.apply(original, target, args);
          if (call === point?.call && point.when === 'after') throw new Crash(calls.at(-1));
          return result;
        };
      },
    });
  const stores = Object.entries(credit as Record<string, object>).map(
    ([name, store]) => [name, WATCHED.has(name) ? watched(name, store) : store] as const,
  );
  return { calls, stores: Object.fromEntries(stores) as S };
}

/** What is read and written; the sources of branches and policies remember what they read. */
const WATCHED: ReadonlySet<string> = new Set([
  'customers',
  'exposures',
  'ledgers',
  'ingests',
  'movements',
  'orders',
  'decisions',
  'sales',
  'releases',
  'reports',
  'history',
]);
