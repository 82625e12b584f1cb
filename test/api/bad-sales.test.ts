/** Owns the guarantee that a wrong sale is refused by place and fix, that nothing of it is stored, and that a cancelled one stays so. */
import type { Finding } from '../../domain/errors';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aSale } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'bad-sales' });
});
afterAll(() => api.stop());

const sales = `/branches/${OWN_BRANCH}/sales`;
const slip = (given: object) => ({ modality: 'bankSlip', amountCents: 90_000, ...given });
const cash = (amountCents: number) => ({ modality: 'cash', amountCents, dueOn: [] });

describe('a sale', () => {
  test.each<[what: string, given: Record<string, unknown>, at: string, message: RegExp]>([
    ['without saying whether there is a document', { document: undefined }, 'document', /^is missing$/],
    ['of a document with wrong digits', { document: '52998224726' }, 'document', /check digits/],
    ['of an empty document', { document: '' }, 'document', /./],
    ['of an operator', { document: { $gt: '' } }, 'document', /string/],
    ['with a fraction of a cent', { totalCents: 10.5 }, 'totalCents', /got 10\.5/],
    ['with a negative line', { payments: [cash(-1)] }, 'payments[0].amountCents', /negative/],
    ['of a total that is not its lines', { totalCents: 1 }, 'totalCents', /sum/],
    ['over R$ 10 billion', { payments: [cash(1e12 + 1)] }, 'payments[0].amountCents', /at most/],
    ['without lines', { payments: [] }, 'payments', /./],
    ['due on 31 April', { payments: [slip({ dueOn: ['2027-04-31'] })] }, 'payments[0].dueOn[0]', /exists/],
    [
      'due on 29 February of a common year',
      { payments: [slip({ dueOn: ['2027-02-29'] })] },
      'payments[0].dueOn[0]',
      /exists/,
    ],
    ['that says it is allowed', { allowed: true }, '', /allowed/],
    ['that names its branch', { branch: OTHER_BRANCH }, '', /branch/],
    ['that names its customer', { customerKey: 'cus_1' }, '', /customerKey/],
    ['with a control character', { note: 'a\u0000' }, 'note', /control/],
    ['with an id that is a path', { id: '../orders' }, 'id', /letters/],
  ])('%s', async (_what, given, at, message) => {
    const before = await api.storedDigests();
    const answer = await api.call('POST', sales, aSale(given));
    expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidRequest']);
    const found = (answer.body['errors'] as Finding[]).find((finding) => finding.at === at);
    expect(found?.message).toMatch(message);
    expect(found?.fix).toMatch(/./);
    expect(await api.storedDigests()).toEqual(before);
  });

  test.each([
    '',
    'null',
    '[]',
    '{"id":"1","id":"2"}',
    '{"__proto__":{"allowed":true}}',
    '{"totalCents":1e400}',
    '{"totalCents":-0}',
    '{',
  ])('a body of %p is an error of the caller', async (text) => {
    const before = await api.storedDigests();
    expect((await api.call('POST', sales, text)).status).toBe(400);
    expect(await api.storedDigests()).toEqual(before);
  });
});

test.each([
  ['allowed', { payments: [cash(90_000)] }],
  ['refused', { document: null }],
])('a cancelled sale that was %s is never told as allowed again: it conflicts', async (status, given) => {
  const sale = aSale(given);
  expect((await api.call('POST', sales, sale)).body).toMatchObject({ status, allowed: status === 'allowed' });
  expect((await api.call('POST', sales, sale)).body).toMatchObject({ status, allowed: status === 'allowed' });
  const cancelled = await api.call('POST', `${sales}/${sale.id}/cancel`);
  expect(cancelled.body).toMatchObject({ status: 'cancelled', allowed: false });
  expect((await api.call('GET', `${sales}/${sale.id}`)).text).toBe(cancelled.text);
  for (const path of [sales, `${sales}/${sale.id}/reevaluate`]) {
    const again = await api.call('POST', path, path === sales ? sale : undefined);
    expect([again.status, again.body]).toMatchObject([409, { code: 'SaleConflict', state: { status: 'cancelled' } }]);
  }
});
