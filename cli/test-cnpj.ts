/** Owns made-up CNPJs: valid, the same for the same name, and no two with one root. */
import { createHash } from 'node:crypto';
import { cnpjCheckDigits } from '../domain/documents';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ROOT_LENGTH = 8;
const HEAD_OFFICE = '0001';

/**
 * Gives each name a CNPJ whose root is drawn from the name alone, except where another name had that root before. The
 * first two characters are letters, which no CNPJ issued before July 2026 has.
 */
export function testCnpjs(): (name: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (name) => {
    const known = given.get(name);
    if (known !== undefined) return known;
    let root = rootFrom(name);
    while (taken.has(root)) root = rootFrom(`${name}/${root}`);
    taken.add(root);
    const base = `${root}${HEAD_OFFICE}`;
    const cnpj = `${base}${cnpjCheckDigits(base)}`;
    given.set(name, cnpj);
    return cnpj;
  };
}

function rootFrom(text: string): string {
  const bytes = createHash('sha256')
    .update(text)
    .digest()
    .subarray(0, ROOT_LENGTH - 2);
  return `ZZ${[...bytes].map((byte) => CHARACTERS[byte % CHARACTERS.length]).join('')}`;
}
