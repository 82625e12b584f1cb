/** Owns a `fetch` for libraries that bring their own protocol: to tested addresses, redirects not followed, answers bounded. */
import type { IncomingMessage } from 'node:http';
import type { AddressGuard } from './address-guard';
import { guardedRequest, untilAborted } from './guarded-request';

export interface GuardedFetchOptions {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly maxBytes: number;
  /** Of one exchange, from the resolving of the name to the end of the answer. */
  readonly timeoutMs: number;
  /** Certificates to trust instead of the public authorities: tests have their own. */
  readonly ca?: string | undefined;
}

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Throws what the guard, the connection or the clock has to say; any answer that arrives whole is returned. */
export function guardedFetch({ guard, maxBytes, timeoutMs, ca }: GuardedFetchOptions) {
  return async (address: string, { method, headers, body }: FetchInit): Promise<Response> => {
    const signal = AbortSignal.timeout(timeoutMs);
    const target = await untilAborted(guard.target(address), signal);
    const request = guardedRequest(target, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
      signal,
      ca,
    });
    return new Promise((resolve, reject) => {
      request.on('error', reject);
      request.once('response', (response) => {
        answerOf(response, maxBytes)
          .then(resolve, reject)
          .finally(() => request.destroy());
      });
      request.end(body);
    });
  };
}

async function answerOf(response: IncomingMessage, maxBytes: number): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  const { statusCode: status = 0 } = response;
  const body = BODILESS.has(status) ? null : new Uint8Array(Buffer.concat(chunks));
  return new Response(body, { status, headers: { 'content-type': response.headers['content-type'] ?? '' } });
}
