/** Owns the guarantee that the API's description is valid, complete, and told by a page that needs no other host. */
import { chapterOf } from '../../api/chapters';
import { ACTION_PERMISSION } from '../../api/routes/ask-action';
import { takesIdempotencyKey } from '../../api/describe-route';
import { compileErrors, validate } from '@readme/openapi-parser';
import { PROBLEM_STATUS } from '../../api/problem';
import { ROUTES } from '../../api/routes';
import { ERRORS, type ErrorCode } from '../../domain/errors';
import { startApi, type TestApi } from '../support/api';

interface Operation {
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
  readonly security?: readonly object[];
}

let api: TestApi;
let document: { paths: Record<string, Record<string, Operation>> };
beforeAll(async () => {
  api = await startApi({ name: 'openapi' });
  document = (await api.call('GET', '/openapi.json', undefined, { key: null })).body as typeof document;
});
afterAll(() => api.stop());

const operationOf = (route: (typeof ROUTES)[number]): Operation => {
  const operation = document.paths[`/v1${route.path}`]?.[route.method];
  if (operation === undefined) throw new Error(`${route.method} ${route.path} is not described`);
  return operation;
};
const codesOf = (operation: Operation): string[] =>
  Object.values(operation.responses).flatMap(({ description }) => description.split(', '));

test('the document is valid OpenAPI 3.1', async () => {
  const result = await validate(JSON.parse(JSON.stringify(document)) as never);
  expect(result.valid ? '' : compileErrors(result)).toBe('');
});

test('it describes every route and nothing else', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} /v1${path}`).sort());
});

describe.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
  test('stands in a chapter of the page', () => {
    expect(chapterOf(route.path)).toBeDefined();
    expect(operationOf(route).tags).toEqual([chapterOf(route.path)]);
  });

  test('tells its parameters, its body and that it needs a key', () => {
    const operation = operationOf(route);
    const inPath = operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? [];
    expect(inPath.sort()).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
    const type = { json: ['application/json'], lines: ['application/x-ndjson'], none: [] }[route.body];
    expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(type);
    expect(operation.security).toEqual(route.permission === 'open' ? [] : [{ apiKey: [] }, { session: [] }]);
    const header = operation.parameters?.find(({ name }) => name === 'Idempotency-Key');
    expect(header?.in).toBe(takesIdempotencyKey(route) ? 'header' : undefined);
  });

  test('tells each of its errors under the status it has, as problem+json', () => {
    for (const [status, { description, content }] of Object.entries(operationOf(route).responses)) {
      if (status === '200' || status === '202') continue;
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      for (const code of description.split(', ')) expect(String(PROBLEM_STATUS[code as ErrorCode])).toBe(status);
    }
  });

  test('tells the errors that follow from its shape', () => {
    const expected: ErrorCode[] = ['InvalidRequest', 'ForeignOrigin', 'Unavailable', 'Internal'];
    if (route.permission !== 'open') expected.push('Unauthenticated', 'PermissionDenied');
    if (route.permission !== 'open' && route.permission !== 'own')
      expected.push('PasswordChangeDue', 'SecondFactorDue');
    if (route.hasBranch) expected.push('BranchNotFound');
    if (route.method !== 'get' && route.body !== 'lines') expected.push('BodyTooLarge');
    if (route.body !== 'none') expected.push('UnsupportedContentType');
    if (route.body === 'json') expected.push('InvalidJson');
    if (takesIdempotencyKey(route)) expected.push('IdempotencyConflict', 'IdempotencyInFlight');
    expect(codesOf(operationOf(route))).toEqual(expect.arrayContaining(expected));
  });
});

test('what may be left out of a body is not told as required, and actions tell the permission of each', () => {
  type Body = { content: { 'application/json': { schema: { required?: string[] } } } };
  const requiredBy = (method: string, path: string) =>
    (document.paths[`/v1${path}`]?.[method]?.requestBody as Body | undefined)?.content['application/json'].schema
      .required ?? [];
  const action = '/branches/{branch}/orders/{order}/actions/{action}';
  expect(requiredBy('post', action)).toEqual([]);
  expect(requiredBy('patch', '/customers/{customerKey}/credit-terms')).toEqual(['note']);
  expect(requiredBy('patch', '/groups/{groupKey}/credit-terms')).toEqual(['note']);
  expect(requiredBy('post', '/branches/{branch}/sales')).toEqual(['id', 'document', 'totalCents', 'payments']);
  const { description } = document.paths[`/v1${action}`]?.['post'] ?? {};
  for (const permission of Object.values(ACTION_PERMISSION)) expect(description).toContain(permission);
});

test('every error a route can give is one of the list', () => {
  const told = new Set(
    ROUTES.flatMap((route) => codesOf(operationOf(route))).filter((code) => code !== 'Done' && code !== 'Under way'),
  );
  for (const code of told) expect(Object.keys(ERRORS)).toContain(code);
});

test('the page loads its scripts from this host only', async () => {
  const page = await api.call('GET', 'docs', undefined, { key: null });
  expect(page.headers.get('content-type')).toContain('text/html');
  const named = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(named.length).toBeGreaterThan(0);
  for (const address of named) {
    expect(address).toMatch(/^\/docs\/[a-z.-]+$/);
    const asset = await api.call('GET', address.slice(1), undefined, { key: null });
    expect(asset.status).toBe(200);
    expect(asset.text.length).toBeGreaterThan(0);
  }
});
