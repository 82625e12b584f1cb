/** Owns random requests: of every route, most of them wrong in one way or another, the same for the same seed. */
import type { Route } from '../../../api/route';
import { seededRandom, type Random } from '../../../dev/generator/random';
import { bentBody, fittingBody, nastyBody, type Body, type BodySchemas } from './fuzz-bodies';
import {
  CONTENT_TYPES,
  NASTY_AUTHORIZATIONS,
  NASTY_HEADERS,
  NASTY_QUERIES,
  NASTY_SEGMENTS,
  NASTY_VALUES,
} from './nasty';

export interface FuzzedRequest {
  readonly method: string;
  /** With the path's beginning, `/v1/…`. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** What requests are made of. */
export interface FuzzMaterial {
  readonly routes: readonly Pick<Route, 'method' | 'path' | 'body'>[];
  readonly schemas: BodySchemas;
  /** Credentials that are known, the first one may do everything. */
  readonly keys: readonly string[];
  /** Ids that exist, by the name of the parameter they stand for. */
  readonly known: (parameter: string, random: Random) => string | undefined;
}

const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'get', 'X'];
const ELSEWHERE = [
  '/',
  '/v1',
  '/v1/',
  '/v2/orders',
  '/v1/../v1',
  '//v1',
  '/healthz',
  '/readyz',
  '/docs',
  '/docs/%2e',
  '/metrics',
  '/v1/openapi.json',
];

/** What other routes need to get anywhere, and what only an order at the right stage lets pass. */
const FITS_OFTEN = new Set([
  'post /v1/branches/{branch}/orders/{order}/actions/{action}',
  'post /v1/branches/{branch}/orders',
  'post /v1/branches/{branch}/sales',
  'post /v1/groups',
  'post /v1/webhook-endpoints',
]);

/** Routes that answer nothing without being told why. */
const NEEDS_A_REASON = /\/(raw|export)$/;

/** The `index`-th request of a seed. */
export function fuzzedRequest(seed: string, index: number, material: FuzzMaterial): FuzzedRequest {
  const random = seededRandom(`${seed}/${index}`);
  // Neighbouring texts begin alike; the first draws are thrown away.
  for (let draw = 0; draw < 3; draw += 1) random.unit();
  const route = one(material.routes, random);
  const method = random.chance(0.95) ? route.method.toUpperCase() : one(METHODS, random);
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'get';
  const body = hasBody ? bodyOf(route, material, random) : null;
  return {
    method,
    address: addressOf(route, material, random),
    headers: headersOf(route, material, body, random),
    body,
  };
}

function bodyOf(route: FuzzMaterial['routes'][number], { schemas, known }: FuzzMaterial, random: Random): Body {
  const name = `${route.method} /v1${route.path}`;
  const material = { ...schemas, known, random };
  if (route.body === 'none') return random.chance(0.7) ? null : nastyBody(random);
  const kind = random.unit();
  if (kind < (FITS_OFTEN.has(name) ? 0.4 : 0.1)) {
    const fitting = fittingBody(name, material);
    return fitting === null ? null : JSON.stringify(fitting);
  }
  if (kind < 0.6) return bentBody(name, material);
  return random.chance(0.05) ? null : nastyBody(random);
}

function addressOf({ path }: FuzzMaterial['routes'][number], material: FuzzMaterial, random: Random): string {
  if (random.chance(0.01)) return one(ELSEWHERE, random);
  const filled = path.replace(/\{(\w+)\}/g, (_all, parameter: string) => {
    if (random.chance(0.15)) return segment(random);
    return encodeURIComponent(material.known(parameter, random) ?? 'none');
  });
  const fitting = NEEDS_A_REASON.test(path) ? '?reason=pedido' : '';
  const query = random.chance(0.2) ? `?${queryOf(material, random)}` : fitting;
  return `/v1${filled}${query}`;
}

function segment(random: Random): string {
  if (random.chance(0.7)) return one(NASTY_SEGMENTS, random);
  return encodeURIComponent(String(one(NASTY_VALUES, random)).toWellFormed());
}

function queryOf({ known }: FuzzMaterial, random: Random): string {
  if (random.chance(0.6)) return one(NASTY_QUERIES, random);
  return `cursor=${forgedCursor(known('cursor', random), random)}`;
}

/** A cursor that was given, with one of its values replaced by another of any type. */
function forgedCursor(given: string | undefined, random: Random): string {
  const position = positionOf(given);
  const names = Object.keys(position);
  const bent = { ...position, [one(names, random)]: one(NASTY_VALUES, random) };
  return Buffer.from(JSON.stringify(bent)).toString('base64url');
}

function positionOf(given: string | undefined): Readonly<Record<string, unknown>> {
  const anyPosition = { at: '2026-01-01T00:00:00.000Z', id: 'x', since: '2026-01-01T00:00:00.000Z' };
  if (given === undefined) return anyPosition;
  try {
    return JSON.parse(Buffer.from(given, 'base64url').toString()) as Readonly<Record<string, unknown>>;
  } catch {
    return anyPosition;
  }
}

function headersOf(
  route: FuzzMaterial['routes'][number],
  { keys }: FuzzMaterial,
  body: Body,
  random: Random,
): Readonly<Record<string, string>> {
  const key = random.chance(0.9) ? keys[0] : one(keys, random);
  const authorization = random.chance(0.04) ? one(NASTY_AUTHORIZATIONS, random) : `Bearer ${key ?? ''}`;
  const type = route.body === 'lines' ? 'application/x-ndjson' : 'application/json';
  return {
    ...(!random.chance(0.01) && { authorization }),
    ...(body !== null && { 'content-type': random.chance(0.08) ? one(CONTENT_TYPES, random) : type }),
    ...(random.chance(0.03) && { 'idempotency-key': `k${random.between(0, 20)}` }),
    ...(random.chance(0.05) && one(NASTY_HEADERS, random)),
  };
}

function one<T>(values: readonly T[], random: Random): T {
  return values[random.between(0, values.length - 1)] as T;
}
