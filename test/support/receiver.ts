/** Owns a receiver of webhooks for one suite: a real server that keeps what it was sent and answers as told. */
import http, { type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly received: readonly Received[];
  /** How many sockets were opened to it, requests or not. */
  connections(): number;
  /** From now on it answers so; 204 until told otherwise. */
  answer(how: (response: ServerResponse, nth: number) => void): void;
  stop(): Promise<void>;
}

export interface ReceiverOptions {
  /** Serves https with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly host?: string;
}

export async function startReceiver({ tls, host = '127.0.0.1' }: ReceiverOptions = {}): Promise<Receiver> {
  const received: Received[] = [];
  let connections = 0;
  let how: (response: ServerResponse, nth: number) => void = (response) => response.writeHead(204).end();
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ path: request.url ?? '', headers: request.headers, body });
      how(response, received.length);
    });
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/hooks`,
    received,
    connections: () => connections,
    answer: (next) => (how = next),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The payload, if the library's own verification accepts it under this secret; otherwise it throws. */
export function verified({ headers, body }: Received, secret: string): { type: string; data: Record<string, unknown> } {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as never;
}
