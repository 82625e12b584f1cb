/** Owns one request to a bureau on a connection of its own: a tested address, a bound of bytes, and how far it got. */
import type { IncomingMessage } from 'node:http';
import { AddressRefused, NameNotFound, type AddressGuard } from '../outbound/address-guard';
import { errorCode, guardedRequest, isTlsError, untilAborted } from '../outbound/guarded-request';
import { trusting } from '../outbound/trusted-authorities';

export interface BureauRequest {
  readonly method: 'GET' | 'POST';
  /** Below the account's address; empty for that address itself. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface BureauReply {
  readonly status: number;
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
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

/** Where a login leads to. */
export interface BureauAddress {
  readonly apiUrl: string;
  /** PEM, trusted beside the public authorities. */
  readonly caCertificate: string | null;
}

export interface CallBureauDeps {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly maxBytes: number;
  /** Ends the whole, resolving of the name included. */
  readonly signal: AbortSignal;
  readonly progress?: Progress;
}

export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** Sends nothing before the connection stands and its certificate is verified. Follows and repeats nothing. */
export async function callBureau(
  { guard, maxBytes, signal, progress = begun() }: CallBureauDeps,
  { apiUrl, caCertificate }: BureauAddress,
  { method, path, headers: own, body }: BureauRequest,
): Promise<BureauReply> {
  const { url, address } = await untilAborted(guard.target(apiUrl), signal);
  const target = { url: new URL(`${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`), address };
  const trust = caCertificate === null ? undefined : trusting(caCertificate);
  const headers = {
    'accept-encoding': 'identity',
    'user-agent': 'Crivo/1',
    ...own,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const call = guardedRequest(target, { method, headers, signal, trust });
  return new Promise((resolve, reject) => {
    call.on('error', reject);
    call.once('response', (response) => {
      const { statusCode: status = 0, headers: told } = response;
      bytesOf(response, maxBytes, progress.received)
        .then((bytes) => {
          resolve({ status, bytes, contentType: told['content-type'], retryAfter: told['retry-after'] });
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
export function wordsOfFailure(name: string, error: unknown, wasAborted: boolean, isSent = false): string {
  if (wasAborted) return `${name} did not answer in time`;
  if (error instanceof AddressRefused) return `the address of ${name} is refused: ${error.message}`;
  if (error instanceof NameNotFound) return `the name of the ${name} server could not be resolved`;
  if (error instanceof AnswerTooLarge) return `the answer of ${name} is too large`;
  const code = errorCode(error) || 'unknown error';
  if (isSent) return `${name} broke off (${code})`;
  return isTlsError(error)
    ? `the certificate of ${name} is not trusted (${code})`
    : `${name} could not be reached (${code})`;
}

async function bytesOf(response: IncomingMessage, maxBytes: number, received: Buffer[]): Promise<Buffer> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AnswerTooLarge();
    received.push(chunk);
  }
  return Buffer.concat(received);
}
