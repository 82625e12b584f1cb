/** Owns the headers by which browsers and proxies keep no answer, guess no type, and run nothing of it. */
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../context';

/** Of whatever doesn't say otherwise: a page, a file or something public says so itself. */
const UNLESS_SAID = {
  /** Most answers hold somebody's data. */
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Runs around everything, so that problems, streams and what other hands answer are covered as well. */
export const guardAnswers: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(UNLESS_SAID)) if (!headers.has(name)) headers.set(name, value);
};
