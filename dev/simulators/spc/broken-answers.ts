/** Owns the answers that are wrong on purpose, written on the bare socket where a well-formed one wouldn't do. */
import type { ServerResponse } from 'node:http';
import { cutOff, hangUp, pour } from '../cut-answers';
import type { Phase } from '../fault-switches';
import type { FaultName, Faults, Named } from './faults';
import type { SpcCall, SpcReply } from './service';
import { soapFault } from './xml';

const XML = 'text/xml;charset=UTF-8';
const PAGE = '<!doctype html><title>SPC</title><h1>Em manutenção</h1>';
/** It ends somewhere even so, if nobody hangs up. */
const ENDLESS = {
  ...{ begin: '<S:Envelope xmlns:S="http://x/"><S:Body><resultado>', end: '' },
  chunk: Buffer.from('<lixo/>'.repeat(9_000)),
  mostBytes: 10 * 1024 * 1024 * 1024,
};
const DEPTH = 100_000;
const LAUGHS = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
  '',
);

/** True when the call has got its answer, or lost its connection. */
export function broken(faults: Faults, named: Named, call: SpcCall, response: ServerResponse, phase: Phase): boolean {
  const breaking = (name: FaultName) => faults.breaking(name, named, phase);
  if (breaking('reset')) return hangUp(response);
  const limit = breaking('rateLimit');
  if (limit !== null) {
    if (limit.retryAfter !== undefined) response.setHeader('retry-after', String(limit.retryAfter));
    return write(response, 429, '', XML);
  }
  const fault = breaking('fault');
  if (fault !== null) return write(response, 500, soapFault(fault.block ?? 'CN_GER001.E0', 'Erro interno.'), XML);
  if (breaking('echo')) return write(response, 500, soapFault('CN_INT005.E8.2', echoed(call)), XML);
  if (breaking('refuseLogins')) return write(response, 401, PAGE, 'text/html');
  if (breaking('serverError')) return write(response, 500, '', XML);
  if (breaking('unavailable')) return write(response, 503, PAGE, 'text/html');
  if (breaking('html')) return write(response, 200, PAGE, 'text/html');
  if (breaking('notXml')) return write(response, 200, '<S:Envelope xmlns:S="http://x/"><S:Body><resultado', XML);
  if (breaking('externalEntity'))
    return write(response, 200, withDoctype('<!ENTITY l9 SYSTEM "file:///etc/passwd">'), XML);
  if (breaking('billionLaughs')) return write(response, 200, withDoctype(`<!ENTITY l0 "lol">${LAUGHS}`), XML);
  if (breaking('deep')) return write(response, 200, `${'<a>'.repeat(DEPTH)}${'</a>'.repeat(DEPTH)}`, XML);
  if (breaking('huge')) {
    response.writeHead(200, { 'content-type': XML });
    return pour(response, ENDLESS);
  }
  const redirect = breaking('redirect');
  if (redirect === null) return false;
  response.writeHead(307, { location: redirect.location ?? '/' }).end();
  return true;
}

/** What can only come instead of a part of the answer, so always after the work. */
export function brokenReply(faults: Faults, named: Named, { text }: SpcReply, response: ServerResponse): boolean {
  const bytes = Buffer.from(text);
  const headers = { 'content-type': XML, 'content-length': String(bytes.length) };
  return cutOff(faults, named, { bytes, headers }, response);
}

/** A well-formed answer, in the characters that are asked for. */
export function answer(faults: Faults, named: Named, { status, text }: SpcReply, response: ServerResponse): void {
  if (faults.happening('latin1', named)) {
    const declared = text.replace("encoding='UTF-8'", "encoding='ISO-8859-1'");
    return void write(response, status, Buffer.from(declared, 'latin1'), 'text/xml;charset=ISO-8859-1');
  }
  if (faults.happening('latin1Undeclared', named))
    return void write(response, status, Buffer.from(text, 'latin1'), 'text/xml');
  const isPage = text.startsWith('<html');
  if (isPage) response.setHeader('www-authenticate', 'Basic realm="SPC"');
  write(response, status, text, isPage ? 'text/html' : XML);
}

function write(response: ServerResponse, status: number, body: string | Buffer, contentType: string): true {
  const bytes = Buffer.from(body as string);
  response.writeHead(status, { 'content-length': String(bytes.length), 'content-type': contentType }).end(bytes);
  return true;
}

function withDoctype(declarations: string): string {
  return `<?xml version="1.0"?><!DOCTYPE r [${declarations}]><S:Envelope xmlns:S="http://x/"><S:Body><resultado restricao="false">&l9;</resultado></S:Body></S:Envelope>`;
}

function echoed({ authorization = '', xml }: SpcCall): string {
  const login = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString('utf8');
  return `Recebido: ${authorization} ${login} ${xml}`;
}
