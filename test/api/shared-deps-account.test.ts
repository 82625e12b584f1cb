/** Owns what a branch is told of an account at Deps that it shares with others. */
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'shared-deps-account' });
});
afterAll(() => api.stop());

test('where branches share an account, each is told whose labels go to Deps', async () => {
  const [first, second] = [OWN_BRANCH, OTHER_BRANCH].sort();
  const login = { email: 'rotulos@example.com', password: 'senha' };
  const put = (branch: string | undefined, label: string) =>
    api.call('PUT', `/branches/${branch}/deps`, { ...login, periodLabels: { '0-30': label } });
  await put(first, 'ate 30');
  const { status, body } = await put(second, 'outro');
  expect([status, body]).toMatchObject([
    200,
    { periodLabels: { '0-30': 'outro' }, labelsInForce: { branch: first, periodLabels: { '0-30': 'ate 30' } } },
  ]);
  expect((await api.call('GET', `/branches/${second}/deps`)).body).toEqual(body);
});
