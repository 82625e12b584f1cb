/** Owns what an ERP may tell of a customer: its name always, its situation and limit once, by who is permitted to. */
import { customerUpsertSchema, type CustomerRecord } from '../../contracts/customer';
import { ROLES, type Principal, type Role } from '../../domain/permissions';
import { identifier } from '../../usecases/identify-customer';
import { upsertCustomer } from '../../usecases/upsert-customer';
import { testKeyring } from '../support/keys';
import { uniqueDocument } from '../support/orders';
import { openSetting, type Setting } from './setting';

let setting: Setting;
const keyring = testKeyring();
beforeAll(async () => {
  setting = await openSetting('upsert-customer');
});
afterAll(() => setting.stop());

const caller = (role: Role): Principal => ({ subject: role, userGroups: [], permissions: ROLES[role], branches: '*' });
const amount = (amountCents: number) => ({ kind: 'amount', amountCents });
const deps = () => ({
  customers: setting.stores.customers,
  identifier: identifier('test', keyring),
  sealer: keyring,
  now: () => setting.clock.now,
});
const upsert = (body: Record<string, unknown>, role: Role = 'integrator') =>
  upsertCustomer(deps(), caller(role), customerUpsertSchema.parse(body));
const auditOf = async ({ customerKey }: CustomerRecord) =>
  (await setting.stores.audit.page({ branches: '*', limit: 1_000 })).filter(({ target }) => target === customerKey);

test('situation and limit are taken the first time they are told, and audited with before and after', async () => {
  const document = uniqueDocument();
  const { customer, ignored } = await upsert({ document, situation: 'underReview', limit: amount(700_00) });
  expect(ignored).toEqual([]);
  expect(customer).toMatchObject({ situation: 'underReview', limit: { ...amount(700_00), validUntil: null } });
  expect(await auditOf(customer)).toEqual([
    expect.objectContaining({
      kind: 'customerCredit',
      subject: 'integrator',
      before: { situation: 'cleared', limit: { kind: 'none' }, maxTermDays: null },
      after: { situation: 'underReview', limit: { ...amount(700_00), validUntil: null }, maxTermDays: null },
    }),
  ]);
});

test('from then on a differing value is ignored and named, an equal one is not', async () => {
  const document = uniqueDocument();
  await upsert({ document, situation: 'cleared', limit: amount(700_00) });
  const differing = await upsert({ document, situation: 'blocked', limit: amount(9_000_00) });
  expect(differing.ignored).toEqual(['situation', 'limit']);
  expect(differing.customer).toMatchObject({ situation: 'cleared', limit: { amountCents: 700_00 } });
  expect((await upsert({ document, situation: 'cleared', limit: amount(700_00) })).ignored).toEqual([]);
  expect((await upsert({ document, situation: 'cleared', limit: amount(700_01) })).ignored).toEqual(['limit']);
  expect(await auditOf(differing.customer)).toHaveLength(1);
});

test('each of the two is taken by itself: telling the situation leaves the first telling of the limit open', async () => {
  const document = uniqueDocument();
  await upsert({ document, situation: 'blocked' });
  const { customer, ignored } = await upsert({ document, situation: 'cleared', limit: amount(1) });
  expect(ignored).toEqual(['situation']);
  expect(customer).toMatchObject({ situation: 'blocked', limit: amount(1) });
  expect((await upsert({ document, limit: amount(2) })).ignored).toEqual(['limit']);
});

test('a name told before keeps the first telling of the limit open', async () => {
  const document = uniqueDocument();
  expect((await upsert({ document, name: 'Nome' }, 'analyst')).customer.masteredAt).toEqual({
    situation: null,
    limit: null,
  });
  expect((await upsert({ document, limit: amount(5) })).customer.limit).toMatchObject({ amountCents: 5 });
});

test('a limit or situation from who may not tell it is refused as a whole, and the customer is not made', async () => {
  const document = uniqueDocument();
  for (const body of [{ limit: amount(1) }, { situation: 'cleared' }, { maxTermDays: 30 }, { maxTermDays: null }]) {
    await expect(upsert({ document, name: 'Nome', ...body }, 'analyst')).rejects.toMatchObject({
      code: 'PermissionDenied',
    });
  }
  const { customerKey } = deps().identifier.identify(document, setting.clock.now);
  expect(await setting.stores.customers.find(customerKey)).toBeNull();
});

test('the longest term is taken each time it is told, kept when it is not, and audited when it changes', async () => {
  const document = uniqueDocument();
  expect((await upsert({ document })).customer.maxTermDays).toBeNull();
  expect((await upsert({ document, maxTermDays: 45 })).customer.maxTermDays).toBe(45);
  expect((await upsert({ document, name: 'Nome' })).customer.maxTermDays).toBe(45);
  await upsert({ document, maxTermDays: 45 });
  const { customer, ignored } = await upsert({ document, maxTermDays: null });
  expect([customer.maxTermDays, ignored]).toEqual([null, []]);
  const told = (await auditOf(customer)).map(({ before, after }) => [before, after]);
  expect(told).toEqual([
    [expect.objectContaining({ maxTermDays: 45 }), expect.objectContaining({ maxTermDays: null })],
    [expect.objectContaining({ maxTermDays: null }), expect.objectContaining({ maxTermDays: 45 })],
  ]);
});

test('a customer stored before there was a longest term has none', async () => {
  const { customerKey } = await setting.aCustomer();
  const customers = setting.stores.database.collection<{ _id: string }>('customers');
  await customers.updateOne({ _id: customerKey }, { $unset: { maxTermDays: '' } });
  expect((await setting.stores.customers.find(customerKey))?.maxTermDays).toBeNull();
});

test('a name is sealed, kept when none is told, replaced by another', async () => {
  const document = uniqueDocument();
  const nameOf = ({ sealedName }: CustomerRecord) => sealedName && keyring.openText(sealedName);
  const first = (await upsert({ document, name: 'Primeiro' })).customer;
  expect(first.sealedName).not.toContain('Primeiro');
  expect(nameOf((await upsert({ document })).customer)).toBe('Primeiro');
  expect(nameOf((await upsert({ document, name: 'Segundo' })).customer)).toBe('Segundo');
});

test('of tellings at the same moment one is taken, and every one of the others learns that its own was not', async () => {
  const document = uniqueDocument();
  const told = await Promise.all([1, 2, 3, 4].map((n) => upsert({ document, limit: amount(n) })));
  const taken = told.filter(({ ignored }) => ignored.length === 0);
  expect(taken).toHaveLength(1);
  const customer = await setting.stores.customers.find(taken[0]?.customer.customerKey ?? '');
  expect(customer?.limit).toEqual(taken[0]?.customer.limit);
  expect(await auditOf(taken[0]?.customer as CustomerRecord)).toHaveLength(1);
});

test('a change always has a later time than what it changes, also when the clock stands', async () => {
  const document = uniqueDocument();
  const times: string[] = [];
  for (let n = 0; n < 3; n += 1) times.push((await upsert({ document, name: `Nome ${n}` })).customer.updatedAt);
  expect(times).toEqual([...new Set(times)].sort());
});
