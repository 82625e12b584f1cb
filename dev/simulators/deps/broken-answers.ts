/** Owns the answers that are wrong on purpose, written on the bare socket where a well-formed one wouldn't do. */
import type { ServerResponse } from 'node:http';
import { problem, type Call, type Reply } from './calls';
import type { Faults, Kind } from './faults';

interface Named {
  readonly kind: Kind;
  readonly documents: readonly string[];
}

const PAGE = '<!doctype html><title>Portal</title><h1>Em manutenção</h1>';
const CHUNK = Buffer.alloc(64 * 1024, 'x');
/** Where even an endless answer ends, if nobody hangs up. */
const HUGE_BYTES = 512 * 1024 * 1024;

/** Before anything is done: true when the call has got its answer, or lost its connection. */
export function brokenBefore(faults: Faults, named: Named, call: Call, response: ServerResponse): boolean {
  if (faults.happening('reset', named)) return hangUp(response);
  const limit = faults.happening('rateLimit', named);
  if (limit !== null) {
    if (limit.retryAfter !== undefined) response.setHeader('retry-after', String(limit.retryAfter));
    return write(response, problem(429, 'LIMITE', 'Muitas requisições'));
  }
  if (faults.happening('refuse', named)) return write(response, problem(400, 'RECUSA', 'Requisição recusada'));
  if (faults.happening('echo', named)) {
    return write(response, problem(400, 'ECO', `Recebido: ${JSON.stringify(call.body)} ${call.query.toString()}`));
  }
  if (faults.happening('serverError', named)) return write(response, { status: 500 });
  if (faults.happening('unavailable', named)) return writePage(response, 503);
  if (faults.happening('html', named)) return writePage(response, 200);
  if (faults.happening('notJson', named)) return writeText(response, '{"contasReceber": [');
  if (faults.happening('huge', named)) return pour(response);
  const redirect = faults.happening('redirect', named);
  if (redirect === null) return false;
  response.writeHead(307, { location: redirect.location ?? '/' }).end();
  return true;
}

/** After it was done, instead of the answer. */
export function brokenAfter(faults: Faults, named: Named, response: ServerResponse): boolean {
  if (faults.happening('resetAfter', named)) return hangUp(response);
  if (!faults.happening('truncated', named)) return false;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
  response.write('[{"access_token":', () => response.socket?.destroy());
  return true;
}

/** A well-formed answer. */
export function write(response: ServerResponse, { status, body }: Reply): true {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { 'content-length': String(Buffer.byteLength(text)) };
  response.writeHead(status, { ...headers, ...(text !== '' && { 'content-type': 'application/json' }) }).end(text);
  return true;
}

function writePage(response: ServerResponse, status: number): true {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  return true;
}

function writeText(response: ServerResponse, text: string): true {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  return true;
}

function hangUp(response: ServerResponse): true {
  response.socket?.destroy();
  return true;
}

function pour(response: ServerResponse): true {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"lixo":"');
  let written = 0;
  const more = (): void => {
    while (!response.destroyed && written < HUGE_BYTES) {
      written += CHUNK.length;
      if (!response.write(CHUNK)) return void response.once('drain', more);
    }
    response.end('"}');
  };
  more();
  return true;
}
