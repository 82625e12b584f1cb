/** Owns `GET /metrics` and the measuring of requests: by method, template and status, which are closed lists. */
import type { MiddlewareHandler } from 'hono';
import { CrivoError } from '../domain/errors';
import { holdsToken, METRICS_TYPE, type Metrics } from '../platform/metrics';
import type { ApiEnv } from './context';
import type { ApiDeps } from './deps';
import type { Api } from './route';

/** What is measured, and what a caller shows to read it. */
export interface MetricsAccess {
  readonly metrics: Metrics;
  readonly token: string;
}

const METHODS = new Set(['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Runs around all else. What is no route has the template `none`, like the health endpoints. */
export function measureRequests({ metrics }: MetricsAccess): MiddlewareHandler<ApiEnv> {
  const observe = metrics.durations(
    'crivo_http_request_duration_seconds',
    'Requests, from the first byte to the answer',
    ['method', 'route', 'status'],
  );
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const method = METHODS.has(c.req.method) ? c.req.method : 'other';
    const labels = { method, route: c.get('template'), status: String(c.res.status) };
    observe(labels, (performance.now() - startedAt) / 1_000);
  };
}

/** Answers whoever sends `METRICS_TOKEN` as a bearer token. Without one there is no such address. */
export function serveMetrics(app: Api, { metrics: access }: Pick<ApiDeps, 'metrics'>): void {
  app.get('/metrics', async (c) => {
    if (access === undefined) throw new CrivoError('RouteNotFound');
    if (!holdsToken(c.req.header('authorization'), access.token)) throw new CrivoError('Unauthenticated');
    return c.body((await access.metrics.text()) ?? '', 200, { 'content-type': METRICS_TYPE });
  });
}
