/** Owns that a form opened over older settings changes nothing, whichever settings of a branch they are, and is told so. */
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'settings-changed' });
});
afterAll(() => api.stop());

const AT = `/branches/${OWN_BRANCH}`;
const ACCOUNT = { apiUrl: 'https://bureau.example', password: 'segredo' };

/** Each with what it is read by, how it is changed, and by which names what was read is named. */
const SETTINGS = [
  ['the parameters', 'PUT', AT, { name: 'Matriz' }, 'seenUpdatedAt', 'updatedAt'],
  ['the Deps account', 'PUT', `${AT}/deps`, { ...ACCOUNT, email: 'api@erp.example' }, 'seenUpdatedAt', 'updatedAt'],
  ['the SPC account', 'PUT', `${AT}/spc`, { ...ACCOUNT, operator: '1234' }, 'seenUpdatedAt', 'updatedAt'],
  ['the purchasing', 'PATCH', `${AT}/purchasing`, { reuseDays: 30 }, 'seenHash', 'hash'],
] as const;

test.each(SETTINGS)('%s: another state than was seen is a conflict', async (_name, method, path, body, seen, of) => {
  const before = (await api.call(method, path, body)).body[of];
  expect((await api.call(method, path, { ...body, [seen]: before })).status).toBe(200);
  api.advance(1_000);
  const other = method === 'PATCH' ? { reuseDays: 31 } : body;
  const now = (await api.call(method, path, other)).body;
  const refused = await api.call(method, path, { ...body, [seen]: before });
  expect(refused).toMatchObject({ status: 409, body: { code: 'SettingsChanged' } });
  expect(refused.body['detail']).toMatch(/Outra pessoa alterou .* Nada foi gravado/);
  expect((await api.call('GET', path)).body).toEqual(now);
  expect((await api.call(method, path, { ...body, [seen]: now[of] })).status).toBe(200);
});

test('null was seen where there was nothing: a second new branch or account of one code is a conflict', async () => {
  const fresh = { name: 'Nova', seenUpdatedAt: null };
  expect((await api.call('PUT', '/branches/nova', fresh)).status).toBe(200);
  const account = { ...ACCOUNT, email: 'api@erp.example', seenUpdatedAt: null };
  expect((await api.call('PUT', '/branches/nova/deps', account)).status).toBe(200);
  for (const [path, body] of [
    ['/branches/nova', fresh],
    ['/branches/nova/deps', account],
  ] as const) {
    expect((await api.call('PUT', path, body)).body).toMatchObject({ status: 409, code: 'SettingsChanged' });
  }
});

test('a webhook endpoint that was changed meanwhile stays as it is', async () => {
  const { body: added } = await api.call('POST', '/webhook-endpoints', { url: 'https://erp.example/hooks' });
  const path = `/webhook-endpoints/${String(added['endpoint'])}`;
  api.advance(1_000);
  await api.call('PATCH', path, { status: 'disabled' });
  const change = { status: 'enabled', seenUpdatedAt: added['updatedAt'] };
  expect((await api.call('PATCH', path, change)).body).toMatchObject({ status: 409, code: 'SettingsChanged' });
  expect((await api.call('GET', path)).body).toMatchObject({ status: 'disabled' });
});
