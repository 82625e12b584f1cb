/** Owns the guarantee that nobody who ever sent an order or sale lets it pass, however many sent it after them. */
import { MOST_SENDERS } from '../../domain/senders';
import { OWN_BRANCH, type TestApi } from '../support/api';
import { aSale, uniqueDocument } from '../support/orders';
import { anAmount, ofOrder, openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('senders');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

const SAME_PERSON = { status: 403, body: { code: 'SamePerson' } };

/** A sale that is refused, sent by each in turn with an amount of its own. */
async function refusedSale(senders: readonly string[]) {
  const document = uniqueDocument();
  await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit: anAmount(10_000_00) });
  const { id } = aSale();
  const send = async (key: string, amountCents: number) => {
    const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/sales`, aSale({ id, amountCents, document }), {
      key,
    });
    return body;
  };
  let last: Record<string, unknown> = {};
  for (const [n, key] of senders.entries()) {
    last = await send(key, 10_500_00 + n);
    expect(last).toMatchObject({ allowed: false });
  }
  return { id, send, customerKey: String(last['customerKey']) };
}
const ofSale = (sale: string) => ({ branch: OWN_BRANCH, scope: { kind: 'sale', sale }, singleUse: true });

test('who sent a refused sale before somebody else corrected it releases nothing of it', async () => {
  const { id } = await refusedSale([keys.manager, keys.seller]);
  expect(await desk.direct(ofSale(id), keys.manager)).toMatchObject(SAME_PERSON);
  expect((await desk.direct(ofSale(id), keys.director)).status).toBe(200);
});

test('nor does their release of the customer let it pass', async () => {
  const { id, send, customerKey } = await refusedSale([keys.manager, keys.seller]);
  const scope = { kind: 'customer' };
  const told = { branch: OWN_BRANCH, scope, customerKey, ceilingCents: 12_000_00, until: '2026-12-10' };
  expect((await desk.direct(told, keys.manager)).status).toBe(200);
  expect(await send(keys.seller, 10_600_00)).toMatchObject({ allowed: false });
  const path = `/branches/${OWN_BRANCH}/sales/${id}/reevaluate`;
  expect((await api.call('POST', path, undefined, { key: keys.seller })).body).toMatchObject({ allowed: false });
  expect((await desk.direct(told, keys.director)).status).toBe(200);
  expect((await api.call('POST', path, undefined, { key: keys.seller })).body).toMatchObject({ allowed: true });
});

test('of a sale that more people sent than are remembered by name, nobody releases anything', async () => {
  const many = Array.from({ length: MOST_SENDERS + 1 }, (_, n) => api.keyOf({ role: 'seller', subject: `s${n}` }));
  const { id } = await refusedSale(await Promise.all(many));
  expect(await desk.direct(ofSale(id), keys.director)).toMatchObject(SAME_PERSON);
});

test('who amended an order before somebody else did releases nothing of it', async () => {
  const { order } = await desk.held();
  const amend = (key: string, totalCents: number) => {
    const payments = [{ modality: 'bankSlip', amountCents: totalCents, dueOn: ['2026-12-20'] }];
    return api.call('PATCH', `/branches/${OWN_BRANCH}/orders/${order}`, { totalCents, payments }, { key });
  };
  expect((await amend(keys.manager, 10_600_00)).body).toMatchObject({ status: 'held' });
  expect((await amend(keys.seller, 10_700_00)).body).toMatchObject({ status: 'held' });
  expect(await desk.direct(ofOrder(order), keys.manager)).toMatchObject(SAME_PERSON);
  expect((await desk.direct(ofOrder(order), keys.director)).status).toBe(200);
});
