/** Owns stores that fail once, at a chosen call: before it had an effect, or after it had and nobody heard. */
import type { CreditStores } from '../../usecases/stores';

export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface CrashPoint {
  /** The first call is 1. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

export interface CrashingStores<S extends CreditStores> {
  readonly stores: S;
  /** Every call made, such as `exposures.reserve`. */
  readonly calls: readonly string[];
}

/** The same stores; with a point, the call it names throws a `Crash`. */
export function crashing<S extends CreditStores>(credit: S, point: CrashPoint | null): CrashingStores<S> {
  const calls: string[] = [];
  const watched = <T extends object>(name: string, store: T): T =>
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
  const { customers, exposures, movements, orders, decisions, reports, history } = credit;
  const sales = 'sales' in credit && typeof credit.sales === 'object' && credit.sales;
  return {
    calls,
    stores: {
      ...credit,
      customers: watched('customers', customers),
      exposures: watched('exposures', exposures),
      movements: watched('movements', movements),
      orders: watched('orders', orders),
      decisions: watched('decisions', decisions),
      ...(sales && { sales: watched('sales', sales) }),
      reports: watched('reports', reports),
      history: watched('history', history),
    },
  };
}
