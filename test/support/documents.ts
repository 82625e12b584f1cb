/** Owns valid test documents: deterministic ones by number, and random ones for property tests. */
import fc from 'fast-check';
import { cnpjCheckDigits, cpfCheckDigits } from '../../domain/documents';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The `n`-th test CPF, valid; `n` from 1 to 999,999,998, none of equal digits. */
export function testCpf(n: number): string {
  const base = String(n).padStart(9, '0');
  return `${base}${cpfCheckDigits(base)}`;
}

/** The `n`-th numeric test CNPJ, valid, each with a root of its own, so that no two form a group. */
export function testCnpj(n: number, establishment = 1): string {
  return withCnpjDigits(`${String(n).padStart(8, '0')}${String(establishment).padStart(4, '0')}`);
}

/** The `n`-th alphanumeric test CNPJ, valid, with letters in a root of its own. */
export function testAlphanumericCnpj(n: number, establishment = 1): string {
  const root = n.toString(36).toUpperCase().padStart(6, '0');
  return withCnpjDigits(`CR${root}${String(establishment).padStart(4, '0')}`);
}

/** Any valid CPF. */
export const anyCpf: fc.Arbitrary<string> = fc.integer({ min: 1, max: 999_999_998 }).map(testCpf).filter(isNotRepeated);

/** Any valid CNPJ, mostly with letters. */
export const anyCnpj: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 12, maxLength: 12 })
  .map((characters) => withCnpjDigits(characters.join('')))
  .filter(isNotRepeated);

function withCnpjDigits(base: string): string {
  return `${base}${cnpjCheckDigits(base)}`;
}

function isNotRepeated(value: string): boolean {
  return new Set(value).size > 1;
}
