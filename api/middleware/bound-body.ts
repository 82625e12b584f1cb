/** Owns the bound of a body: nothing longer is read. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { CrivoError } from '../../domain/errors';
import type { ApiEnv } from '../context';

/**
 * A length that is told is believed: the server reads no more than it. A body without one is counted as it comes, which
 * takes a web stream and, with it, half of what a small request costs. Errors: `BodyTooLarge`.
 */
export function boundBody(maxBytes: number): MiddlewareHandler<ApiEnv> {
  const refuse = (): never => {
    throw new CrivoError('BodyTooLarge', { state: { maxBytes } });
  };
  const count = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return async (c, next) => {
    const told = c.req.header('content-length');
    if (told === undefined || !/^\d+$/.test(told) || c.req.header('transfer-encoding') !== undefined) {
      return count(c, next);
    }
    if (Number(told) > maxBytes) refuse();
    await next();
  };
}
