/** Owns that the description of the API says what the figures of the nightly sync mean, and what a wrong wish is told. */
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { undescribed, type DescribedApi } from '../support/described';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'sync-descriptions' });
});
afterAll(() => api.stop());

/** Their names say all there is to say. */
const PLAIN =
  /^(startedAt|zone|customerKey|overdueCents|dueCents|cents|title|creditCents|kind|months|items|expected|customers)$/;

test.each(['ReceivablesSync', 'ReceivablesSyncStarted', 'ReceivablesReconciliation'])(
  'every field of %s is described',
  async (name) => {
    const response = await api.app.request('/v1/openapi.json');
    const described = (await response.json()) as DescribedApi;
    const schema = described.components.schemas?.[name];
    expect(Object.keys(schema?.properties ?? {})).not.toEqual([]);
    const left = undescribed(schema, name, described);
    expect(left.filter((place) => !PLAIN.test(place.slice(place.lastIndexOf('.') + 1)))).toEqual([]);
  },
);

test('an empty day is refused with one reason', async () => {
  const { body } = await api.call('GET', `/branches/${OWN_BRANCH}/customers/cus_${'a'.repeat(26)}/receivables?asOf=`);
  expect([body['status'], body['errors']]).toEqual([
    400,
    [expect.objectContaining({ at: 'query.asOf', message: expect.stringContaining('must be a date that exists') })],
  ]);
});

test('a branch without an account is told how to get one', async () => {
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/receivables/sync/run`, { everything: true });
  expect(body).toMatchObject({ code: 'DepsAccountNotFound', errors: [{ fix: expect.stringContaining('PUT /v1/') }] });
});
