/** Owns the cookie that a browser's session travels in, and the proof that a request comes from our own pages. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { CrivoError } from '../domain/errors';
import type { AnyContext } from './context';
import type { ApiDeps } from './deps';

export const SESSION_COOKIE = 'crivo_session';
const PATH = '/v1';
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
/** What a browser says of a request that no other site has caused. */
const OWN_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

type OriginDeps = Pick<ApiDeps, 'signIn'>;

/** The token the browser holds, if any. */
export function sessionToken(c: AnyContext): string | undefined {
  return getCookie(c, SESSION_COOKIE);
}

/** Strict: no page of another site makes the browser send it. It is gone when the browser is closed. */
export function keepToken(c: AnyContext, deps: OriginDeps, token: string): void {
  setCookie(c, SESSION_COOKIE, token, attributes(c, deps));
}

export function dropToken(c: AnyContext, deps: OriginDeps): void {
  deleteCookie(c, SESSION_COOKIE, attributes(c, deps));
}

/**
 * A cookie goes along whoever made the request, so that its origin has to be ours: said by the browser itself, in
 * headers that no page can write. `isSigned`: it carries a session, and changes something. Errors: `ForeignOrigin`.
 */
export function demandOwnOrigin(c: AnyContext, deps: OriginDeps, isSigned: boolean): void {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && !OWN_SITES.has(site)) throw foreign('Sec-Fetch-Site', 'is of another site');
  const origin = c.req.header('origin');
  if (origin === undefined) {
    if (isSigned && c.req.method !== 'GET' && c.req.method !== 'HEAD') throw foreign('Origin', 'is missing');
    return;
  }
  if (origin !== ownOrigin(c, deps, origin)) throw foreign('Origin', 'is another one than that of this API');
}

/** Without a setting the request's own `Host` tells; a proxy that ends https hides the scheme, which is left open then. */
function ownOrigin(c: AnyContext, { signIn: { publicOrigin } }: OriginDeps, origin: string): string {
  if (publicOrigin !== undefined) return publicOrigin;
  const scheme = origin.startsWith('https://') ? 'https' : 'http';
  return `${scheme}://${hostOf(c)}`;
}

function hostOf(c: AnyContext): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}

/** Over http the cookie is kept on this machine alone, unless the setting says that people come by http. */
export function attributes(c: AnyContext, { signIn: { publicOrigin } }: OriginDeps) {
  const secure = publicOrigin === undefined ? !LOOPBACK.test(hostOf(c)) : publicOrigin.startsWith('https://');
  return { path: PATH, httpOnly: true, sameSite: 'Strict', secure } as const;
}

function foreign(header: string, message: string): CrivoError {
  const fix = 'call from the pages of this API, or with an API key; behind a proxy set PUBLIC_ORIGIN';
  return new CrivoError('ForeignOrigin', { errors: [{ at: `header.${header}`, message, fix }] });
}
