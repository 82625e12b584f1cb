/** Owns the request log and the request's id: what was asked by template, never by path, which carries ids. */
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../context';
import type { ApiDeps } from '../deps';

/** Answers every request with an `x-request-id` of ours; one sent by the caller is not trusted into logs. */
export function logRequests(deps: Pick<ApiDeps, 'log'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = `req_${randomUUID().replaceAll('-', '')}`;
    c.set('requestId', requestId);
    c.set('template', 'none');
    await next();
    c.res.headers.set('x-request-id', requestId);
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    deps.log.info(
      { requestId, method: c.req.method, route: c.get('template'), status: c.res.status, durationMs },
      'request',
    );
  };
}
