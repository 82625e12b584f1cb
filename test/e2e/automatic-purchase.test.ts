/** Owns automatic purchase from end to end: an order waits for the one report that its branch buys by itself. */
import { defaultPolicy } from '../../rules/default-policy';
import { publishPolicy } from '../../usecases/publish-policy';
import { quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { anOrder, uniqueDocument, uniqueId } from '../support/orders';

const branch = uniqueId('b');
const AT = `/branches/${branch}`;
const PRODUCT = '20C2F2B4';
const BUYS = { enabled: true, products: { J: { bureau: 'deps', product: PRODUCT } }, orderFromCents: 100_00 };
let crivo: Crivo;
let deps: TestDeps;
beforeAll(async () => {
  quietTemporal();
  deps = await startTestDeps();
  crivo = await startCrivo({ name: 'automatic-purchase', relays: true, branch });
  const { email, password } = deps.user;
  const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
  expect((await crivo.call('PUT', `${AT}/deps`, { ...login, timeoutSeconds: 10 })).status).toBe(200);
  // A report is needed, a limit is kept, and nothing else is looked at.
  const { checks, bands: _ofOtherChecks, ...policy } = defaultPolicy();
  const blocking = checks.flatMap((check) =>
    ['deps-report-old', 'limit-exceeded'].includes(check.id) ? [{ ...check, modes: { save: 'block' as const } }] : [],
  );
  const now = () => new Date();
  await publishPolicy({ policies: crivo.stores.policies, now }, 'test', policy.id, 1, { ...policy, checks: blocking });
  const isLive = async () => (await crivo.credit.branches.find(branch))?.policy.version === 2;
  await until(isLive, 'the policy to be live');
});
/** What a change leaves out stays, so that each test says all it may have found otherwise. */
const products = { F: null, ...BUYS.products };
beforeEach(() => buying({ enabled: true, automatic: { orderUpToCents: null, ...BUYS, products } }));
afterEach(() => deps.control.clear());
afterAll(async () => {
  await crivo.stop();
  await deps.stop();
});

/** Settings are remembered for a second, so what is set is waited for. */
async function buying(settings: object): Promise<void> {
  expect((await crivo.call('PATCH', `${AT}/purchasing`, settings)).status).toBe(200);
  const said = JSON.stringify(await crivo.stores.purchasing.find(branch));
  const isKnown = async () => JSON.stringify(await crivo.credit.purchasing.find(branch)) === said;
  await until(isKnown, 'the settings to be known');
}
async function aSubject(limitCents = 1_000_000_00): Promise<string> {
  const document = uniqueDocument();
  const limit = { kind: 'amount', amountCents: limitCents };
  expect((await crivo.call('PUT', `${AT}/customers`, { document, limit })).status).toBe(200);
  return document;
}
const submit = async (document: string, amountCents = 500_00) => {
  const { status, body } = await crivo.call('POST', `${AT}/orders`, anOrder({ document, amountCents }));
  expect(status).toBe(200);
  return body as { order: string; outcome: string; status: string; waitsForReport: object | null };
};
const order = async (id: string) => (await crivo.call('GET', `${AT}/orders/${id}`)).body;
const isGoingOn = (id: string) =>
  until(async () => (await order(id))['status'] === 'waiting', `order ${id} to go on`, 60_000);
const charges = (document: string) => deps.control.invoice(document).length;

test('orders that lack nothing but a report wait undetermined, share one charge, and go on by themselves', async () => {
  const document = await aSubject();
  const orders = await Promise.all([submit(document), submit(document), submit(document)]);
  for (const one of orders) {
    const waitsForReport = { bureau: 'deps', product: PRODUCT };
    expect(one).toMatchObject({ outcome: 'undetermined', status: 'held', waitsForReport });
  }
  for (const one of orders) await isGoingOn(one.order);
  expect(charges(document)).toBe(1);
  const next = await submit(document);
  expect(next).toMatchObject({ status: 'waiting', waitsForReport: null });
  expect(charges(document)).toBe(1);
}, 90_000);

test('an order that something free stands against is refused for free', async () => {
  const document = await aSubject(100_00);
  expect(await submit(document)).toMatchObject({ outcome: 'blocked', waitsForReport: null });
  expect(charges(document)).toBe(0);
});

test.each([
  ['the branch never said that it buys by itself', { automatic: { enabled: false } }, 500_00],
  ['the branch buys nothing at all', { enabled: false, automatic: BUYS }, 500_00],
  ['the order is not worth a report', { automatic: BUYS }, 99_99],
  ['the order is too great for a program', { automatic: { ...BUYS, orderUpToCents: 400_00 } }, 500_00],
  [
    'nothing is to be bought for such a person',
    { automatic: { ...BUYS, products: { F: BUYS.products.J, J: null } } },
    500_00,
  ],
])('nothing is bought where %s', async (_why, settings, amountCents) => {
  await buying(settings);
  const document = await aSubject();
  expect(await submit(document, amountCents)).toMatchObject({ outcome: 'blocked', waitsForReport: null });
  expect(charges(document)).toBe(0);
});

test('a report that the bureau refuses is not asked for again by itself: the order is judged by what there is', async () => {
  const document = await aSubject();
  deps.control.queryFault('consentPending', { documents: [document] });
  const { order: id } = await submit(document);
  await until(async () => (await order(id))['outcome'] === 'blocked', 'the order to be judged', 60_000);
  expect(await order(id)).toMatchObject({ status: 'held', waitsForReport: null });
  expect(await submit(document)).toMatchObject({ outcome: 'blocked', waitsForReport: null });
  const uses = await crivo.stores.purchases.newestOf(String((await order(id))['customerKey']), 'deps', PRODUCT);
  expect(uses).toMatchObject({ status: 'refused', subject: 'crivo', purpose: { kind: 'automatic', order: id } });
  expect(charges(document)).toBe(0);
}, 90_000);

test('a decision that waits for a report replays bit for bit', async () => {
  const document = await aSubject();
  const { order: id } = await submit(document);
  const decision = String((await order(id))['decision']);
  expect((await crivo.call('POST', `/decisions/${decision}/replay`)).body).toMatchObject({ identical: true });
});
