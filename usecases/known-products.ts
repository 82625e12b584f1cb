/** Owns whether a login may buy a product, by the list its bureau gave last, and how a wrong one is told. */
import type { KnownProducts } from '../contracts/bureau-account';
import type { PersonType } from '../domain/documents';
import type { Finding } from '../domain/errors';

/** More names than these help nobody. */
const MOST_NAMED = 20;

/** `null` where it may be bought, for this kind of person if one is told, or where nobody has asked for the list yet. */
export function productFinding(
  at: string,
  known: KnownProducts | null,
  product: string,
  person?: PersonType,
): Finding | null {
  if (known === null) return null;
  const found = known.products.find((one) => one.product === product);
  const isForPerson = person === undefined || found?.personType === person || found?.personType === null;
  if (found !== undefined && isForPerson) return null;
  const message =
    found === undefined
      ? 'is no product that this login may buy'
      : 'is a product for the other kind of person: F is for a CPF, J for a CNPJ';
  const fitting = known.products.filter(
    ({ personType }) => personType === null || (person ?? personType) === personType,
  );
  const named = fitting.slice(0, MOST_NAMED).map((one) => `${one.product} (${one.name})`);
  const choice = named.length === 0 ? 'it may buy none' : `send one of ${named.join(', ')}`;
  return { at, message, fix: `${choice}; products/refresh brings the list up to date` };
}
