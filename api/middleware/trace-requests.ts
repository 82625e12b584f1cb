/** Owns the span of a request: named by method and template, never by path. */
import type { MiddlewareHandler } from 'hono';
import type { Telemetry } from '../../platform/telemetry';
import type { ApiEnv } from '../context';

/** Runs around all else, so that whatever a request causes becomes part of its trace. */
export function traceRequests(telemetry: Telemetry): MiddlewareHandler<ApiEnv> {
  return (c, next) =>
    telemetry.span(async (done) => {
      await next();
      const route = c.get('template');
      done(`${c.req.method} ${route}`, {
        'http.request.method': c.req.method,
        'http.route': route,
        'http.response.status_code': c.res.status,
      });
    });
}
