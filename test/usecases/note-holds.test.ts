/** Owns the guarantees of the accounts of holds: each hold once, how it ended, and what it repeats, however often told. */
import type { StoredHold } from '../../contracts/hold';
import { OWN_BRANCH } from '../support/api';
import { anAmendment, anOrder } from '../support/orders';
import { noteAllHolds } from '../support/noted-holds';
import { ofOrder, openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
beforeAll(async () => {
  desk = await openReleaseDesk('note-holds');
});
afterAll(() => desk.api.stop());

const accountsOf = async (order: string): Promise<StoredHold[]> => {
  await noteAllHolds(desk.api.stores);
  const found = desk.api.database.collection<StoredHold & { _id: string }>('holds').find({ order });
  return found.sort({ since: 1, _id: 1 }).toArray();
};
const post = async (order: string, what: string, body?: unknown) => {
  const path = `/branches/${OWN_BRANCH}/orders/${order}/${what}`;
  const { status } = await desk.api.call('POST', path, body);
  expect([what, status]).toEqual([what, 200]);
};

test('a hold has its account, with the checks that hold and the value, and told again it stays one', async () => {
  const { order, customerKey } = await desk.held();
  const [account, ...others] = await accountsOf(order);
  expect(others).toEqual([]);
  const state = (await desk.api.stores.orders.find(OWN_BRANCH, order))?.state;
  expect(account).toMatchObject({ kind: 'checks', customerKey, action: 'save', since: state?.hold?.since });
  expect(account).toMatchObject({ valueCents: 10_500_00, isSecond: false, repeated: [], ended: null });
  expect(account?.checks).toContain('limit-exceeded');
  expect(await accountsOf(order)).toEqual([account]);
});

test('a judgement that changes nothing tells nothing of the hold', async () => {
  const { order } = await desk.held();
  const entriesOf = async () => {
    const all = await desk.api.stores.orders.withOutbox(10_000);
    const own = all.find(({ id }) => id === `${OWN_BRANCH}/${order}`)?.entries ?? [];
    return own.filter(({ event }) => event === 'holdNoted').length;
  };
  expect(await entriesOf()).toBe(1);
  await post(order, 'reevaluate');
  expect(await entriesOf()).toBe(1);
});

test('an order that is amended while it is held tells its new value, though the same checks hold it', async () => {
  const { order } = await desk.held();
  const path = `/branches/${OWN_BRANCH}/orders/${order}`;
  const answer = await desk.api.call('PATCH', path, anAmendment(90_000_00));
  expect([answer.status, answer.body['status']]).toEqual([200, 'held']);
  const [account] = await accountsOf(order);
  expect(account).toMatchObject({ valueCents: 90_000_00, ended: null });
});

test('a release ends the hold, by its name and by who granted it', async () => {
  const { order } = await desk.held();
  const granted = await desk.direct(ofOrder(order), desk.keys.director);
  expect([granted.status, granted.body['code']]).toEqual([200, undefined]);
  const [account] = await accountsOf(order);
  expect(account?.ended).toMatchObject({ how: 'released', waiver: granted.body['release'] });
  expect(account?.checks).toContain('limit-exceeded');
});

test.each([
  ['cancel', 'cancelled'],
  ['close', 'cancelled'],
])('%s ends the hold, and a hold by hand over it', async (what, status) => {
  const { order } = await desk.held();
  await post(order, 'hold', { reason: 'conferir cadastro' });
  await post(order, what);
  const accounts = await accountsOf(order);
  const how = what === 'close' ? 'closed' : status;
  expect(accounts.map(({ kind, ended }) => [kind, ended?.how])).toEqual([
    ['checks', how],
    ['forced', how],
  ]);
});

test('a hold by hand that is lifted leaves the hold beneath as it was', async () => {
  const { order } = await desk.held();
  desk.api.advance(1_000);
  await post(order, 'hold', { reason: 'conferir cadastro' });
  await post(order, 'unhold');
  const [beneath, forced] = await accountsOf(order);
  expect(beneath).toMatchObject({ kind: 'checks', ended: null });
  expect(forced).toMatchObject({ kind: 'forced', by: 'administrator', checks: [], ended: { how: 'lifted' } });
});

test('an order that is held again after it passed says so, and which checks had held it before', async () => {
  const { order } = await desk.held();
  const released = { ...ofOrder(order), singleUse: true };
  expect((await desk.direct(released, desk.keys.director)).status).toBe(200);
  desk.api.advance(60_000);
  const { document: _document, id: _id, ...larger } = anOrder({ amountCents: 40_000_00 });
  const { status, body } = await desk.api.call('PATCH', `/branches/${OWN_BRANCH}/orders/${order}`, larger);
  expect([status, body['status']]).toEqual([200, 'held']);
  const [first, second] = await accountsOf(order);
  if (second === undefined) throw new Error('the order was not held a second time');
  expect(first).toMatchObject({ isSecond: false, ended: { how: 'released' } });
  expect(second).toMatchObject({ isSecond: true, action: 'save', ended: null });
  expect(second.checks).toEqual(second.repeated);
});

test('what an earlier write told, delivered late, changes nothing', async () => {
  const { order } = await desk.held();
  const [begun] = await accountsOf(order);
  if (begun === undefined) throw new Error('no account');
  await post(order, 'cancel');
  const ended = await accountsOf(order);
  await desk.api.stores.holds.note({ ...begun, hold: `${OWN_BRANCH}/${order}/checks/${begun.since}` });
  expect(await accountsOf(order)).toEqual(ended);
  expect(ended[0]?.ended?.how).toBe('cancelled');
});
