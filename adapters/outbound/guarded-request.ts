/** Owns how a tested address is connected to: to it alone, in the name that was asked for, certificate always verified. */
import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { SafeTarget } from './address-guard';

export interface GuardedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the whole exchange, answer included. */
  readonly signal: AbortSignal;
  /** Certificates to trust instead of the public authorities. */
  readonly ca?: string | readonly string[] | undefined;
  /** The same made before, for who calls often: making one of all authorities stalls a process for tens of milliseconds. */
  readonly trust?: SecureContext | undefined;
}

/**
 * A request that is not sent yet, on a connection of its own that serves nothing else afterwards. Redirects are answers
 * like any other. The name must be the certificate's, whatever address stands behind it.
 */
export function guardedRequest({ url, address }: SafeTarget, request: GuardedRequest): ClientRequest {
  const options = {
    method: request.method,
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...request.headers },
    signal: request.signal,
  };
  if (url.protocol !== 'https:') return http.request({ ...options, agent: new http.Agent({ keepAlive: false }) });
  const name = url.hostname.replace(/\.$/, '');
  return https.request({
    ...options,
    ...(isIP(name) || name.startsWith('[') ? {} : { servername: name }),
    rejectUnauthorized: true,
    agent: new https.Agent({ keepAlive: false, maxCachedSessions: 0 }),
    ...(request.ca !== undefined && { ca: [request.ca].flat() }),
    ...(request.trust !== undefined && { secureContext: request.trust }),
  });
}

/** True for what TLS says of a certificate or of a handshake that failed. */
export function isTlsError(error: unknown): boolean {
  return /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_|SSL|TLS/.test(errorCode(error));
}

/** `ECONNREFUSED` and the like; empty where an error has none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Ends the waiting, though not the work, when the signal does. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new Error('it took too long'));
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
