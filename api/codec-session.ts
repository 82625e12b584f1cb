/** Owns how a browser page of Temporal's UI calls the codec: from one origin only, with a cookie that holds a sealed key. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import type { Keyring } from '../platform/keyring';
import type { ApiDeps } from './deps';
import type { Api } from './route';
import { SIGN_IN_PAGE, SIGN_IN_SCRIPT } from './codec-sign-in-page';

/** What the codec endpoint works with. */
export interface CodecAccess {
  readonly keyring: Keyring;
  readonly namespace: string;
  /** Of Temporal's UI, such as `https://temporal.example.com`. */
  readonly uiOrigin: string;
}

const COOKIE = 'crivo-codec';
const PATH = '/v1/codec';
const HOURS = 8;
const CSP =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** The sign-in page, and the permission for the UI's origin to call. Nothing of it is there without a configured origin. */
export function serveCodecPage(app: Api, { codec }: Pick<ApiDeps, 'codec'>): void {
  if (codec === undefined) return;
  app.use(`${PATH}/*`, cors({ origin: codec.uiOrigin, credentials: true, allowMethods: ['POST'], maxAge: 600 }));
  app.get('/codec', (c) => c.html(SIGN_IN_PAGE, 200, { 'content-security-policy': CSP }));
  app.get('/codec/sign-in.js', (c) => c.body(SIGN_IN_SCRIPT, 200, { 'content-type': 'text/javascript' }));
}

/**
 * Keeps the caller's credential in a cookie for {@link HOURS} hours, sealed. It is looked up anew at each use, so that a
 * key that was revoked stops here too. Strict: sent only from pages of the same site as this API.
 */
export function keepSession(c: Context, { keyring, uiOrigin }: CodecAccess, now: Date): Date {
  const until = new Date(now.getTime() + HOURS * 3_600_000);
  const sealed = keyring.sealText(JSON.stringify([until.getTime(), c.req.header('authorization') ?? '']));
  setCookie(c, COOKIE, sealed, {
    path: PATH,
    httpOnly: true,
    sameSite: 'Strict',
    secure: !uiOrigin.startsWith('http://'),
    maxAge: HOURS * 3_600,
  });
  return until;
}

/** The `Authorization` a kept session stands for: only for calls of the UI's own pages, and only while it lasts. */
export function sessionCredential(c: Context, { codec, now }: Pick<ApiDeps, 'codec' | 'now'>): string | undefined {
  const cookie = getCookie(c, COOKIE);
  if (codec === undefined || cookie === undefined || c.req.header('origin') !== codec.uiOrigin) return undefined;
  try {
    const [until, credential] = JSON.parse(codec.keyring.openText(cookie)) as [number, string];
    return until > now().getTime() ? credential : undefined;
  } catch {
    return undefined;
  }
}
