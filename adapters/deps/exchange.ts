/** Owns one call of Deps: to a tested address, within a bound of time and bytes, and what each failure of it is called. */
import type { IncomingMessage } from 'node:http';
import { rootCertificates } from 'node:tls';
import { DepsError } from '../../domain/deps-error';
import { AddressRefused, NameNotFound, type AddressGuard } from '../outbound/address-guard';
import { errorCode, guardedRequest, isTlsError, untilAborted } from '../outbound/guarded-request';
import type { DepsLogin } from './deps-client';
import { providerText, retryAfterMs } from './provider-text';

/** `secrets`: what must not come back in an error's words, beside password and token. */
export interface Exchange {
  readonly method: 'GET' | 'POST';
  /** Below the account's address. */
  readonly path: string;
  readonly json?: unknown;
  readonly token?: string;
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

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
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
  const answer = await answered(deps, account, request, signal).catch((error: unknown) => {
    throw error instanceof DepsError ? error : unanswered(error, signal.aborted);
  });
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

async function answered(
  { guard }: ExchangeDeps,
  { apiUrl, caCertificate }: DepsLogin,
  { method, path, json, token }: Exchange,
  signal: AbortSignal,
): Promise<Answer> {
  const { url, address } = await untilAborted(guard.target(apiUrl), signal);
  const body = json === undefined ? undefined : JSON.stringify(json);
  const target = { url: new URL(`${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`), address };
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Crivo/1',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
  };
  const ca = caCertificate === null ? undefined : [...rootCertificates, caCertificate];
  const call = guardedRequest(target, { method, headers, signal, ca });
  return new Promise((resolve, reject) => {
    call.on('error', reject);
    call.once('response', (response) => {
      textOf(response)
        .then((text) => {
          const { statusCode: status = 0, headers: told } = response;
          resolve({ status, text, retryAfter: told['retry-after'] });
        }, reject)
        .finally(() => call.destroy());
    });
    call.end(body);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new DepsError('unreadable', 'the answer of Deps is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `null` for an empty text, `undefined` for one that is no JSON. */
function jsonOf(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A redirect, an unknown address, an error of the server's: the service we know isn't there. */
function kindOf(status: number): DepsError['kind'] {
  if (status === 401 || status === 403) return 'credential';
  if (status === 429) return 'rateLimited';
  return [400, 409, 413, 422].includes(status) ? 'refused' : 'unavailable';
}

function failed({ status, retryAfter }: Answer, kind: DepsError['kind'], words: string, now: Date): DepsError {
  const said = words === '' ? `Deps answered ${status}` : `Deps answered ${status}: ${words}`;
  const note = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
  return new DepsError(kind, said + note, { status, providerText: words, retryAfterMs: retryAfterMs(retryAfter, now) });
}

/** Of an error of ours only its code is told: messages of others may repeat what was sent. */
function unanswered(error: unknown, wasAborted: boolean): DepsError {
  if (wasAborted) return new DepsError('unavailable', 'Deps did not answer in time');
  if (error instanceof AddressRefused)
    return new DepsError('unavailable', `the address of Deps is refused: ${error.message}`);
  if (error instanceof NameNotFound)
    return new DepsError('unavailable', 'the name of the Deps server could not be resolved');
  const code = errorCode(error) || 'unknown error';
  if (isTlsError(error)) return new DepsError('unavailable', `the certificate of Deps is not trusted (${code})`);
  return new DepsError('unavailable', `Deps could not be reached (${code})`);
}
