/** Owns how a document becomes a customer: parsed, keyed, sealed. Beyond this, only the key is known. */
import type { CustomerRecord } from '../contracts/customer';
import { CrivoError } from '../domain/errors';
import { maskDocument, parseDocument, personType } from '../domain/documents';

/** What identification needs of the keyring. */
export interface Sealer {
  identity(purpose: string, value: string): string;
  sealText(plain: string): string;
}

export interface Identifier {
  /** The record of a customer met for the first time. Errors: `InvalidRequest`, at `document`. */
  identify(document: string, now: Date): CustomerRecord;
}

/**
 * A new customer has no limit and nothing against it. Establishments of one CNPJ root are one legal entity, so they
 * share an exposure document; a CPF has its own.
 */
export function identifier(company: string, sealer: Sealer): Identifier {
  return {
    identify: (text, now) => {
      const parsed = parseDocument(text);
      if (!parsed.ok) {
        const finding = { at: 'document', message: parsed.problem, fix: parsed.fix };
        throw new CrivoError('InvalidRequest', { errors: [finding] });
      }
      const { document } = parsed;
      let sealed: string | null = null;
      const customerKey = `cus_${sealer.identity('customer', `${company}/${document.value}`)}`;
      const root = document.kind === 'cnpj' ? `grp_${sealer.identity('root', `${company}/${document.root}`)}` : null;
      return {
        customerKey,
        groupKey: root ?? customerKey,
        personType: personType(document),
        maskedDocument: maskDocument(document.value),
        /** Sealed when it is stored or sent: a credit check does neither. */
        get sealedDocument() {
          return (sealed ??= sealer.sealText(document.value));
        },
        sealedName: null,
        situation: 'cleared',
        limit: { kind: 'none' },
        maxTermDays: null,
        temporaryLimit: null,
        guarantees: [],
        masteredAt: { situation: null, limit: null },
        updatedAt: now.toISOString(),
      };
    },
  };
}
