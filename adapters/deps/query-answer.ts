/** Owns what an answer to a paid query means: a report, a refusal that cost nothing, or an outcome nobody knows. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BureauError,
  type BureauAnswer,
  type BureauErrorDetails,
  type BureauErrorKind,
  type BureauQuery,
} from '../../domain/credit-bureau';
import { jsonOf, type DepsAnswer } from './call-deps';
import { providerText, retryAfterMs } from '../bureau/provider-text';
import { isObject } from './report-blocks';
import { readReport } from './report-wire';

/** The token isn't taken, which is answered before anything is done. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  constructor(private readonly providerText: string) {
    super('Deps answered 401');
  }
  asBureauError(): BureauError {
    return new BureauError('credential', said(401, this.providerText), { providerText: this.providerText });
  }
}

/**
 * Throws `BureauError`, or `TokenRefused` for a 401. `secrets` must not come back in an error's words. Parsing and reading
 * are turns of their own of the event loop: of two megabytes each takes milliseconds.
 */
export async function answerOf(
  answer: DepsAnswer,
  query: BureauQuery,
  secrets: readonly string[],
  now: Date,
): Promise<BureauAnswer> {
  const { status, text: raw } = answer;
  await nextTurn();
  const body = jsonOf(raw);
  await nextTurn();
  const words = providerText(body, secrets);
  const fail = (kind: BureauErrorKind, message: string, details: BureauErrorDetails = {}): never => {
    throw new BureauError(kind, message, { providerText: words, raw: raw === '' ? null : raw, ...details });
  };
  if (status >= 200 && status < 300) {
    const read = body === undefined ? ({ kind: 'unreadable' } as const) : readReport(body, query, now);
    if (read.kind === 'read') return { findings: read.findings, raw };
    if (read.kind === 'unreadable') return fail('unknownOutcome', `${said(status, words)}, which is no report`);
    return fail('unknownOutcome', 'Deps answered with the report of somebody else', { isAnotherDocument: true });
  }
  if (status === 401 && isProviders(body)) throw new TokenRefused(words);
  if (status === 429 && isProviders(body)) {
    return fail('rateLimited', said(status, words), { retryAfterMs: retryAfterMs(answer.retryAfter, now) });
  }
  if (status === 400 && words !== '') return fail(kindOfRefusal(words, query), said(status, words));
  return fail('unknownOutcome', said(status, words));
}

/** Empty, or JSON as Deps writes it; a page of something in between is not Deps speaking. */
function isProviders(body: unknown): boolean {
  return body === null || isObject(body) || Array.isArray(body);
}

/** No list of codes is published, so the words tell. Every kind has cost nothing, so a wrong guess costs nothing either. */
function kindOfRefusal(words: string, { reuse, scrConsent }: BureauQuery): BureauErrorKind {
  const text = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (!scrConsent && /\bscr\b|consentimento/.test(text)) return 'consentPending';
  if (reuse && /reutiliz|reaproveit|nao ha dados|sem dados|nenhum dado|dados existentes/.test(text))
    return 'noReusableData';
  if (/produto/.test(text)) return 'productNotAllowed';
  if (/(?:documento|cpf|cnpj).*(?:invalid|incorret)|(?:invalid|incorret).*(?:documento|cpf|cnpj)/.test(text)) {
    return 'documentInvalid';
  }
  return 'refused';
}

function said(status: number, words: string): string {
  return words === '' ? `Deps answered ${status}` : `Deps answered ${status}: ${words}`;
}
