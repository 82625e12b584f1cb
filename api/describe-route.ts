/** Owns how a route is told in OpenAPI: generated from its declaration, with every error it can give. */
import { createRoute, z } from '@hono/zod-openapi';
import { chapterOf } from './chapters';
import type { ErrorCode } from '../domain/errors';
import { EVENT_STREAM } from './events/event-stream';
import { PROBLEM_STATUS, problemSchema } from './problem';
import type { Demand, Route, RouteSpec, Shape } from './route';

/** The type of a body of lines, sent or answered. */
export const NDJSON = 'application/x-ndjson';

export const CSV = 'text/csv';

const PROBLEM = { 'application/problem+json': { schema: problemSchema } };

const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .openapi({ description: 'The same key and body give the same answer, for 24 hours.' }),
});

/** The entry of one route. */
export function describeRoute<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType>(
  spec: RouteSpec<P, Q, B, A>,
  body: Route['body'],
) {
  const chapter = chapterOf(spec.path);
  const bodyType = body === 'lines' ? NDJSON : 'application/json';
  const answerType = spec.answerIsEvents ? EVENT_STREAM : spec.answerIsLines ? NDJSON : 'application/json';
  return createRoute({
    method: spec.method,
    path: `/v1${spec.path}`,
    tags: chapter === undefined ? [] : [chapter],
    summary: spec.summary,
    description: whomItServes(spec),
    security: spec.permission === 'open' ? [] : [{ apiKey: [] }, { session: [] }],
    request: {
      ...(spec.params && { params: spec.params as never }),
      ...(spec.query && { query: spec.query as never }),
      ...(takesIdempotencyKey({ ...spec, body }) && { headers: idempotencyHeader }),
      ...(spec.body && {
        body: { required: spec.bodyIsOptional !== true, content: { [bodyType]: { schema: described(spec.body) } } },
      }),
    },
    responses: {
      200: {
        description: 'Done',
        content: {
          [answerType]: { schema: spec.answer },
          ...((spec.csv ?? spec.csvLines) && { [CSV]: { schema: z.string() } }),
        },
      },
      ...(spec.isAccepted && {
        202: { description: 'Under way', content: { [answerType]: { schema: spec.answer } } },
      }),
      ...problemsOf([...errorsOfShape({ ...spec, body }), ...spec.errors]),
    },
  });
}

/** The generator takes `exactOptional` for required: what may be left out is told from the schema itself. */
function described(body: z.ZodType): z.ZodType {
  if (!(body instanceof z.ZodObject)) return body;
  const fields = Object.entries<z.ZodType>(body.shape);
  if (!fields.some(([, field]) => field instanceof z.ZodExactOptional)) return body;
  const required = fields.flatMap(([name, field]) => (field._zod.optin === undefined ? [name] : []));
  // A clone: schemas made before the generator was loaded have no `openapi`.
  return body.clone().openapi({ required });
}

function whomItServes({ permission, permissionNote }: { permission: Demand; permissionNote?: string }): string {
  if (permission === 'open') return 'For everybody: no credential is asked for.';
  if (permission === 'own') return 'For every known caller: it concerns the caller alone.';
  return `Permission: \`${permission}\`${permissionNote === undefined ? '' : `; ${permissionNote}`}`;
}

/** True for what may have a second effect when it is repeated; lines carry ids of their own. */
export function takesIdempotencyKey({
  method,
  body,
  permission,
}: Pick<Route, 'method' | 'body' | 'permission'>): boolean {
  // Answers are kept by caller, and of an open route nobody is known. What a person does to their own sign-in is told
  // once, to who proves it each time: neither its answer nor a hash of its body, which holds a password, may be kept.
  const isKept = permission !== 'open' && permission !== 'own';
  return (method === 'post' || method === 'patch') && body !== 'lines' && isKept;
}

/** What any route of this method, path and body can answer. */
function errorsOfShape(route: Pick<Route, 'method' | 'path' | 'body' | 'permission'>): ErrorCode[] {
  const { method, path, body, permission } = route;
  return [
    'InvalidRequest',
    'ForeignOrigin',
    ...(permission === 'open' ? [] : (['Unauthenticated', 'PermissionDenied'] as const)),
    ...(permission === 'open' || permission === 'own' ? [] : (['PasswordChangeDue', 'SecondFactorDue'] as const)),
    ...(path.includes('{branch}') ? (['BranchNotFound'] as const) : []),
    ...(method === 'get' || body === 'lines' ? [] : (['BodyTooLarge'] as const)),
    ...(body === 'json' ? (['InvalidJson'] as const) : []),
    ...(body === 'none' ? [] : (['UnsupportedContentType'] as const)),
    ...(takesIdempotencyKey(route) ? (['IdempotencyConflict', 'IdempotencyInFlight'] as const) : []),
    'Unavailable',
    'Internal',
  ];
}

function problemsOf(codes: readonly ErrorCode[]) {
  const statuses = new Map<number, Set<ErrorCode>>();
  for (const code of codes) {
    const status = PROBLEM_STATUS[code];
    statuses.set(status, (statuses.get(status) ?? new Set()).add(code));
  }
  const told = [...statuses].map(([status, group]) => [
    status,
    { description: [...group].join(', '), content: PROBLEM },
  ]);
  return Object.fromEntries(told) as Record<string, { description: string; content: typeof PROBLEM }>;
}
