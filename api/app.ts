/** Owns the HTTP application: routes with what runs before them, and how every failure leaves as a problem. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { serveCodecPage } from './codec-session';
import type { ApiEnv, AnyContext } from './context';
import type { ApiDeps } from './deps';
import { takesIdempotencyKey } from './describe-route';
import { serveDocs } from './docs';
import { serveHealth } from './health';
import { measureRequests, serveMetrics } from './metrics';
import { authorize } from './middleware/authorize';
import { boundBody } from './middleware/bound-body';
import { guardAnswers } from './middleware/guard-answers';
import { idempotent } from './middleware/idempotency';
import { logRequests } from './middleware/log-requests';
import { readBody } from './middleware/read-body';
import { traceRequests } from './middleware/trace-requests';
import { asProblem, noRouteFinding, problemOf, RETRY_AFTER_SECONDS } from './problem';
import { honoPath, type Api, type Route } from './route';
import { ROUTES } from './routes';
import { servePages } from './web-pages';
import { CrivoError } from '../domain/errors';

const MAX_BODY_BYTES = 1024 * 1024;

/** The application without a port: tests call `app.request(...)`. */
export function createApp(deps: ApiDeps): Api {
  const app: Api = new OpenAPIHono<ApiEnv>();
  if (deps.telemetry !== undefined) app.use(traceRequests(deps.telemetry));
  if (deps.metrics !== undefined) app.use(measureRequests(deps.metrics));
  app.use(logRequests(deps));
  app.use(guardAnswers);
  app.onError((thrown, c) => answerProblem(c, asProblem(thrown, deps), deps));
  app.notFound((c) =>
    answerProblem(c, new CrivoError('RouteNotFound', { errors: [noRouteFinding(c.req.path)] }), deps),
  );
  serveHealth(app, deps);
  serveMetrics(app, deps);
  serveDocs(app);
  serveCodecPage(app, deps);
  for (const route of ROUTES) mount(app, route, deps);
  refuseOtherMethods(app);
  servePages(app, deps.pages ?? null);
  return app;
}

/** Caller, size, body, repetition: in this order, so that nobody unknown can make us read or store anything. */
function mount(app: Api, route: Route, deps: ApiDeps): void {
  const path = honoPath(route);
  const on = (handler: MiddlewareHandler<ApiEnv>) => app.on([route.method.toUpperCase()], [path], handler);
  on(async (c, next) => {
    c.set('template', `/v1${route.path}`);
    await next();
  });
  on(authorize(route, deps));
  if (route.method !== 'get') {
    if (route.body !== 'lines') on(boundBody(MAX_BODY_BYTES));
    on(readBody(route.body, { isOptional: route.bodyIsOptional, stalledAfterMs: deps.stalledAfterMs }));
  }
  if (takesIdempotencyKey(route)) on(idempotent(deps));
  route.register(app, deps);
}

/** After all routes: who asks an address that exists by another method is told which ones it has. */
function refuseOtherMethods(app: Api): void {
  for (const path of new Set(ROUTES.map(honoPath))) {
    const methods = ROUTES.filter((route) => honoPath(route) === path).map(({ method }) => method.toUpperCase());
    app.all(path, () => {
      throw new CrivoError('MethodNotAllowed', { state: { methods } });
    });
  }
}

function answerProblem(c: AnyContext, error: CrivoError, deps: Pick<ApiDeps, 'log'>): Response {
  const problem = problemOf(error, c.get('requestId'), c.get('template'));
  if (problem.status >= 500) {
    deps.log.error(
      { requestId: problem.requestId, code: error.code, err: error.details.cause ?? error },
      'request failed',
    );
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  const { retryAfterSeconds, state } = error.details;
  if (retryAfterSeconds !== undefined || problem.status === 503)
    headers['retry-after'] = String(retryAfterSeconds ?? RETRY_AFTER_SECONDS);
  if (error.code === 'MethodNotAllowed') headers['allow'] = String(state?.['methods']);
  if (error.code === 'Unauthenticated') headers['www-authenticate'] = 'Bearer';
  return c.newResponse(JSON.stringify(problem), problem.status as 400, headers);
}
