/** Owns the answers that are wrong on purpose, written on the bare socket where a well-formed one wouldn't do. */
import type { ServerResponse } from 'node:http';
import { cutOff, hangUp, pour } from '../cut-answers';
import { problem, type Call, type Reply } from './calls';
import type { FaultName, Faults, Named, Phase } from './faults';

const PAGE = '<!doctype html><title>Portal</title><h1>Em manutenção</h1>';
/** It ends somewhere even so, if nobody hangs up. */
const ENDLESS = {
  ...{ begin: '{"lixo":"', end: '"}' },
  chunk: Buffer.alloc(64 * 1024, 'x'),
  mostBytes: 512 * 1024 * 1024,
};

/** True when the call has got its answer, or lost its connection. Most faults come before the work, or after it on demand. */
export function broken(faults: Faults, named: Named, call: Call, response: ServerResponse, phase: Phase): boolean {
  const breaking = (name: FaultName) => faults.breaking(name, named, phase);
  if (breaking('reset')) return hangUp(response);
  const limit = breaking('rateLimit');
  if (limit !== null) {
    if (limit.retryAfter !== undefined) response.setHeader('retry-after', String(limit.retryAfter));
    return write(response, problem(429, 'LIMITE', 'Muitas requisições'));
  }
  if (breaking('refuse')) return write(response, problem(400, 'RECUSA', 'Requisição recusada'));
  if (breaking('echo')) {
    return write(response, problem(400, 'ECO', `Recebido: ${JSON.stringify(call.body)} ${call.query.toString()}`));
  }
  if (breaking('serverError')) return write(response, { status: 500 });
  if (breaking('unavailable')) return writePage(response, 503);
  if (breaking('html')) return writePage(response, 200);
  if (breaking('notJson')) return writeText(response, '{"contasReceber": [');
  if (breaking('huge')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    return pour(response, ENDLESS);
  }
  const redirect = breaking('redirect');
  if (redirect === null) return false;
  response.writeHead(307, { location: redirect.location ?? '/' }).end();
  return true;
}

/** What can only come instead of a part of the answer, so always after the work. */
export function brokenReply(faults: Faults, named: Named, { body }: Reply, response: ServerResponse): boolean {
  const bytes = Buffer.from(body === undefined ? '{"resultado":' : JSON.stringify(body));
  const length = Math.max(bytes.length, 4_096);
  const headers = { 'content-type': 'application/json', 'content-length': String(length) };
  return cutOff(faults, named, { bytes, headers }, response);
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
