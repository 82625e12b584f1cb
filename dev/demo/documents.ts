/** Owns the made-up documents of a demo's customers: valid check digits, no two alike, issued to nobody we know of. */
import { createHash } from 'node:crypto';
import { cnpjCheckDigits, cpfCheckDigits } from '../../domain/documents';
import { testCnpjs } from '../../cli/test-cnpj';

/** The kinds of documents a customer may have; `establishment` belongs to the legal entity of another name. */
export type DocumentKind =
  'cpf' | 'numericCnpj' | 'alphanumericCnpj' | { readonly establishmentOf: string; readonly number: number };

const ROOT_LENGTH = 8;

/**
 * Gives each name a document drawn from the name alone, except where another name had it before. CPFs are of the last
 * thousandth of their range, numeric CNPJs name an establishment above the nine thousandth of a root from the end of
 * theirs: check digits agree, and real customers are not to be expected there. Alphanumeric ones are those of
 * `testCnpjs`.
 */
export function madeUpDocuments(): (name: string, kind: DocumentKind) => string {
  const cnpjOf = testCnpjs();
  const taken = new Set<string>();
  const unique = (name: string, make: (digits: string) => string): string => {
    let document = make(digitsFrom(name));
    while (taken.has(document)) document = make(digitsFrom(`${name}/${document}`));
    taken.add(document);
    return document;
  };
  return (name, kind) => {
    if (kind === 'cpf') return unique(name, (digits) => withCpfDigits(`999${digits.slice(0, 6)}`));
    if (kind === 'numericCnpj') {
      return unique(name, (digits) => withCnpjDigits(`999${digits.slice(0, 5)}9${digits.slice(5, 8)}`));
    }
    if (kind === 'alphanumericCnpj') return cnpjOf(name);
    const root = cnpjOf(kind.establishmentOf).slice(0, ROOT_LENGTH);
    return withCnpjDigits(`${root}${String(kind.number).padStart(4, '0')}`);
  };
}

function withCpfDigits(base: string): string {
  return `${base}${cpfCheckDigits(base)}`;
}

function withCnpjDigits(base: string): string {
  return `${base}${cnpjCheckDigits(base)}`;
}

function digitsFrom(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 8);
  return [...bytes].map((byte) => String(byte % 10)).join('');
}
