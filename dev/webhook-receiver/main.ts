/** Owns `npm run webhook:receiver`: a receiver as an integrator would write one, registered at the running Crivo. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { findRunning } from '../demo/find-running';
import { localFiles } from '../start/settings';
import { lineOf, type ReceivedEvent } from './line-of';

const MAX_BODY_BYTES = 1024 * 1024;

async function main(): Promise<void> {
  const { baseUrl, keys } = await findRunning(localFiles().demo);
  const call = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${keys.integrator}`, 'content-type': 'application/json' };
    const response = await fetch(`${baseUrl}/v1${path}`, { method, headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  let secret: string | null = null;
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    receive(request, response, () => secret, seen).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/events`;
  const { endpoint, secret: told } = await call('POST', '/webhook-endpoints', { url, description: 'webhook:receiver' });
  secret = String(told);
  console.log(`${String(endpoint)} hears of everything at ${url}; Ctrl-C disables it`);
  const end = (): void => {
    const path = `/webhook-endpoints/${String(endpoint)}`;
    call('PATCH', path, { status: 'disabled' })
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** Verified on the bytes as they came, answered soon; what came before, by its webhook-id, is acknowledged and no more. */
async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  secretOf: () => string | null,
  seen: Set<string>,
): Promise<void> {
  const body = await bodyOf(request);
  const secret = secretOf();
  const id = String(request.headers['webhook-id']);
  if (secret === null) return void response.writeHead(503, { 'retry-after': '1' }).end();
  try {
    const event = new Webhook(secret).verify(body, request.headers as Record<string, string>) as ReceivedEvent;
    console.log(seen.has(id) ? `dropped ${id}: it is known` : lineOf(event));
    seen.add(id);
    response.writeHead(204).end();
  } catch {
    console.log(`refused ${id}: its signature is not ours`);
    response.writeHead(401).end();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
