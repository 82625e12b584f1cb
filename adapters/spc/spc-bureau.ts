/** Owns SPC Brasil as a bureau: what a login may buy, and one paid question that is asked once. */
import { BureauError, type BureauQuery, type CreditBureau } from '../../domain/credit-bureau';
import { askOnce } from '../bureau/ask-once';
import { callBureau } from '../bureau/call-bureau';
import type { AddressGuard } from '../outbound/address-guard';
import { answerOf, productsOfAnswer, understood, type Understood } from './answers';
import { decodeText } from './decode-text';
import { authorizationOf, PRODUCTS_ENVELOPE, queryEnvelope } from './envelope';
import { isProductCode } from './product-list';

/** A login as it is used, its password in clear: it lives for a call and is never stored or logged. */
export interface SpcLogin {
  readonly accountKey: string;
  readonly apiUrl: string;
  readonly operator: string;
  readonly password: string;
  /** PEM, trusted beside the public authorities. */
  readonly caCertificate: string | null;
  /** Bought with each query beside the product's own blocks. */
  readonly optionalInputs: readonly number[];
  /** How long a paid query may take, from the resolving of the name to the end of its answer; 90 s without. */
  readonly queryTimeoutMs?: number;
}

export interface SpcBureauDeps {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly now: () => Date;
  /** Of the listing of products. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const QUERY_TIMEOUT_MS = 90_000;
/** Four times the largest answer that was thought of. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const MAX_LIST_BYTES = 1024 * 1024;

/** Nothing is retried. SPC sells every answer anew and holds none for reuse. */
export function createSpcBureau({ guard, now, timeoutMs = TIMEOUT_MS }: SpcBureauDeps): CreditBureau<SpcLogin> {
  const ask = async (login: SpcLogin, body: string, maxBytes: number, ms: number): Promise<Understood> => {
    const signal = AbortSignal.timeout(ms);
    const authorization = authorizationOf(login.operator, login.password);
    const headers = { accept: 'text/xml', 'content-type': 'text/xml; charset=UTF-8', soapaction: '""', authorization };
    const request = { method: 'POST', path: '', headers, body } as const;
    const reply = await askOnce(
      'SPC',
      signal,
      (progress) => callBureau({ guard, maxBytes, signal, progress }, login, request),
      (bytes) => decodeText(bytes, undefined),
    );
    return understood(reply, [login.password, authorization.slice('Basic '.length)]);
  };

  return {
    listProducts: async (login) =>
      productsOfAnswer(await ask(login, PRODUCTS_ENVELOPE, MAX_LIST_BYTES, timeoutMs).catch(asFree), now()),
    query: async (login, query) => {
      refuseUnaskable(query);
      const envelope = queryEnvelope(query, login.optionalInputs);
      const said = await ask(login, envelope, MAX_ANSWER_BYTES, login.queryTimeoutMs ?? QUERY_TIMEOUT_MS);
      return answerOf(said, query, now());
    },
  };
}

/** What was asked costs nothing, so nothing is unknown: it may be asked again. */
function asFree(error: unknown): never {
  if (!(error instanceof BureauError) || error.kind !== 'unknownOutcome') throw error;
  throw new BureauError('unavailable', error.message, { providerText: error.providerText });
}

/**
 * What SPC would refuse, or charge where nobody expects it, is refused here: it costs nobody a call, and nobody a charge.
 * A query for what is held already would be a new and paid one.
 */
function refuseUnaskable({ document, personType, product, reuse }: BureauQuery): void {
  if (reuse) throw new BureauError('refused', 'SPC holds nothing for reuse: each of its answers is paid');
  const isDocument = personType === 'F' ? /^\d{11}$/.test(document) : /^[0-9A-Z]{12}\d{2}$/.test(document);
  if (!isDocument) throw new BureauError('documentInvalid', 'the document is none of this kind of person');
  if (!isProductCode(product))
    throw new BureauError('productNotAllowed', 'the product is none of SPC, which numbers them');
}
