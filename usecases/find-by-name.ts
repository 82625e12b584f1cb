/** Owns the finding of customers by name, which is stored sealed: a keyed index leads to some, and their names decide. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { CustomerRecord } from '../contracts/customer';
import { CrivoError } from '../domain/errors';
import { beginningsAsked, beginningsKept, isNamed, wordsOfName } from '../domain/name-words';
import type { Sealer } from './identify-customer';

const FOUND_AT_MOST = 20;
const LOOKED_AT = 200;

export interface FoundByName {
  /** In the order of their names. */
  readonly customers: readonly CustomerRecord[];
  /** There are others: another word tells them apart. */
  readonly hasMore: boolean;
}

/** What a name is kept under: without the key nobody reads a word from it. */
export function nameIndex(sealer: Pick<Sealer, 'identity'>, name: string): readonly string[] {
  return beginningsKept(name).map((beginning) => sealer.identity('name', beginning));
}

/** Errors: `InvalidRequest` for a text without a word that tells customers apart. */
export async function findByName(
  deps: {
    readonly customers: Pick<CustomerStore, 'named'>;
    readonly sealer: Pick<Sealer, 'identity'> & { openText(sealed: string): string };
  },
  text: string,
): Promise<FoundByName> {
  const words = wordsOfName(text);
  if (words.length === 0) {
    const finding = { at: 'name', message: 'has no word that tells customers apart', fix: 'send two letters or more' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  const index = beginningsAsked(words).map((beginning) => deps.sealer.identity('name', beginning));
  const records = await deps.customers.named(index, LOOKED_AT);
  const named = records
    .map((record) => ({ record, name: record.sealedName === null ? '' : deps.sealer.openText(record.sealedName) }))
    .filter(({ name }) => isNamed(name, words))
    .sort((one, other) => one.name.localeCompare(other.name, 'pt-BR'));
  return {
    customers: named.slice(0, FOUND_AT_MOST).map(({ record }) => record),
    hasMore: named.length > FOUND_AT_MOST || records.length === LOOKED_AT,
  };
}
