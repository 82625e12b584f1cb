/** Owns the API's description: OpenAPI generated from the routes, and a page that shows it without any other host. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import absolutePath from 'swagger-ui-dist/absolute-path';
import { CHAPTER_NAMES } from './chapters';
import { explainFields, type ApiDescription } from './explain-fields';
import type { Api } from './route';
import { SESSION_COOKIE } from './session-cookie';

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
};

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Crivo API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;
const START = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#ui', validatorUrl: null });`;

/** The page writes styles into its elements, and has its pictures in its styles. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ABOUT = {
  openapi: '3.1.0',
  tags: CHAPTER_NAMES.map((name) => ({ name })),
  info: {
    title: 'Crivo',
    version: '1',
    description:
      'Decides whether an order may go on, on credit. A POST with an effect takes an Idempotency-Key, but for receivables, whose lines carry ids of their own, so that a line sent again has no second effect, and for the own second factor, whose secrets are told once.',
  },
};

/** `/v1/openapi.json` and `/docs`, both public: they tell nothing of anybody. */
export function serveDocs(app: Api): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
  });
  // Made at the first request: every route is known by then, and whoever asks often costs nothing.
  let description: string | undefined;
  app.get('/v1/openapi.json', (c) => {
    description ??= describe(app);
    return c.body(description, 200, { 'content-type': 'application/json' });
  });
  app.get('/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': CSP }));
  app.get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript' }));
  app.get('/docs/:asset', async (c) => {
    const asset = c.req.param('asset');
    const type = Object.hasOwn(ASSETS, asset) ? ASSETS[asset] : undefined;
    if (type === undefined) return c.notFound();
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' };
    return c.body(await readFile(join(absolutePath(), asset), 'utf8'), 200, headers);
  });
}

function describe(app: Api): string {
  const description = app.getOpenAPI31Document(ABOUT);
  explainFields(description as unknown as ApiDescription);
  return JSON.stringify(description);
}
