/** Owns the cookie of a sign-in that waits for its code: no session, and sent to the one route that takes the code. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SECOND_STEP_MS } from '../domain/second-factor';
import type { AnyContext } from './context';
import type { ApiDeps } from './deps';
import { attributes } from './session-cookie';

export const STEP_COOKIE = 'crivo_second_step';
const PATH = '/v1/session/second-step';

type CookieDeps = Pick<ApiDeps, 'signIn'>;

/** Another sign-in begun in the same browser takes its place. */
export function keepStep(c: AnyContext, deps: CookieDeps, token: string): void {
  setCookie(c, STEP_COOKIE, token, { ...attributes(c, deps), path: PATH, maxAge: SECOND_STEP_MS / 1_000 });
}

export function stepToken(c: AnyContext): string | undefined {
  return getCookie(c, STEP_COOKIE);
}

export function dropStep(c: AnyContext, deps: CookieDeps): void {
  deleteCookie(c, STEP_COOKIE, { ...attributes(c, deps), path: PATH });
}
