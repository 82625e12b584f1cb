/** Owns Deps as a bureau: what a login may buy, and one paid question that is asked once. */
import { BureauError, type BureauAnswer, type BureauQuery, type CreditBureau } from '../../domain/credit-bureau';
import { DepsError, type DepsErrorKind } from '../../domain/deps-error';
import type { BureauErrorKind } from '../../domain/credit-bureau';
import type { AddressGuard } from '../outbound/address-guard';
import { askOnce } from '../bureau/ask-once';
import { callDeps } from './call-deps';
import type { DepsLogin } from './deps-client';
import type { DepsSession } from './login-answer';
import { answerOf, TokenRefused } from './query-answer';
import type { SessionCache } from './session-cache';

export interface DepsBureauDeps {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly now: () => Date;
  /** The logins, shared with the client of receivables. */
  readonly sessions: SessionCache;
}

const PATH = '/api/v3/consultas/depsmix';
const TIMEOUT_MS = 90_000;
/** Four times the largest answer that was thought of. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Of a login nothing was charged, and of the question nothing was sent. */
const OF_LOGIN: Readonly<Record<DepsErrorKind, BureauErrorKind>> = {
  credential: 'credential',
  rateLimited: 'rateLimited',
  unavailable: 'unavailable',
  refused: 'refused',
  unreadable: 'unavailable',
};

/**
 * A query takes `queryTimeoutMs` at most, and a login before it, or one more after a 401, the client's own time. Nothing
 * is retried but that 401, which is answered before anything is done.
 */
export function createDepsBureau({ guard, now, sessions }: DepsBureauDeps): CreditBureau<DepsLogin> {
  const ask = async (
    login: DepsLogin,
    query: BureauQuery,
    token: string,
    signal: AbortSignal,
  ): Promise<BureauAnswer> => {
    const request = { method: 'POST', path: PATH, json: wireOf(query), token } as const;
    const answer = await askOnce('Deps', signal, (progress) =>
      callDeps({ guard, maxBytes: MAX_ANSWER_BYTES, signal, progress }, login, request),
    );
    return answerOf(answer, query, [login.password, token, query.document], now());
  };

  return {
    listProducts: async (login) => (await loggedIn(sessions.fresh(login))).products,
    query: async (login, query) => {
      const first = await loggedIn(sessions.of(login));
      refuseUnaskable(query, first);
      const signal = AbortSignal.timeout(login.queryTimeoutMs ?? TIMEOUT_MS);
      try {
        return await ask(login, query, first.token, signal);
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
      }
      const second = await loggedIn(sessions.renewed(login, first));
      return ask(login, query, second.token, signal).catch((error: unknown) => {
        throw error instanceof TokenRefused ? error.asBureauError() : error;
      });
    },
  };
}

/** Decimal reais: the nearest double of an amount prints as it, to two places. */
function wireOf({ document, product, reuse, scrConsent, requestedLimitCents }: BureauQuery): unknown {
  return {
    documento: document,
    identificadorProduto: product,
    reutilizarDadosExistentes: reuse,
    autorizacaoScr: scrConsent,
    ...(requestedLimitCents !== null && { limiteRequisitado: requestedLimitCents / 100 }),
  };
}

/** What Deps would refuse is refused here where that is known: it costs nobody a call, and nobody a charge. */
function refuseUnaskable({ document, personType, product }: BureauQuery, { products }: DepsSession): void {
  const isDocument = personType === 'F' ? /^\d{11}$/.test(document) : /^[0-9A-Z]{12}\d{2}$/.test(document);
  if (!isDocument) throw new BureauError('documentInvalid', 'the document is none of this kind of person');
  const known = products.find((one) => one.product === product);
  if (known !== undefined && known.personType !== personType) {
    throw new BureauError('productNotAllowed', 'the product is not for this kind of person');
  }
}

async function loggedIn<T>(login: Promise<T>): Promise<T> {
  try {
    return await login;
  } catch (error) {
    if (!(error instanceof DepsError)) throw error;
    const { retryAfterMs, providerText } = error;
    throw new BureauError(OF_LOGIN[error.kind], error.message, { retryAfterMs, providerText });
  }
}
