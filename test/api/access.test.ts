/** Owns R7: every route × role × branch. A route without a row fails. */
import { ROUTES } from '../../api/routes';
import { ROLES, type Permission, type Role } from '../../domain/permissions';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import type { Row } from './access-row';
import { ASK, ROWS, WITHOUT_PERMISSION } from './access-rows';
import { BUY } from './report-rows';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'access' });
});
afterAll(() => api.stop());

const isPermission = (demand: string): boolean => demand !== 'own' && demand !== 'open';
const roles = Object.keys(ROLES) as Role[];
const methodOf = (row: Row) => (row.route.split(' ')[0] ?? '').toUpperCase();
const named = (row: Row): [string, Row] => [`${row.route} with ${row.permission}`, row];
const send = async (row: Row, key: string | null) => {
  const { path, body } = await row.send(api, OWN_BRANCH);
  return api.call(methodOf(row), path, body, { key });
};

test('every route of the table has a row, and no row is of another route', () => {
  const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
  const rows = [...new Set(ROWS.map((row) => row.route)), ...Object.keys(WITHOUT_PERMISSION)];
  expect(rows.sort()).toEqual([...routes].sort());
});

test('every route asks for the permission its row names', () => {
  for (const { method, path, permission } of ROUTES) {
    const demand = WITHOUT_PERMISSION[`${method} ${path}`];
    expect([path, demand ?? 'a permission']).toEqual([path, isPermission(permission) ? 'a permission' : permission]);
    if (demand !== undefined) continue;
    const rows = ROWS.filter(({ route }) => route === `${method} ${path}`);
    const asksInside = new Map<string, string>([
      [ASK, 'orders:read'],
      [BUY, 'reports:read'],
    ]).get(`${method} ${path}`);
    if (asksInside !== undefined) expect(permission).toBe(asksInside);
    else expect(rows.map((row) => row.permission)).toEqual([permission]);
  }
});

describe.each(ROWS.map(named))('%s', (_name, row) => {
  const permitted = roles.filter((role) => (ROLES[role] as readonly Permission[]).includes(row.permission));
  const others = roles.filter((role) => !permitted.includes(role));

  test.each(permitted)('%s may, in its own branch', async (role) => {
    const branches = row.isOfAllBranches ? '*' : [OWN_BRANCH];
    const { status } = await send(row, await api.keyOf({ role, branches }));
    expect([200, 202]).toContain(status);
  });

  if (row.isOfAllBranches) {
    test('who may, but not at all branches, may not: 403', async () => {
      const key = await api.keyOf({ branches: [OWN_BRANCH, OTHER_BRANCH] });
      const answer = await send(row, key);
      expect([answer.status, answer.body['code']]).toEqual([403, 'PermissionDenied']);
    });
  }

  test('no other role may, nor all other permissions together, nor none: 403', async () => {
    const rest = ROLES.administrator.filter((permission) => permission !== row.permission);
    const callers = [...others.map((role) => ({ role })), { permissions: rest }, { permissions: [] }];
    for (const caller of callers) {
      const answer = await send(row, await api.keyOf({ ...caller, branches: '*' }));
      expect([caller, answer.status, answer.body['code']]).toEqual([caller, 403, 'PermissionDenied']);
    }
  });

  test('without a key, with a wrong or a malformed one: 401', async () => {
    const { path, body } = await row.send(api, OWN_BRANCH);
    for (const key of [null, `crv_${'a'.repeat(52)}`, 'crv_short', '', 'crv_{"$gt":""}']) {
      const answer = await api.call(methodOf(row), path, body, { key });
      expect([answer.status, answer.body['code']]).toEqual([401, 'Unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  const code = row.elsewhere;
  if (code === 'company' || code === 'list') return;
  test('what belongs to another branch does not exist, and nothing of it changes', async () => {
    const { path, body } = await row.send(api, OTHER_BRANCH);
    const keys = await Promise.all(permitted.map((role) => api.keyOf({ role, branches: [OWN_BRANCH] })));
    const before = await api.storedDigests();
    for (const key of keys) {
      const answer = await api.call(methodOf(row), path, body, { key });
      expect([answer.status, answer.body['code']]).toEqual([404, code]);
    }
    expect(await api.storedDigests()).toEqual(before);
  });
});
