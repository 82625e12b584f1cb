/** Owns money: whole cents of BRL, exact addition, and the two texts money is read from and written to. */

/** The largest amount one figure may have, in cents. Beyond it a JavaScript number no longer counts single cents. */
export const MAX_CENTS = Number.MAX_SAFE_INTEGER;

/** True for a whole number of cents, of any sign, that arithmetic keeps exact. Negative zero is not an amount. */
export function isCents(value: unknown): value is number {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** The exact sum of amounts; 0 for none. Throws a `RangeError` rather than answer a rounded sum. */
export function sumCents(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) {
    sum += amount;
    if (!Number.isSafeInteger(sum)) throw new RangeError('a sum of amounts left the range of exact cents');
  }
  return sum;
}

/** Cents as a Brazilian reads them: 5230000 is 'R$ 52.300,00', a negative amount starts with '-'. */
export function formatBRL(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const reais = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${cents < 0 ? '-' : ''}R$ ${reais},${digits.slice(-2)}`;
}

/**
 * Cents of a decimal text with a point and at most two places ('55.94' is 5594), read digit by digit, since 55.94 × 100
 * is not 5594 in floating point. `null` when the text is anything else or too large.
 */
export function parseDecimalToCents(text: string): number | null {
  const parts = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  const magnitude = Number(`${parts[2] ?? ''}${(parts[3] ?? '').padEnd(2, '0')}`);
  if (!Number.isSafeInteger(magnitude)) return null;
  return parts[1] === '-' && magnitude > 0 ? -magnitude : magnitude;
}
