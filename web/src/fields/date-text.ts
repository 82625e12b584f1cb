/** Owns how a typed date becomes a calendar date: dd/mm/aaaa to `2026-11-21`, and what is no date at all. */

const TYPED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const DIGITS = 8;

/** `''` for nothing typed, `null` for what is no date (yet): 31/02/2026, 1/2. */
export function isoOf(text: string): string | null {
  const typed = text.trim();
  if (typed === '') return '';
  const [, day = '', month = '', year = ''] = TYPED.exec(typed) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(iso) ? iso : null;
}

/** `2026-11-21` as 21/11/2026; `''` stays empty. */
export function typedOf(iso: string): string {
  return iso.split('-').toReversed().join('/');
}

/** Digits typed one after the other get their slashes; a pasted `2026-11-21` is turned; whatever else stays as it is. */
export function slashed(text: string): string {
  if (ISO.test(text)) return typedOf(text);
  if (!/^[\d/]*$/.test(text) || /\/\d?\/|^\d?\//.test(text)) return text;
  const digits = text.replaceAll('/', '').slice(0, DIGITS);
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join('/');
}

function isDate(iso: string): boolean {
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
}
