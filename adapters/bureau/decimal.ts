/** Owns how bureaus write numbers: as numbers, "1.234,56", "1234.56" or "R$ 1.234,56", read digit by digit. */

const LONGEST = 40;
/** The largest amount that is stored, in cents. */
export const MAX_CENTS = 1_000_000_000_000;

/**
 * The number as a plain decimal text with a point, `null` for what is none. Three digits after a lone point are
 * thousands, as they are written in Brazil: "1.234" is 1234, and the number 1.234 is not.
 */
export function decimalText(value: unknown): string | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return null;
    return Math.abs(value) < 1e-6 ? '0' : String(value);
  }
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  const [, before = '', after = '', digits = ''] =
    /^([-+]?)(?:R\$)?(-?)([\d.,]+)$/.exec(value.replace(/\s/g, '')) ?? [];
  if (before !== '' && after !== '') return null;
  const plain = plainDecimal(digits);
  return plain === null ? null : `${before === '-' || after === '-' ? '-' : ''}${plain}`;
}

/** Whole cents, halves away from zero; `null` for what is no amount or more than is stored. */
export function centsOf(value: unknown): number | null {
  const [, sign = '', reais = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimalText(value) ?? '') ?? [];
  if (reais === '') return null;
  const padded = fraction.padEnd(3, '0');
  const cents = Number(`${reais}${padded.slice(0, 2)}`) + (padded.charAt(2) >= '5' ? 1 : 0);
  if (cents > MAX_CENTS) return null;
  return sign === '-' && cents > 0 ? -cents : cents;
}

/** Whole cents, zero or more. */
export function amountOf(value: unknown): number | null {
  const cents = centsOf(value);
  return cents === null || cents < 0 ? null : cents;
}

/** A whole number, zero or more; `null` for a fraction. */
export function countOf(value: unknown): number | null {
  const [, whole = ''] = /^(\d+)(?:\.0+)?$/.exec(decimalText(value) ?? '') ?? [];
  return whole === '' || !Number.isSafeInteger(Number(whole)) ? null : Number(whole);
}

function plainDecimal(digits: string): string | null {
  if (/^\d+(?:\.\d+)?$/.test(digits) && !/^[1-9]\d{0,2}\.\d{3}$/.test(digits)) return digits;
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits) || /^\d+,\d+$/.test(digits)) {
    return digits.replaceAll('.', '').replace(',', '.');
  }
  return /^\d{1,3}(?:,\d{3})+\.\d+$/.test(digits) ? digits.replaceAll(',', '') : null;
}
