/** Owns what compiled rules look like, whichever way they are made. */
import type { FactReadings } from '../../domain/facts';

/** Three values as numbers: the least of several is what `all` comes to, the greatest what `any` does. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

export interface Machine {
  /** Puts the facts into their places, as numbers; what isn't known or is of a wrong type as NaN. */
  read(facts: FactReadings, places: Float64Array): void;
  /** What each rule comes to. */
  run(places: Float64Array, results: Uint8Array): void;
  /** What each comparison comes to. */
  trace(places: Float64Array, truths: Uint8Array): void;
}
