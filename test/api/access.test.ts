/** Owns R7: every route × role × branch. A route without a row here fails. */
import { ROUTES } from '../../api/routes';
import { ROLES, type Permission, type Principal, type Role } from '../../domain/permissions';
import { startApi, OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { anAmendment, anOrder, uniqueDocument, uniqueId } from '../support/orders';

interface Sent {
  readonly path: string;
  readonly body?: unknown;
}
interface Row {
  /** Method and path as in the table of routes. */
  readonly route: string;
  readonly permission: Permission;
  /** What a valid request to an object of this branch looks like. */
  readonly send: (branch: string) => Sent | Promise<Sent>;
  /** What a caller of another branch gets: nothing of it exists, or it isn't owned by a branch, or a list without it. */
  readonly elsewhere: 'BranchNotFound' | 'DecisionNotFound' | 'PermissionDenied' | 'company' | 'list';
}

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'access' });
});
afterAll(() => api.stop());

/** An order that the administrator has submitted, and the decision on it. */
async function submitted(branch: string): Promise<{ order: string; decision: string; customerKey: string }> {
  const { body, status } = await api.call('POST', `/branches/${branch}/orders`, anOrder());
  expect(status).toBe(200);
  return body as { order: string; decision: string; customerKey: string };
}

const ofOrder =
  (suffix: string, body?: unknown): Row['send'] =>
  async (branch) => ({ path: `/branches/${branch}/orders/${(await submitted(branch)).order}${suffix}`, body });

/** An order that waits for `action`, and the request for it. */
const asking =
  (action: string, before: readonly string[]): Row['send'] =>
  async (branch) => {
    const { order } = await submitted(branch);
    const base = `/branches/${branch}/orders/${order}/actions`;
    for (const passed of before) expect((await api.call('POST', `${base}/${passed}`)).status).toBe(200);
    return { path: `${base}/${action}` };
  };

const issued = () => ({
  movement: uniqueId('mv'),
  type: 'issued',
  title: uniqueId('T'),
  document: uniqueDocument(),
  amountCents: 100_00,
  issuedOn: '2026-10-01',
  dueOn: '2026-12-01',
});

async function newPolicy(): Promise<Sent> {
  const { document } = (await api.call('GET', '/policies/default/versions/1')).body;
  const id = uniqueId('policy');
  return {
    path: `/policies/${id}/publish`,
    body: { basedOn: 0, document: { ...(document as Record<string, unknown>), id } },
  };
}

async function nextDefaultPolicy(): Promise<Sent> {
  const { policies } = (await api.call('GET', '/policies')).body as { policies: { id: string; version: number }[] };
  const latest = Math.max(...policies.filter(({ id }) => id === 'default').map(({ version }) => version));
  const { document } = (await api.call('GET', '/policies/default/versions/1')).body;
  return { path: '/policies/default/publish', body: { basedOn: latest, document } };
}

const ASK = 'post /branches/{branch}/orders/{order}/actions/{action}';
const STAGES = ['commercialApproval', 'financialApproval', 'stockSeparation', 'invoicing'] as const;
const STAGE_PERMISSIONS = [
  'orders:approveCommercial',
  'orders:approveFinancial',
  'orders:separate',
  'orders:invoice',
] as const;

const ROWS: readonly Row[] = [
  {
    route: 'put /branches/{branch}',
    permission: 'branches:write',
    send: (branch) => ({ path: `/branches/${branch}`, body: { name: 'Filial' } }),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'get /branches/{branch}',
    permission: 'branches:read',
    send: (branch) => ({ path: `/branches/${branch}` }),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'put /branches/{branch}/customers',
    permission: 'customers:write',
    send: (branch) => ({ path: `/branches/${branch}/customers`, body: { document: uniqueDocument() } }),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'post /customers/search',
    permission: 'customers:read',
    send: () => ({ path: '/customers/search', body: { document: uniqueDocument() } }),
    elsewhere: 'company',
  },
  {
    route: 'get /customers/{customerKey}',
    permission: 'customers:read',
    send: async (branch) => ({ path: `/customers/${(await submitted(branch)).customerKey}` }),
    elsewhere: 'company',
  },
  {
    route: 'post /branches/{branch}/credit-checks',
    permission: 'credit:check',
    send: (branch) => ({ path: `/branches/${branch}/credit-checks`, body: { document: uniqueDocument() } }),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'post /branches/{branch}/orders',
    permission: 'orders:write',
    send: (branch) => ({ path: `/branches/${branch}/orders`, body: anOrder() }),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'get /branches/{branch}/orders/{order}',
    permission: 'orders:read',
    send: ofOrder(''),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'patch /branches/{branch}/orders/{order}',
    permission: 'orders:write',
    send: ofOrder('', anAmendment(50_000)),
    elsewhere: 'BranchNotFound',
  },
  ...STAGES.map((action, at) => ({
    route: ASK,
    permission: STAGE_PERMISSIONS[at] ?? 'orders:read',
    send: asking(action, STAGES.slice(0, at)),
    elsewhere: 'BranchNotFound' as const,
  })),
  {
    route: 'post /branches/{branch}/orders/{order}/cancel',
    permission: 'orders:write',
    send: ofOrder('/cancel'),
    elsewhere: 'BranchNotFound',
  },
  {
    route: 'post /branches/{branch}/orders/{order}/reevaluate',
    permission: 'orders:reevaluate',
    send: ofOrder('/reevaluate'),
    elsewhere: 'BranchNotFound',
  },
  { route: 'get /holds', permission: 'holds:read', send: () => ({ path: '/holds' }), elsewhere: 'list' },
  {
    route: 'get /decisions/{decision}',
    permission: 'decisions:read',
    send: async (branch) => ({ path: `/decisions/${(await submitted(branch)).decision}` }),
    elsewhere: 'DecisionNotFound',
  },
  {
    route: 'post /decisions/{decision}/replay',
    permission: 'decisions:read',
    send: async (branch) => ({ path: `/decisions/${(await submitted(branch)).decision}/replay` }),
    elsewhere: 'DecisionNotFound',
  },
  {
    route: 'post /branches/{branch}/receivables',
    permission: 'receivables:write',
    send: (branch) => ({ path: `/branches/${branch}/receivables`, body: JSON.stringify(issued()) }),
    elsewhere: 'BranchNotFound',
  },
  { route: 'get /policies', permission: 'policies:read', send: () => ({ path: '/policies' }), elsewhere: 'company' },
  {
    route: 'get /policies/{policy}/versions/{version}',
    permission: 'policies:read',
    send: () => ({ path: '/policies/default/versions/1' }),
    elsewhere: 'company',
  },
  {
    route: 'post /policies/{policy}/publish',
    permission: 'policies:publish',
    send: newPolicy,
    elsewhere: 'company',
  },
  { route: 'get /audit', permission: 'audit:read', send: () => ({ path: '/audit' }), elsewhere: 'list' },
];

const named = (row: Row, at: number): [string, Row] => [`${row.route} (${row.permission}, ${at})`, row];
const methodOf = (row: Row) => (row.route.split(' ')[0] ?? '').toUpperCase();
const isList = (row: Row) => row.elsewhere === 'list';
const callerOf = (role: Role, branches: Principal['branches']) => api.keyOf({ role, branches });
const send = async (row: Row, key: string | null, branch = OWN_BRANCH as string) => {
  const { path, body } = await row.send(branch);
  return api.call(methodOf(row), path, body, { key });
};

test('every route of the table has a row, and no row is of another route', () => {
  const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(ROWS.map((row) => row.route))].sort()).toEqual([...routes].sort());
});

test('a row that says which permission a route asks for agrees with the route', () => {
  for (const { method, path, permission } of ROUTES) {
    const route = `${method} ${path}`;
    if (route === ASK) expect(permission).toBe('orders:read');
    else expect(ROWS.filter((row) => row.route === route).map((row) => row.permission)).toEqual([permission]);
  }
});

describe.each(ROWS.map(named))('%s', (_name, row) => {
  const withPermission = (Object.keys(ROLES) as Role[]).filter((role) =>
    (ROLES[role] as readonly Permission[]).includes(row.permission),
  );
  const without = (Object.keys(ROLES) as Role[]).filter((role) => !withPermission.includes(role));

  test.each(withPermission)('%s may, in its own branch', async (role) => {
    expect((await send(row, await callerOf(role, [OWN_BRANCH]))).status).toBe(200);
  });

  test('no other role may, in whichever branch', async () => {
    for (const role of without) {
      const answer = await send(row, await callerOf(role, '*'));
      expect([role, answer.status, answer.body['code']]).toEqual([role, 403, 'PermissionDenied']);
    }
  });

  test('the permission alone is not enough without a role, and all others together are not it', async () => {
    const others = ROLES.administrator.filter((permission) => permission !== row.permission);
    expect((await send(row, await api.keyOf({ permissions: others, branches: '*' }))).status).toBe(403);
    expect((await send(row, await api.keyOf({ permissions: [], branches: '*' }))).status).toBe(403);
  });

  test('without a key, with a wrong or a malformed one: 401', async () => {
    const { path, body } = await row.send(OWN_BRANCH);
    for (const key of [null, `crv_${'a'.repeat(52)}`, 'crv_short', '', 'crv_{"$gt":""}']) {
      const answer = await api.call(methodOf(row), path, body, { key });
      expect([answer.status, answer.body['code']]).toEqual([401, 'Unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  if (row.elsewhere !== 'company' && !isList(row)) {
    test('what belongs to another branch does not exist, and nothing of it changes', async () => {
      for (const role of withPermission) {
        const { path, body } = await row.send(OTHER_BRANCH);
        const key = await callerOf(role, [OWN_BRANCH]);
        const before = await api.everythingStored();
        const answer = await api.call(methodOf(row), path, body, { key });
        expect([role, answer.status, answer.body['code']]).toEqual([role, 404, row.elsewhere]);
        expect(await api.everythingStored()).toEqual(before);
      }
    });
  }
});

test('a foreign branch, decision or order reads exactly like one that does not exist', async () => {
  const key = await callerOf('administrator', [OWN_BRANCH]);
  const { decision, order } = await submitted(OTHER_BRANCH);
  const pairs = [
    [`/branches/${OTHER_BRANCH}`, '/branches/99'],
    [`/branches/${OTHER_BRANCH}/orders/${order}`, `/branches/99/orders/${order}`],
    [`/decisions/${decision}`, `/decisions/dec_${'0'.repeat(26)}`],
    [`/branches/${OWN_BRANCH}/orders/${order}`, `/branches/${OWN_BRANCH}/orders/never`],
  ] as const;
  for (const [foreign, absent] of pairs) {
    const [a, b] = [
      await api.call('GET', foreign, undefined, { key }),
      await api.call('GET', absent, undefined, { key }),
    ];
    expect(a.status).toBe(404);
    expect({ ...a.body, requestId: '' }).toEqual({ ...b.body, requestId: '' });
  }
});

test("the hold queue shows the held orders of the caller's branches only", async () => {
  await api.call('POST', `/branches/${OWN_BRANCH}/credit-checks`, { document: uniqueDocument() });
  const blocking = await blockEverything();
  const [mine, theirs] = [await submitted(OWN_BRANCH), await submitted(OTHER_BRANCH)];
  await blocking.undo();
  const seen = async (branches: Principal['branches'], query = '') => {
    const { body, status } = await api.call('GET', `/holds${query}`, undefined, {
      key: await callerOf('analyst', branches),
    });
    return status === 200 ? (body['holds'] as { order: string }[]).map(({ order }) => order) : status;
  };
  expect(await seen([OWN_BRANCH])).toEqual([mine.order]);
  expect(await seen([OTHER_BRANCH])).toEqual([theirs.order]);
  expect(await seen([])).toEqual([]);
  expect(await seen('*')).toEqual([mine.order, theirs.order]);
  expect(await seen('*', `?branch=${OTHER_BRANCH}`)).toEqual([theirs.order]);
  expect(await seen([OWN_BRANCH], `?branch=${OTHER_BRANCH}`)).toBe(404);
});

test("the audit trail shows changes of the company and of the caller's branches only", async () => {
  await api.call('PUT', `/branches/${OTHER_BRANCH}`, { name: 'Only theirs' });
  const branchesSeen = async (branches: Principal['branches']) => {
    const key = await callerOf('manager', branches);
    const { body } = await api.call('GET', '/audit?limit=200', undefined, { key });
    return new Set((body['entries'] as { branch: string | null }[]).map(({ branch }) => branch));
  };
  expect(await branchesSeen([OWN_BRANCH])).toEqual(new Set([null, OWN_BRANCH]));
  expect(await branchesSeen([])).toEqual(new Set([null]));
  expect(await branchesSeen('*')).toEqual(new Set([null, OWN_BRANCH, OTHER_BRANCH]));
});

test('a policy that other branches use is published only by who sees all of them', async () => {
  const { path, body } = await nextDefaultPolicy();
  const before = await api.everythingStored();
  const denied = await api.call('POST', path, body, { key: await callerOf('administrator', [OWN_BRANCH]) });
  expect([denied.status, denied.body['code']]).toEqual([403, 'PermissionDenied']);
  expect(denied.text).not.toContain(OTHER_BRANCH);
  expect((await api.everythingStored())['policies']).toEqual(before['policies']);
  const both = await callerOf('administrator', [OWN_BRANCH, OTHER_BRANCH]);
  expect((await api.call('POST', path, body, { key: both })).status).toBe(200);
});

test('a caller of one branch cannot create another', async () => {
  const key = await callerOf('administrator', [OWN_BRANCH]);
  const answer = await api.call('PUT', '/branches/55', { name: 'Nova' }, { key });
  expect([answer.status, answer.body['code']]).toEqual([404, 'BranchNotFound']);
  expect(await api.stores.branches.find('55')).toBeNull();
});

test('the public addresses tell nothing of anybody, and nothing else is public', async () => {
  for (const path of ['healthz', 'readyz', 'docs', 'docs/start.js', 'docs/swagger-ui.css', 'v1/openapi.json']) {
    expect([path, (await api.call('GET', path, undefined, { key: null })).status]).toEqual([path, 200]);
  }
  for (const path of ['', 'v1', 'metrics', 'docs/package.json', 'docs/..%2Fpackage.json', '.env']) {
    expect([path, (await api.call('GET', path, undefined, { key: null })).status]).toEqual([path, 404]);
  }
});

/** Every check blocks at `save`, in all branches; `undo` publishes the default modes again. */
async function blockEverything(): Promise<{ undo(): Promise<void> }> {
  const publish = async (mode: string) => {
    const { path, body } = await nextDefaultPolicy();
    const document = body as { basedOn: number; document: { checks: object[] } };
    const checks = document.document.checks.map((check) => ({ ...check, modes: { save: mode } }));
    const sent = { ...document, document: { ...document.document, checks } };
    expect((await api.call('POST', path, sent)).status).toBe(200);
  };
  await publish('block');
  return { undo: () => publish('indicate') };
}
