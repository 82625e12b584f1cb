/** Owns how rules read facts: by name, checked once, never undefined. */
import { checkReading, type FactName, type FactReading, type FactReadings } from '../domain/facts';

/** Answers a fact as rules may use it: what is ill-typed or missing comes back as unknown. */
export type Reader = (name: FactName) => FactReading;

/** A reader over the facts of one evaluation. */
export function readerOf(readings: FactReadings): Reader {
  const checked = new Map<FactName, FactReading>();
  return (name) => {
    const before = checked.get(name);
    if (before !== undefined) return before;
    const reading = checkReading(name, Object.hasOwn(readings, name) ? readings[name] : undefined);
    checked.set(name, reading);
    return reading;
  };
}
