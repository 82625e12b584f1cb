/** Owns the reading of a body: the type it is sent as, its encoding, and the text that everything else works on. */
import type { MiddlewareHandler } from 'hono';
import { CrivoError } from '../../domain/errors';
import type { ApiEnv } from '../context';
import type { Route } from '../route';
import { parseStrictly } from '../strict-json';

type BodyKind = Route['body'];

const TYPES = {
  json: { pattern: /^application\/json$/i, name: 'application/json' },
  lines: { pattern: /^application\/(x-ndjson|ndjson|jsonl)$/i, name: 'application/x-ndjson' },
} as const;

/**
 * Leaves the text in `bodyText` and, of a JSON body, the parsed value in `json`: `{}` for an optional one not sent.
 * Lines are left to the route, which reads them as they come. Errors: `UnsupportedContentType`;
 * `InvalidJson` with a finding; `InvalidRequest` for a body where none is taken.
 */
export function readBody(kind: BodyKind, isOptional = false): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (kind === 'lines') {
      requireType(kind, c.req.header('content-type') ?? '');
      requireEncoding(c.req.header('content-encoding'));
      return next();
    }
    const bytes = await c.req.arrayBuffer();
    if (isOptional && bytes.byteLength === 0) {
      c.set('bodyText', '');
      c.set('json', {});
      return next();
    }
    if (kind !== 'none') requireType(kind, c.req.header('content-type') ?? '');
    const text = decode(bytes, kind);
    c.set('bodyText', text);
    if (kind === 'json') c.set('json', parseStrictly(text));
    if (kind === 'none' && !/^\s*(\{\s*\})?\s*$/.test(text)) {
      const finding = { at: '', message: 'this route takes no body', fix: 'send none, or {}' };
      throw new CrivoError('InvalidRequest', { errors: [finding] });
    }
    await next();
  };
}

function requireType(kind: 'json' | 'lines', header: string): void {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim());
  const isUtf8 = parameters.every(
    (parameter) => !/^charset=/i.test(parameter) || /^charset="?utf-?8"?$/i.test(parameter),
  );
  const { pattern, name } = TYPES[kind];
  if (pattern.test(type) && isUtf8) return;
  const finding = { at: 'header.Content-Type', message: `is not ${name} in UTF-8`, fix: `send Content-Type: ${name}` };
  throw new CrivoError('UnsupportedContentType', { errors: [finding] });
}

/** Lines may come compressed: a file of a million of them is ten times as short. */
function requireEncoding(header: string | undefined): void {
  if (header === undefined || /^\s*(gzip|identity)\s*$/i.test(header)) return;
  const finding = { at: 'header.Content-Encoding', message: 'is not gzip', fix: 'send gzip, or the lines as they are' };
  throw new CrivoError('UnsupportedContentType', { errors: [finding] });
}

/** Broken UTF-8 refuses a body. */
function decode(bytes: ArrayBuffer, kind: BodyKind): string {
  try {
    return new TextDecoder('utf-8', { fatal: kind === 'json', ignoreBOM: true }).decode(bytes);
  } catch {
    const finding = { at: '', message: 'is not UTF-8', fix: 'send the body in UTF-8' };
    throw new CrivoError('InvalidJson', { errors: [finding] });
  }
}
