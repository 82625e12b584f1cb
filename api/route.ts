/** Owns what a route is: one declaration that gives the handler its types, OpenAPI its entry and R7 its row. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import type { AnyContext, ApiEnv } from './context';
import { findingsOf } from '../contracts/findings';
import { CrivoError, type ErrorCode } from '../domain/errors';
import type { Permission, Principal } from '../domain/permissions';
import type { ApiDeps } from './deps';
import { PROBLEM_STATUS, problemSchema } from './problem';

export type Api = OpenAPIHono<ApiEnv>;

type Shape = z.ZodType | undefined;
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

export interface RouteSpec<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType> {
  readonly method: 'get' | 'put' | 'post' | 'patch';
  /** Below `/v1`, such as `/branches/{branch}/orders`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  /** Beside those that any route can give. */
  readonly errors: readonly ErrorCode[];
  /** The branch of the path need not exist yet. */
  readonly mayNameNewBranch?: boolean;
  /** The body is a stream of lines that the handler reads itself. */
  readonly bodyIsLines?: boolean;
  handle(input: RouteInput<P, Q, B>, deps: ApiDeps): Promise<z.input<A>>;
}

export interface Route {
  readonly method: 'get' | 'put' | 'post' | 'patch';
  readonly path: `/${string}`;
  readonly permission: Permission;
  readonly hasBranch: boolean;
  readonly mayNameNewBranch: boolean;
  readonly bodyIsLines: boolean;
  readonly hasBody: boolean;
  register(api: Api, deps: ApiDeps): void;
}

const COMMON_ERRORS: readonly ErrorCode[] = [
  'InvalidRequest',
  'Unauthenticated',
  'PermissionDenied',
  'Unavailable',
  'Internal',
];

/** Declares a route. */
export function route<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType>(
  spec: RouteSpec<P, Q, B, A>,
): Route {
  const { method, path, permission } = spec;
  return {
    method,
    path,
    permission,
    hasBranch: path.includes('{branch}'),
    mayNameNewBranch: spec.mayNameNewBranch ?? false,
    bodyIsLines: spec.bodyIsLines ?? false,
    hasBody: spec.body !== undefined,
    register: (api, deps) => {
      api.openAPIRegistry.registerPath(openApiOf(spec));
      const honoPath = `/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
      api.on([method.toUpperCase()], [honoPath], async (c) => {
        const input = {
          params: parse(spec.params, c.req.param(), ''),
          query: parse(spec.query, c.req.query(), 'query.'),
          body: spec.bodyIsLines ? undefined : parse(spec.body, c.get('json'), ''),
          principal: c.get('principal'),
          requestId: c.get('requestId'),
          context: c,
        } as RouteInput<P, Q, B>;
        return c.json(await spec.handle(input, deps));
      });
    },
  };
}

function parse(schema: Shape, value: unknown, prefix: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = findingsOf(parsed.error).map((finding) => ({ ...finding, at: `${prefix}${finding.at}` }));
  throw new CrivoError('InvalidRequest', { errors });
}

function openApiOf<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType>(
  spec: RouteSpec<P, Q, B, A>,
) {
  const problem = { 'application/problem+json': { schema: problemSchema } };
  const statuses = new Map<number, ErrorCode[]>();
  for (const code of [...COMMON_ERRORS, ...spec.errors]) {
    const status = PROBLEM_STATUS[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  const problems = [...statuses].map(([status, codes]) => [
    status,
    { description: codes.join(', '), content: problem },
  ]);
  const bodyType = spec.bodyIsLines ? 'application/x-ndjson' : 'application/json';
  return createRoute({
    method: spec.method,
    path: `/v1${spec.path}`,
    summary: spec.summary,
    description: `Permission: \`${spec.permission}\``,
    security: [{ apiKey: [] }],
    request: {
      ...(spec.params && { params: spec.params as never }),
      ...(spec.query && { query: spec.query as never }),
      ...(spec.body && { body: { required: true, content: { [bodyType]: { schema: spec.body } } } }),
    },
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: spec.answer } } },
      ...(Object.fromEntries(problems) as Record<string, { description: string; content: typeof problem }>),
    },
  });
}
