/** Owns what a route is: one declaration that gives the handler its types, OpenAPI its entry and R7 its row. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { AnyContext, ApiEnv } from './context';
import { findingsOf, shownKey } from '../contracts/findings';
import { CrivoError, type ErrorCode } from '../domain/errors';
import type { Permission, Principal } from '../domain/permissions';
import type { ApiDeps } from './deps';
import { CSV, describeRoute, NDJSON } from './describe-route';
import { EVENT_STREAM, eventStream, type Beat } from './events/event-stream';
import { lineStream } from './line-stream';
import type { SentEvent } from './views/event-view';
import { letGoOfStalled } from './stalled';
import { spreadsheetLines, type Cell } from './views/spreadsheet';

export type Api = OpenAPIHono<ApiEnv>;

export type Shape = z.ZodType | undefined;
type Parsed<S extends Shape> = S extends z.ZodType ? z.infer<S> : undefined;

/** What a handler is given: all of it parsed, the caller known, permitted and within its branch. */
export interface RouteInput<P extends Shape, Q extends Shape, B extends Shape> {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly principal: Principal;
  readonly requestId: string;
  readonly context: AnyContext;
}

/**
 * Whom a route serves: who holds a permission; `own`: every caller, about themselves alone; `open`: everybody, also those
 * whom nobody knows.
 */
export type Demand = Permission | 'own' | 'open';

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

export interface RouteSpec<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType> {
  readonly method: Method;
  /** Below `/v1`, such as `/branches/{branch}/orders`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: Demand;
  /** Who lacks it is told these instead, one of which the route asks for as well, and which a person would think of. */
  readonly permissionsTold?: readonly Permission[];
  /** Which ones are needed beside it, in a few words. */
  readonly permissionNote?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  /** Beside those that follow from the route's method, path and body. */
  readonly errors: readonly ErrorCode[];
  /** The branch of the path need not exist yet. */
  readonly mayNameNewBranch?: boolean;
  /** Sending nothing is sending `{}`. */
  readonly bodyIsOptional?: boolean;
  /** An answer that says that what was asked for is still under way: told with status 202. */
  readonly isAccepted?: (answer: z.input<A>) => boolean;
  /** The body is a stream of lines that the handler reads itself. */
  readonly bodyIsLines?: boolean;
  /** The answer is NDJSON: `answer` is one line of it; the handler gives a list of them, or makes them as they are sent. */
  readonly answerIsLines?: boolean;
  /** The answer is a stream of server-sent events: `answer` is one of them. */
  readonly answerIsEvents?: boolean;
  /** The answer as a table, where the caller asks for that. */
  readonly csv?: (asked: { readonly query: Parsed<Q>; readonly answer: z.input<A> }) => CsvFile | null;
  /** Lines as a table, where the caller asks for that. */
  readonly csvLines?: (query: Parsed<Q>) => CsvLines<z.input<A>> | null;
  /** The credential of a caller that sends none in `Authorization`. */
  readonly sessionOf?: SessionOf;
  handle(
    input: RouteInput<P, Q, B>,
    deps: ApiDeps,
  ): Promise<z.input<A> | readonly z.input<A>[] | AsyncIterable<z.input<A>> | AsyncIterable<SentEvent | Beat>>;
}

/** How lines are told as rows of a spreadsheet. */
export interface CsvLines<Line> {
  readonly titles: readonly string[];
  cellsOf(line: Line): readonly Cell[];
}

/** A file for a spreadsheet. */
export interface CsvFile {
  readonly name: string;
  readonly text: string;
}

type SessionOf = (c: AnyContext, deps: ApiDeps) => string | undefined;

export interface Route {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly permission: Demand;
  readonly permissionsTold: readonly Demand[];
  readonly hasBranch: boolean;
  readonly mayNameNewBranch: boolean;
  readonly bodyIsOptional: boolean;
  /** `lines`: NDJSON, which the handler reads line by line. */
  readonly body: 'json' | 'lines' | 'none';
  readonly sessionOf: SessionOf | undefined;
  register(api: Api, deps: ApiDeps): void;
}

const NO_QUERY = z.strictObject({});

/** A route's address as the router writes it: `/v1/branches/:branch`. */
export function honoPath({ path }: Pick<Route, 'path'>): string {
  return `/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

/** Declares a route. */
export function route<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType>(
  spec: RouteSpec<P, Q, B, A>,
): Route {
  const { method, path, permission } = spec;
  return {
    method,
    path,
    permission,
    permissionsTold: spec.permissionsTold ?? [permission],
    hasBranch: path.includes('{branch}'),
    mayNameNewBranch: spec.mayNameNewBranch ?? false,
    bodyIsOptional: spec.bodyIsOptional ?? false,
    body: bodyKind(spec),
    sessionOf: spec.sessionOf,
    register: (api, deps) => {
      api.openAPIRegistry.registerPath(describeRoute(spec, bodyKind(spec)));
      api.on([method.toUpperCase()], [honoPath({ path })], async (c) => {
        const input = {
          params: parse(spec.params, c.req.param(), 'path'),
          query: parse(spec.query ?? NO_QUERY, queryOf(c), 'query'),
          body: spec.bodyIsLines ? undefined : parse(spec.body, c.get('json'), ''),
          principal: c.get('principal'),
          requestId: c.get('requestId'),
          context: c,
        } as RouteInput<P, Q, B>;
        const answer = await spec.handle(input, deps);
        if (spec.answerIsEvents) return answerEvents(c, answer as AsyncIterable<SentEvent | Beat>, deps);
        if (spec.answerIsLines) {
          return answerLines(c, answer as Lines, { ...deps, table: spec.csvLines?.(input.query) ?? null });
        }
        const file = spec.csv?.({ query: input.query, answer: answer as z.input<A> }) ?? null;
        if (file !== null) return answerFile(c, file);
        return c.json(answer, spec.isAccepted?.(answer as z.input<A>) === true ? 202 : 200);
      });
    },
  };
}

type Lines = readonly unknown[] | AsyncIterable<unknown>;

interface LinesWanted extends Pick<ApiDeps, 'log' | 'stalledAfterMs'> {
  readonly table: CsvLines<never> | null;
}

function answerLines(c: AnyContext, lines: Lines, { log, stalledAfterMs, table }: LinesWanted): Response {
  if (Symbol.asyncIterator in lines) {
    letGoOfStalled(c, stalledAfterMs);
    const requestId = c.get('requestId');
    const failed = (err: unknown) => log.error({ requestId, err }, 'an answer was broken off');
    const form = table && {
      head: spreadsheetLines([table.titles], true),
      write: (line: unknown) => spreadsheetLines([table.cellsOf(line as never)]),
    };
    const type = form === null ? NDJSON : `${CSV}; charset=utf-8`;
    return c.body(lineStream(lines, failed, form ?? undefined), 200, { 'content-type': type });
  }
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return c.body(text, 200, { 'content-type': NDJSON });
}

/** `no-transform` and the second header keep proxies from holding back what is to arrive at once. */
function answerEvents(
  c: AnyContext,
  events: AsyncIterable<SentEvent | Beat>,
  { log, stalledAfterMs }: Pick<ApiDeps, 'log' | 'stalledAfterMs'>,
): Response {
  letGoOfStalled(c, stalledAfterMs);
  const requestId = c.get('requestId');
  const failed = (err: unknown) => log.error({ requestId, err }, 'a stream of events was broken off');
  const headers = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };
  return c.body(eventStream(events, failed), 200, { ...headers, 'content-type': `${EVENT_STREAM}; charset=utf-8` });
}

function answerFile(c: AnyContext, { name, text }: CsvFile): Response {
  const disposition = `attachment; filename="${name}"`;
  return c.body(text, 200, { 'content-type': `${CSV}; charset=utf-8`, 'content-disposition': disposition });
}

function parse(schema: Shape, value: unknown, place: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = findingsOf(parsed.error).map((finding) => ({ ...finding, at: within(place, finding.at) }));
  throw new CrivoError('InvalidRequest', { errors });
}

function within(place: string, at: string): string {
  return place === '' || at === '' ? place + at : `${place}.${at}`;
}

/** Parameters by name. One sent twice is refused: which of the two was meant, nobody can tell. */
function queryOf(c: AnyContext): Record<string, string> {
  const sent = Object.entries(c.req.queries());
  const repeated = sent.find(([, values]) => values.length !== 1);
  if (repeated !== undefined) {
    const finding = { at: 'query', message: `has ${shownKey(repeated[0])} more than once`, fix: 'send it once' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  return Object.fromEntries(sent.map(([name, [value = '']]) => [name, value]));
}

function bodyKind(spec: { readonly body?: unknown; readonly bodyIsLines?: boolean }): Route['body'] {
  if (spec.bodyIsLines) return 'lines';
  return spec.body === undefined ? 'none' : 'json';
}
