/** Owns the pages as the API serves them: a fresh nonce with each, assets for ever, nothing from elsewhere. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { AnyContext } from './context';
import type { Api } from './route';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** As the build wrote it where each answer's own nonce stands. */
const NONCE_PLACE = '{{nonce}}';
const ENCODINGS = { br: 'br', gz: 'gzip' } as const;
/** A name carries the hash of its content, so what it names never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NOT_BUILT =
  'Crivo: the API answers under /v1 and is described at /docs. The pages are not built here: run npm run build.';
/** Below these the API itself answers, also that there is nothing. */
const NOT_PAGES = /^\/(?:v1|docs|codec|assets|metrics|healthz|readyz)(?:\/|$)/;

interface Asset {
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly pressed: Partial<Record<keyof typeof ENCODINGS, Uint8Array<ArrayBuffer>>>;
}

/** The built pages, in memory: a few megabytes, read once. */
export interface WebPages {
  readonly index: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** Reads `web/dist`; `null` where nothing was built. */
export async function openPages(folder: string): Promise<WebPages | null> {
  const index = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (index === null) return null;
  const names = await readdir(join(folder, 'assets'));
  const known = new Set(names);
  const read = async (name: string) => new Uint8Array(await readFile(join(folder, 'assets', name)));
  const assets = names.flatMap((name) => {
    const type = TYPES[extname(name)];
    return type === undefined ? [] : [{ name, type }];
  });
  const entries = assets.map(async ({ name, type }) => {
    const pressed: Asset['pressed'] = {
      ...(known.has(`${name}.br`) && { br: await read(`${name}.br`) }),
      ...(known.has(`${name}.gz`) && { gz: await read(`${name}.gz`) }),
    };
    return [name, { type, plain: await read(name), pressed }] as const;
  });
  return { index, assets: new Map(await Promise.all(entries)) };
}

/** Every address that a person may open leads to the one page; which screen it is, the page knows. */
export function servePages(app: Api, pages: WebPages | null): void {
  app.get('/assets/:name', (c) => {
    const asset = pages?.assets.get(c.req.param('name'));
    return asset === undefined ? c.notFound() : answerAsset(c, asset);
  });
  app.get('*', async (c, next) => {
    const wantsPage = c.req.path === '/' || (c.req.header('accept') ?? '').includes('text/html');
    if (!wantsPage || NOT_PAGES.test(c.req.path)) return next();
    return pages === null ? c.text(NOT_BUILT) : answerPage(c, pages.index);
  });
}

function answerPage(c: AnyContext, index: string): Response {
  const nonce = randomBytes(16).toString('base64');
  return c.html(index.replaceAll(NONCE_PLACE, nonce), 200, {
    'cache-control': 'no-cache',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      // Mantine writes its sizes and colours into style elements, each with the nonce of this answer.
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
}

function answerAsset(c: AnyContext, { type, plain, pressed }: Asset): Response {
  const accepted = c.req.header('accept-encoding') ?? '';
  const headers = {
    'content-type': type,
    'cache-control': FOR_EVER,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  };
  for (const ending of ['br', 'gz'] as const) {
    const bytes = pressed[ending];
    if (bytes !== undefined && accepted.includes(ENCODINGS[ending])) {
      return c.body(bytes, 200, { ...headers, 'content-encoding': ENCODINGS[ending] });
    }
  }
  return c.body(plain, 200, headers);
}
