/** Owns the finding of a CPF or CNPJ in what people write: texts that are for everybody and kept for ever carry none. */
import { parseDocument } from './documents';

/** Anything from a digit to a digit, as long as a document with or without punctuation; and a CNPJ that begins with letters. */
const LIKE_A_DOCUMENT = [
  /[0-9][0-9A-Za-z./-]{9,17}[0-9]/g,
  /(?<![0-9A-Za-z])[0-9A-Za-z]{2}\.?[0-9A-Za-z]{3}\.?[0-9A-Za-z]{3}\/?[0-9A-Za-z]{4}-?[0-9]{2}(?![0-9A-Za-z])/g,
] as const;

/** True where the check digits of something in the text agree. */
export function namesDocument(text: string): boolean {
  return LIKE_A_DOCUMENT.some((pattern) => text.match(pattern)?.some((part) => parseDocument(part).ok) ?? false);
}
