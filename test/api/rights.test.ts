/** Owns the guarantees of a person's rights: consents in force on their days only, decisions reviewed by a person, once. */
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { submitted } from './access-row';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'rights', startsAt: new Date('2026-11-20T12:00:00Z') });
});
afterAll(() => api.stop());

const CONSENT = { scope: 'scr', givenOn: '2026-11-10', validUntil: '2027-11-09', evidence: 'contrato 12, cláusula 4' };
const aCustomerKey = async () => (await submitted(api, OWN_BRANCH)).customerKey;

test('a consent is in force from its first to its last day, and not after it was revoked', async () => {
  const customerKey = await aCustomerKey();
  const base = `/customers/${customerKey}/consents`;
  const { status, body } = await api.call('POST', base, CONSENT);
  expect(status).toBe(200);
  expect(body).toMatchObject({ ...CONSENT, recordedBy: 'administrator', revoked: null });
  const on = (day: string) => api.stores.consents.isGiven(customerKey, 'scr', day);
  const days = ['2026-11-09', '2026-11-10', '2027-11-09', '2027-11-10'];
  expect(await Promise.all(days.map(on))).toEqual([false, true, true, false]);
  const revoke = () => api.call('POST', `${base}/${String(body['consent'])}/revoke`, { note: 'a pedido do cliente' });
  expect((await revoke()).status).toBe(200);
  expect(await on('2026-11-10')).toBe(false);
  expect(await revoke()).toMatchObject({ status: 404, body: { code: 'ConsentNotFound' } });
  const { consents } = (await api.call('GET', base)).body as { consents: object[] };
  expect(consents).toMatchObject([{ revoked: { subject: 'administrator', note: 'a pedido do cliente' } }]);
});

test.each([
  [{ validUntil: '2026-11-09' }, 'validUntil'],
  [{ givenOn: '2026-02-30' }, 'givenOn'],
  [{ evidence: '' }, 'evidence'],
  [{ scope: 'all' }, 'scope'],
])('a consent with %j is refused at %s', async (change, at) => {
  const answer = await api.call('POST', `/customers/${await aCustomerKey()}/consents`, { ...CONSENT, ...change });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ at }] } });
});

test("a consent can't be revoked in another customer's name", async () => {
  const [one, other] = [await aCustomerKey(), await aCustomerKey()];
  const { body } = await api.call('POST', `/customers/${one}/consents`, CONSENT);
  const path = `/customers/${other}/consents/${String(body['consent'])}/revoke`;
  expect((await api.call('POST', path, { note: 'engano' })).status).toBe(404);
  expect(await api.stores.consents.isGiven(one, 'scr', '2026-11-20')).toBe(true);
});

test('a review is asked for, waits in the queue of its branch, and is answered by one person once', async () => {
  const { decision, customerKey } = await submitted(api, OWN_BRANCH);
  const asked = await api.call('POST', `/decisions/${decision}/review-requests`, { reason: 'o título foi pago' });
  expect(asked).toMatchObject({ status: 200, body: { decision, customerKey, status: 'open', branch: OWN_BRANCH } });
  const request = String(asked.body['request']);
  const queue = async (key?: string) => {
    const options = key === undefined ? {} : { key };
    const { body } = await api.call('GET', '/review-requests', undefined, options);
    return (body as { requests: { request: string }[] }).requests.map((one) => one.request);
  };
  expect(await queue()).toContain(request);
  expect(await queue(await api.keyOf({ branches: [OTHER_BRANCH] }))).not.toContain(request);
  const answer = { result: 'corrected', text: 'O título constava em aberto; a baixa foi lançada hoje.' };
  const answers = await Promise.all(
    ['a', 'b', 'c'].map(async (subject) =>
      api.call('POST', `/review-requests/${request}/answer`, answer, { key: await api.keyOf({ subject }) }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'ReviewRequestAnswered' });
  expect(await queue()).not.toContain(request);
  const { requests } = (await api.call('GET', '/review-requests?status=answered')).body as { requests: object[] };
  expect(requests).toContainEqual(expect.objectContaining({ request, status: 'answered' }));
});
