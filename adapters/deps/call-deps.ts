/** Owns one request to Deps on a connection of its own: a tested address, a bound of bytes, and how far it got. */
import type { IncomingMessage } from 'node:http';
import { AddressRefused, NameNotFound, type AddressGuard } from '../outbound/address-guard';
import { errorCode, guardedRequest, isTlsError, untilAborted } from '../outbound/guarded-request';
import { trusting } from '../outbound/trusted-authorities';
import type { DepsLogin } from './deps-client';

export interface DepsRequest {
  readonly method: 'GET' | 'POST';
  /** Below the account's address. */
  readonly path: string;
  readonly json?: unknown;
  readonly token?: string;
}

export interface DepsAnswer {
  readonly status: number;
  readonly text: string;
  /** The header, as it came. */
  readonly retryAfter: string | undefined;
}

/** How far a request got; also, and above all, one that failed. */
export interface Progress {
  /** From the moment a byte of the request may have left. Until then the server has surely seen nothing of it. */
  isSent: boolean;
  /** What came of the answer's body. */
  readonly received: Buffer[];
}

export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

export interface CallDepsDeps {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly maxBytes: number;
  /** Ends the whole, resolving of the name included. */
  readonly signal: AbortSignal;
  readonly progress?: Progress;
}

/** Sends nothing before the connection stands and its certificate is verified. Follows and repeats nothing. */
export async function callDeps(
  { guard, maxBytes, signal, progress = begun() }: CallDepsDeps,
  { apiUrl, caCertificate }: Pick<DepsLogin, 'apiUrl' | 'caCertificate'>,
  { method, path, json, token }: DepsRequest,
): Promise<DepsAnswer> {
  const { url, address } = await untilAborted(guard.target(apiUrl), signal);
  const body = json === undefined ? undefined : JSON.stringify(json);
  const target = { url: new URL(`${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`), address };
  const trust = caCertificate === null ? undefined : trusting(caCertificate);
  const call = guardedRequest(target, { method, headers: headersOf(body, token), signal, trust });
  return new Promise((resolve, reject) => {
    call.on('error', reject);
    call.once('response', (response) => {
      textOf(response, maxBytes, progress.received)
        .then((text) => {
          const { statusCode: status = 0, headers: told } = response;
          resolve({ status, text, retryAfter: told['retry-after'] });
        }, reject)
        .finally(() => call.destroy());
    });
    call.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        progress.isSent = true;
        call.end(body);
      });
    });
  });
}

/** Nothing sent, nothing received. */
export function begun(): Progress {
  return { isSent: false, received: [] };
}

/** What went wrong without an answer, in words: of an error only its code, since messages of others may repeat what was sent. */
export function wordsOfFailure(error: unknown, wasAborted: boolean, isSent = false): string {
  if (wasAborted) return 'Deps did not answer in time';
  if (error instanceof AddressRefused) return `the address of Deps is refused: ${error.message}`;
  if (error instanceof NameNotFound) return 'the name of the Deps server could not be resolved';
  if (error instanceof AnswerTooLarge) return 'the answer of Deps is too large';
  const code = errorCode(error) || 'unknown error';
  if (isSent) return `Deps broke off (${code})`;
  return isTlsError(error) ? `the certificate of Deps is not trusted (${code})` : `Deps could not be reached (${code})`;
}

/** `null` for an empty text, `undefined` for one that is no JSON. */
export function jsonOf(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

function headersOf(body: string | undefined, token: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Crivo/1',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
  };
}

async function textOf(response: IncomingMessage, maxBytes: number, received: Buffer[]): Promise<string> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AnswerTooLarge('more than is taken');
    received.push(chunk);
  }
  return Buffer.concat(received).toString('utf8');
}
