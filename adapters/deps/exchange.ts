/** Owns one call of Deps: to a tested address, within a bound of time and bytes, and what each failure of it is called. */
import { DepsError } from '../../domain/deps-error';
import type { AddressGuard } from '../outbound/address-guard';
import { AnswerTooLarge, wordsOfFailure } from '../bureau/call-bureau';
import { callDeps, jsonOf, type DepsAnswer, type DepsRequest } from './call-deps';
import type { DepsLogin } from './deps-client';
import { providerText, retryAfterMs } from '../bureau/provider-text';

/** `secrets`: what must not come back in an error's words, beside password and token. */
export interface Exchange extends DepsRequest {
  readonly secrets: readonly string[];
}

/** How an answer is understood. `bodyOf` gets parsed JSON, or `null` for an empty body; it throws what it can't read. */
export interface ReadAnswer<T> {
  readonly bodyOf: (body: unknown) => T;
  /** 404 means that there is nothing, and not that the address is wrong. */
  readonly absentWhen404?: boolean;
  readonly failureOf?: (status: number) => DepsError['kind'] | null;
}

export interface ExchangeDeps {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/** A picture of a year by month takes a few kilobytes; a list of products less. */
const MAX_ANSWER_BYTES = 1024 * 1024;

export async function exchange<T>(
  deps: ExchangeDeps,
  account: DepsLogin,
  request: Exchange,
  read: ReadAnswer<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(deps.timeoutMs);
  const { guard } = deps;
  const answer = await callDeps({ guard, maxBytes: MAX_ANSWER_BYTES, signal }, account, request).catch(
    (error: unknown) => {
      const kind = error instanceof AnswerTooLarge ? 'unreadable' : 'unavailable';
      throw new DepsError(kind, wordsOfFailure('Deps', error, signal.aborted));
    },
  );
  const { status, text } = answer;
  const body = jsonOf(text);
  if (status === 404 && read.absentWhen404 === true && body !== undefined) return read.bodyOf(null);
  if (status < 200 || status > 299) {
    const words = providerText(body, [account.password, request.token ?? '', ...request.secrets]);
    throw failed(answer, read.failureOf?.(status) ?? kindOf(status), words, deps.now());
  }
  if (body === undefined) throw new DepsError('unreadable', `Deps answered ${status} with something that is not JSON`);
  return read.bodyOf(body);
}

/** A redirect, an unknown address, an error of the server's: the service we know isn't there. */
function kindOf(status: number): DepsError['kind'] {
  if (status === 401 || status === 403) return 'credential';
  if (status === 429) return 'rateLimited';
  return [400, 409, 413, 422].includes(status) ? 'refused' : 'unavailable';
}

function failed({ status, retryAfter }: DepsAnswer, kind: DepsError['kind'], words: string, now: Date): DepsError {
  const said = words === '' ? `Deps answered ${status}` : `Deps answered ${status}: ${words}`;
  const note = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
  return new DepsError(kind, said + note, { status, providerText: words, retryAfterMs: retryAfterMs(retryAfter, now) });
}
