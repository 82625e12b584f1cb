/** Owns the reading of a body: the type it is sent as, its encoding, and the text that everything else works on. */
import type { MiddlewareHandler } from 'hono';
import { CrivoError } from '../../domain/errors';
import type { AnyContext, ApiEnv } from '../context';
import type { Route } from '../route';
import { letGoOfStalled } from '../stalled';
import { parseStrictly } from '../strict-json';

type BodyKind = Route['body'];

/** Half a minute without a byte of a body that is a megabyte at most. */
const STALLED_AFTER_MS = 30_000;
/** As node has it. */
const FOR_EVER_MS = 0;

interface ReadOptions {
  readonly isOptional?: boolean;
  readonly stalledAfterMs?: number | undefined;
}

const TYPES = {
  json: { pattern: /^application\/json$/i, name: 'application/json' },
  lines: { pattern: /^application\/(x-ndjson|ndjson|jsonl)$/i, name: 'application/x-ndjson' },
} as const;

/**
 * Leaves the text in `bodyText` and, of a JSON body, the parsed value in `json`: `{}` for an optional one not sent.
 * Lines are left to the route, which reads them as they come. Errors: `UnsupportedContentType`;
 * `InvalidJson` with a finding; `InvalidRequest` for a body where none is taken.
 */
export function readBody(
  kind: BodyKind,
  { isOptional = false, stalledAfterMs = STALLED_AFTER_MS }: ReadOptions = {},
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (kind === 'lines') {
      requireType(kind, c.req.header('content-type') ?? '');
      requireEncoding(c.req.header('content-encoding'));
      return next();
    }
    const bytes = await arrived(c, stalledAfterMs);
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

/** Whoever falls silent in the middle of a body is cut off: what was sent by then is nothing, and nobody waits for an answer. */
async function arrived(c: AnyContext, stalledAfterMs: number): Promise<ArrayBuffer> {
  letGoOfStalled(c, stalledAfterMs);
  const bytes = await c.req.arrayBuffer().catch((error: unknown) => {
    if (!isBrokenOff(error)) throw error;
    throw new CrivoError('InvalidJson', { errors: [{ at: '', message: 'was broken off', fix: 'send it whole' }] });
  });
  letGoOfStalled(c, FOR_EVER_MS);
  return bytes;
}

/** The connection has ended, by the sender or by us. */
function isBrokenOff(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNRESET';
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
