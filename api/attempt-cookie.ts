/** Owns the cookie by which a browser comes back from the identity provider: sealed, short-lived, good for one answer. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { OidcAttempt } from '../adapters/auth/oidc';
import type { AnyContext } from './context';
import type { ApiDeps } from './deps';
import { attributes } from './session-cookie';

const COOKIE = 'crivo_oidc';
const PATH = '/v1/session/oidc';
const LASTS_SECONDS = 600;
/** Tells it from all else that is sealed. */
const PURPOSE = 'sign-in by provider';

const kept = z.tuple([
  z.literal(PURPOSE),
  z.number(),
  z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() }),
]);

type CookieDeps = Pick<ApiDeps, 'signIn' | 'sealer' | 'now'>;

/**
 * Strict: it travels from our own pages alone, which the provider's answer comes back through. An attempt begun later in
 * the same browser takes its place.
 */
export function keepAttempt(c: AnyContext, deps: CookieDeps, attempt: OidcAttempt): void {
  const until = deps.now().getTime() + LASTS_SECONDS * 1_000;
  const sealed = deps.sealer.sealText(JSON.stringify([PURPOSE, until, attempt]));
  setCookie(c, COOKIE, sealed, { ...attributes(c, deps), path: PATH, maxAge: LASTS_SECONDS });
}

/** The attempt of this browser, which is over with that; `null` where there is none, or it began too long ago. */
export function takeAttempt(c: AnyContext, deps: CookieDeps): OidcAttempt | null {
  const sealed = getCookie(c, COOKIE);
  if (sealed === undefined) return null;
  deleteCookie(c, COOKIE, { ...attributes(c, deps), path: PATH });
  try {
    const [, until, attempt] = kept.parse(JSON.parse(deps.sealer.openText(sealed)));
    return until > deps.now().getTime() ? attempt : null;
  } catch {
    return null;
  }
}
