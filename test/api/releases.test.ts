/** Owns the guarantees of releases at the API: bands, who may not, reasons, states, sales, and what a screen is told. */
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { aSale, anOrder, uniqueDocument, uniqueId } from '../support/orders';
import { ANALYSTS_CHECKS, anAmount, ofOrder, openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('releases');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

test('a direct release lets a held order go on at once, and the answer tells how it stands', async () => {
  const { order } = await desk.held();
  const answer = await desk.direct(ofOrder(order), keys.manager);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      status: 'granted',
      ceilingCents: 10_500_00,
      band: 'management',
      decided: { subject: 'carla' },
      order: { order, status: 'waiting', stage: 'commercialApproval' },
    },
  });
  const { body } = await api.call('GET', `/branches/${OWN_BRANCH}/orders/${order}`);
  const waivedBy = { kind: 'release', id: answer.body['release'] };
  expect(body['restrictions']).toContainEqual(expect.objectContaining({ check: 'limit-exceeded', waivedBy }));
  const replayed = await api.call('POST', `/decisions/${String(body['decision'])}/replay`);
  expect(replayed.body).toMatchObject({ identical: true });
});

test('a release may be granted before the ERP sends the order', async () => {
  const document = uniqueDocument();
  await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit: anAmount(10_000_00) });
  const order = anOrder({ amountCents: 10_500_00, document });
  const told = { ...ofOrder(order.id), document, ceilingCents: 10_500_00 };
  expect(await desk.direct(told, keys.manager)).toMatchObject({ status: 200, body: { order: null } });
  const sent = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order, { key: keys.seller });
  expect(sent.body).toMatchObject({ status: 'waiting' });
});

test.each<[string, number, readonly string[] | 'all', 'analyst' | 'manager' | 'director']>([
  ['named checks, up to 10 % over the limit', 10_900_00, ANALYSTS_CHECKS, 'analyst'],
  ['more than 10 % over it', 12_000_00, ANALYSTS_CHECKS, 'manager'],
  ['every check', 10_500_00, 'all', 'manager'],
  ['more than 50 % over it', 16_000_00, ANALYSTS_CHECKS, 'director'],
])('the band is measured by checks, amount and percent over the limit: %s', async (_name, cents, checks, needed) => {
  const order = await desk.held(cents);
  const people = ['analyst', 'manager', 'director'] as const;
  for (const who of people.slice(0, people.indexOf(needed))) {
    expect(await desk.direct({ ...ofOrder(order.order), checks }, keys[who])).toMatchObject({
      status: 403,
      body: { code: 'AboveAuthority', state: { neededCents: cents } },
    });
  }
  expect((await desk.direct({ ...ofOrder(order.order), checks }, keys[needed])).status).toBe(200);
});

test('who entered or sold the order releases nothing of it, whatever the key', async () => {
  const entered = await desk.held(10_500_00, keys.director);
  expect(await desk.direct(ofOrder(entered.order), keys.director)).toMatchObject({
    status: 403,
    body: { code: 'SamePerson' },
  });
  const second = await api.keyOf({ subject: 'dora' });
  expect(await desk.direct(ofOrder(entered.order), second)).toMatchObject({
    status: 403,
    body: { code: 'SamePerson' },
  });
  const sold = await desk.held(10_500_00, keys.seller, { seller: 'carla' });
  expect(await desk.direct(ofOrder(sold.order), keys.manager)).toMatchObject({
    status: 403,
    body: { code: 'SamePerson' },
  });
});

test('an order that is cancelled while it is being released stays cancelled and holds nothing of the limit', async () => {
  const { order, customerKey } = await desk.held();
  const [cancelled, released] = await Promise.all([
    api.call('POST', `/branches/${OWN_BRANCH}/orders/${order}/cancel`),
    desk.direct(ofOrder(order), keys.manager),
  ]);
  expect(cancelled.status).toBe(200);
  expect([200, 409]).toContain(released.status);
  expect((await api.call('GET', `/branches/${OWN_BRANCH}/orders/${order}`)).body).toMatchObject({
    status: 'cancelled',
  });
  const customer = await api.stores.customers.find(customerKey);
  expect((await api.stores.exposures.peek(customer?.groupKey ?? '', customerKey)).reservations).toEqual({});
  expect(await desk.direct(ofOrder(order), keys.manager)).toMatchObject({
    status: 409,
    body: { code: 'OrderClosed', state: { status: 'cancelled' } },
  });
});

test('what is not held, not there or not of the branch is not released', async () => {
  const document = uniqueDocument();
  await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit: anAmount(10_000_00) });
  const cash = anOrder({ document, payments: [{ modality: 'cash', amountCents: 90_000, dueOn: [] }] });
  await api.call('POST', `/branches/${OWN_BRANCH}/orders`, cash, { key: keys.seller });
  expect(await desk.direct(ofOrder(cash.id), keys.manager)).toMatchObject({
    status: 409,
    body: { code: 'OrderNotHeld', state: { status: 'waiting' } },
  });
  expect(await desk.direct(ofOrder('never'), keys.manager)).toMatchObject({
    status: 404,
    body: { code: 'OrderNotFound' },
  });
  const { order } = await desk.held();
  const other = await api.keyOf({ role: 'manager', subject: 'eva', branches: [OTHER_BRANCH] });
  expect(await desk.direct(ofOrder(order), other)).toMatchObject({ status: 404, body: { code: 'BranchNotFound' } });
  const elsewhere = { branch: OTHER_BRANCH, scope: { kind: 'order', order } };
  expect(await desk.direct(elsewhere, keys.manager)).toMatchObject({ status: 404, body: { code: 'OrderNotFound' } });
});

test.each<[string, object, string]>([
  ['an unknown check', { checks: ['no-such-check'] }, 'checks[0]'],
  ['an unknown reason code', { reasonCode: 'BECAUSE' }, 'reasonCode'],
  ['no note where the code demands one', { reasonCode: 'PAYMENT_PROMISED' }, 'note'],
  ['a day that has passed', { until: '2026-11-19' }, 'until'],
  ['a day too far ahead', { until: '2028-11-19' }, 'until'],
  ['a day that does not exist', { until: '2027-02-29' }, 'until'],
  ['a fraction of a cent', { ceilingCents: 10.5 }, 'ceilingCents'],
  ['no check at all', { checks: [] }, 'checks'],
  ['a field of the server', { status: 'granted' }, ''],
])('%s is refused by place, and nothing is stored', async (_name, wrong, at) => {
  const { order } = await desk.held();
  const before = (await api.everythingStored())['releases'];
  const { status, body } = await desk.direct({ ...ofOrder(order), ...wrong }, keys.manager);
  expect([status, body['code']]).toEqual([400, 'InvalidRequest']);
  expect((body['errors'] as { at: string }[]).map((finding) => finding.at)).toContain(at);
  expect((await api.everythingStored())['releases']).toEqual(before);
});

test('a refused sale is released, allowed when it is judged again, and the release is used up by it', async () => {
  const document = uniqueDocument();
  await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit: anAmount(10_000_00) });
  const sale = aSale({ amountCents: 10_500_00, document });
  const sold = await api.call('POST', `/branches/${OWN_BRANCH}/sales`, sale, { key: keys.seller });
  expect(sold.body).toMatchObject({ allowed: false });
  const told = { branch: OWN_BRANCH, scope: { kind: 'sale', sale: sale.id }, singleUse: true };
  const { body } = await desk.direct(told, keys.manager);
  const again = await api.call('POST', `/branches/${OWN_BRANCH}/sales/${sale.id}/reevaluate`, undefined, {
    key: keys.seller,
  });
  expect(again.body).toMatchObject({ allowed: true });
  const tab = await api.call('GET', `/branches/${OWN_BRANCH}/customers/${String(sold.body['customerKey'])}/releases`);
  expect(tab.body['releases']).toEqual([
    expect.objectContaining({
      release: body['release'],
      status: 'used',
      remainingCents: 0,
      uses: [expect.objectContaining({ kind: 'sale', id: sale.id, decision: again.body['decision'] })],
    }),
  ]);
  expect(await desk.direct(told, keys.manager)).toMatchObject({ status: 409, body: { code: 'SaleConflict' } });
});

test('a revoked release lets nothing more pass, and what has passed has passed', async () => {
  const { customerKey, document } = await desk.held();
  const told = {
    branch: OWN_BRANCH,
    scope: { kind: 'customer' },
    customerKey,
    ceilingCents: 50_000_00,
    until: '2026-12-10',
  };
  const { body } = await desk.direct(told, keys.director);
  const sent = () => api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder({ amountCents: 11_000_00, document }));
  expect((await sent()).body).toMatchObject({ status: 'waiting' });
  const path = `/releases/${String(body['release'])}/revoke`;
  expect(await api.call('POST', path, { note: 'atrasou' })).toMatchObject({
    body: { status: 'revoked', remainingCents: 0 },
  });
  expect((await sent()).body).toMatchObject({ status: 'held' });
  expect(await api.call('POST', path, { note: 'atrasou' })).toMatchObject({
    status: 409,
    body: { code: 'ReleaseEnded' },
  });
});

test('the company sets its own reason codes, each change with its audit entry', async () => {
  const codes = [{ code: uniqueId('X').toUpperCase().replace(/-/g, '_'), label: 'Acordo', requiresNote: false }];
  expect((await api.call('PUT', '/reason-codes', { codes })).body).toEqual({ codes });
  expect((await api.call('GET', '/reason-codes', undefined, { key: keys.seller })).body).toEqual({ codes });
  const { entries } = (await api.call('GET', '/audit?limit=200')).body as { entries: object[] };
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'reasonCodes', after: codes }));
  const twice = { codes: [...codes, ...codes] };
  expect(await api.call('PUT', '/reason-codes', twice)).toMatchObject({ status: 400 });
});
