/** Owns how customers are found: by a whole document, or by words of a name that is stored sealed. */
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aCustomer } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'search-customers' });
});
afterAll(() => api.stop());

const put = async (customer: Record<string, unknown>) =>
  (await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, customer)).status;
const search = async (body: object) => (await api.call('POST', '/customers/search', body)).body;
const namesOf = async (name: string) => {
  const { customers } = await search({ name });
  return (customers as { name: string }[]).map((one) => one.name);
};

test('a name is found by its words in any order, and by how they begin', async () => {
  const customer = { ...aCustomer(1_00), name: 'Mercearia Pão & Mel Ltda' };
  await put(customer);
  await put({ ...aCustomer(1_00), name: 'Mercado Melo' });
  for (const asked of ['mercearia', 'MEL PAO', 'mercea', 'pão merc']) {
    expect(await namesOf(asked)).toEqual(['Mercearia Pão & Mel Ltda']);
  }
  expect(await namesOf('merc mel')).toEqual(['Mercado Melo', 'Mercearia Pão & Mel Ltda']);
  expect(await namesOf('mercearias')).toEqual([]);
});

test('a customer is found by the name it has now, and by none it had', async () => {
  const customer = aCustomer(1_00);
  await put({ ...customer, name: 'Antigo Armazem' });
  await put({ ...customer, name: 'Novo Emporio' });
  expect(await namesOf('armazem')).toEqual([]);
  expect(await namesOf('emporio')).toEqual(['Novo Emporio']);
  await put({ document: customer.document });
  expect(await namesOf('emporio')).toEqual(['Novo Emporio']);
});

test('of many that are named alike the first twenty are told, and that there are others', async () => {
  for (let n = 10; n < 32; n += 1) await put({ ...aCustomer(1_00), name: `Bazar Azul ${n}` });
  const { customers, hasMore } = await search({ name: 'azul bazar' });
  expect((customers as { name: string }[]).map(({ name }) => name.slice(-2))).toEqual(
    Array.from({ length: 20 }, (_, index) => String(index + 10)),
  );
  expect(hasMore).toBe(true);
  expect(await search({ name: 'bazar 31' })).toMatchObject({ customers: [{ name: 'Bazar Azul 31' }], hasMore: false });
});

test('nothing that is stored tells a word of a name', async () => {
  await put({ ...aCustomer(1_00), name: 'Quitanda Zurique' });
  const stored = JSON.stringify(await api.everythingStored()).toLowerCase();
  for (const part of ['quitanda', 'quita', 'zurique', 'zurik']) expect(stored).not.toContain(part);
});

test.each([
  ['neither', {}, ''],
  ['both', { document: '52998224725', name: 'a' }, ''],
  ['no word that tells anybody apart', { name: 'Ltda de .' }, 'name'],
  ['half a document', { document: '5299822' }, 'document'],
  ['a number', { name: 12 }, 'name'],
])('%s is refused by place', async (_what, body, at) => {
  const answer = await api.call('POST', '/customers/search', body);
  expect(answer.status).toBe(400);
  const [finding] = answer.body['errors'] as { at: string; fix: string }[];
  expect(finding?.at).toBe(at);
  expect(finding?.fix).toMatch(/./);
});
