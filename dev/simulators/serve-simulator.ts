/** Owns the server of a simulator: a real socket, with a certificate or without, and bodies that are bounded. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface ServedOptions {
  readonly host?: string;
  /** 0 for any that is free. */
  readonly port?: number;
  /** Serves https with this certificate; plain http without. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Served {
  /** Without a path. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A request whose work fails loses its connection. */
export async function serveSimulator(
  { host = '127.0.0.1', port: wanted = 0, tls }: ServedOptions,
  work: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Served> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    work(request, response).catch(() => response.socket?.destroy());
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wanted, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    port,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Fails where it is larger than that. */
export async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
