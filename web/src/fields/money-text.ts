/** Owns how a typed amount becomes cents: as people write it in Brazil, and never by a guess that is wrong a hundredfold. */

const PLAIN = /^(\d{1,12}|\d{1,3}(?:\.\d{3}){1,3})$/;
/** Before a comma every point is one of thousands, also while a digit is put in between. */
const WITH_CENTS = /^(\d[\d.]{0,15}),(\d{0,2})$/;
/** As a calculator or a spreadsheet of another country writes it: a point and one or two digits are no thousands. */
const POINTED = /^(\d{1,12})\.(\d{1,2})$/;

/** `''` is `null`; `undefined` for what is no amount: -1, abc, 1,234.56. */
export function centsIn(text: string): number | null | undefined {
  const typed = text.replace(/^\s*R\$|\s/g, '');
  if (typed === '') return null;
  const [, reais, cents = ''] = PLAIN.exec(typed) ?? WITH_CENTS.exec(typed) ?? POINTED.exec(typed) ?? [];
  return reais === undefined ? undefined : Number(reais.replaceAll('.', '') + cents.padEnd(2, '0'));
}
