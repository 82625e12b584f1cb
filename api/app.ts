/** Owns the HTTP application: routes with what runs before them, and how every failure leaves as a problem. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv, AnyContext } from './context';
import type { ApiDeps } from './deps';
import { serveDocs } from './docs';
import { serveHealth } from './health';
import { authorize } from './middleware/authorize';
import { idempotent } from './middleware/idempotency';
import { logRequests } from './middleware/log-requests';
import { strictJson } from './middleware/strict-json';
import { problemOf } from './problem';
import type { Api, Route } from './route';
import { ROUTES } from './routes';
import { CrivoError, toCrivoError } from '../domain/errors';

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_LINES_BYTES = 16 * 1024 * 1024;
const RETRY_AFTER_SECONDS = 2;

/** The application without a port: tests call `app.request(...)`. */
export function createApp(deps: ApiDeps): Api {
  const app: Api = new OpenAPIHono<ApiEnv>();
  app.use(logRequests(deps));
  app.onError((thrown, c) => answerProblem(c, asProblem(thrown, deps), deps));
  app.notFound((c) => answerProblem(c, new CrivoError('RouteNotFound'), deps));
  serveHealth(app, deps);
  serveDocs(app);
  for (const route of ROUTES) mount(app, route, deps);
  return app;
}

/** Caller, size, body, repetition: in this order, so that nobody unknown can make us read or store anything. */
function mount(app: Api, route: Route, deps: ApiDeps): void {
  const path = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
  const on = (handler: MiddlewareHandler<ApiEnv>) => app.on([route.method.toUpperCase()], [path], handler);
  on(async (c, next) => {
    c.set('template', `/v1${route.path}`);
    await next();
  });
  on(authorize(route, deps));
  if (route.method !== 'get') {
    const maxSize = route.bodyIsLines ? MAX_LINES_BYTES : MAX_BODY_BYTES;
    on(
      bodyLimit({
        maxSize,
        onError: () => {
          throw new CrivoError('BodyTooLarge', { state: { maxBytes: maxSize } });
        },
      }),
    );
    if (route.hasBody && !route.bodyIsLines) on(strictJson());
  }
  if (route.method === 'post') on(idempotent(deps));
  route.register(app, deps);
}

function asProblem(thrown: unknown, deps: Pick<ApiDeps, 'isUnreachable'>): CrivoError {
  if (deps.isUnreachable(thrown)) {
    return new CrivoError('Unavailable', { cause: thrown, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return toCrivoError(thrown);
}

function answerProblem(c: AnyContext, error: CrivoError, deps: Pick<ApiDeps, 'log'>): Response {
  const problem = problemOf(error, c.get('requestId'));
  if (problem.status >= 500) {
    deps.log.error(
      { requestId: problem.requestId, code: error.code, err: error.details.cause ?? error },
      'request failed',
    );
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (error.details.retryAfterSeconds !== undefined) headers['retry-after'] = String(error.details.retryAfterSeconds);
  if (error.code === 'Unauthenticated') headers['www-authenticate'] = 'Bearer';
  return c.newResponse(JSON.stringify(problem), problem.status as 400, headers);
}
