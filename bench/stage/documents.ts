/** Owns the documents of the customers of the measurements. */
import { cnpjCheckDigits } from '../../domain/documents';

/** The `n`-th customer's document: a numeric CNPJ with a root of its own, so that no two form a group. */
export function documentOf(n: number): string {
  const base = `${String(10_000_000 + n)}0001`;
  return `${base}${cnpjCheckDigits(base)}`;
}
