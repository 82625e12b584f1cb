/** Owns the guarantee that a switch turned after a purchase was opened still keeps the bureau from being asked. */
import { buyReport } from '../../usecases/buy-report';
import { chargePurchase } from '../../usecases/charge-purchase';
import { quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { aPurchase } from '../support/builders';
import { uniqueDocument, uniqueId } from '../support/orders';

const [branch, other] = [uniqueId('b'), uniqueId('b')];
const PRODUCT = '20C2F2B4';
const PRICES = { prices: [{ bureau: 'deps', product: PRODUCT, priceCents: 15_00 }], monthCapCents: 100_00 };
let crivo: Crivo;
let deps: TestDeps;
beforeAll(async () => {
  quietTemporal();
  deps = await startTestDeps();
  crivo = await startCrivo({ name: 'switched-off-purchase', worker: false, branch });
  expect((await crivo.call('PUT', `/branches/${other}`, { name: 'Outra' })).status).toBe(200);
  const { email, password } = deps.user;
  const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca, defaultProducts: { J: PRODUCT } };
  for (const one of [branch, other]) {
    expect((await crivo.call('PUT', `/branches/${one}/deps`, login)).status).toBe(200);
    expect((await crivo.call('PATCH', `/branches/${one}/purchasing`, PRICES)).status).toBe(200);
  }
});
afterAll(async () => {
  await crivo.stop();
  await deps.stop();
});

async function aSubject() {
  const document = uniqueDocument();
  const { body } = await crivo.call('PUT', `/branches/${branch}/customers`, { document });
  return { document, customerKey: String(body['customerKey']) };
}

/** A purchase that waits for nothing but its question. */
async function prepared(kind: 'limitReview' | 'automatic') {
  const { document, customerKey } = await aSubject();
  const accountKey = (await crivo.stores.depsAccounts.find(branch))?.accountKey ?? '';
  const purpose = kind === 'automatic' ? { kind, order: 'o', note: null } : { kind, order: null, note: null };
  const record = aPurchase({ branch, accountKey, customerKey, product: PRODUCT, isPrepared: true, purpose });
  expect(await crivo.stores.purchases.insert(record)).toBe(true);
  return { document, purchase: record.purchase };
}
const charge = (purchase: string) => chargePurchase(crivo.purchase, { purchase, round: 0 }, () => undefined);
const charges = (document: string) => deps.control.invoice(document).length;

test.each([
  ['the branch buys nothing any more', `/branches/${branch}/purchasing`, { enabled: false }, 'limitReview'],
  ['the company buys nothing any more', '/purchasing', { enabled: false, note: 'auditoria' }, 'limitReview'],
  [
    'the branch buys no longer by itself',
    `/branches/${branch}/purchasing`,
    { automatic: { enabled: false } },
    'automatic',
  ],
] as const)('nothing is charged where %s', async (_why, path, settings, kind) => {
  const { document, purchase } = await prepared(kind);
  expect((await crivo.call(path === '/purchasing' ? 'PUT' : 'PATCH', path, settings)).status).toBe(200);
  expect(await charge(purchase)).toMatchObject({ status: 'refused' });
  expect(await crivo.stores.purchases.find(purchase)).toMatchObject({ reason: 'switchedOff', charged: 'no' });
  expect(charges(document)).toBe(0);
  await crivo.call('PUT', '/purchasing', { enabled: true, note: 'de volta' });
  await crivo.call('PATCH', `/branches/${branch}/purchasing`, { enabled: true });
});

test('with the switches on the same purchase is charged once', async () => {
  const { document, purchase } = await prepared('limitReview');
  expect(await charge(purchase)).toMatchObject({ status: 'done' });
  await charge(purchase);
  expect(charges(document)).toBe(1);
});

test('a call is called lost by the time-out it was made with, whatever it was when the purchase was opened', async () => {
  const { purchase } = await prepared('limitReview');
  const { email } = deps.user;
  const login = { apiUrl: deps.url, email, caCertificate: deps.ca, timeoutSeconds: 123 };
  expect((await crivo.call('PUT', `/branches/${branch}/deps`, login)).status).toBe(200);
  await charge(purchase);
  const { callBoundMs } = (await crivo.stores.purchases.find(purchase)) ?? {};
  expect(callBoundMs).toBe(123_000 + crivo.purchase.timing.marginMs);
});

test('of two branches of one account that want the same at once, only the one that buys has money set aside', async () => {
  const { customerKey } = await aSubject();
  const request = { bureau: 'deps', purpose: 'limitReview', replaces: null, withoutReceivables: false } as const;
  const use = { ...crivo.stores, ...crivo.purchase, reportWorkflows: crivo.reportWorkflows };
  const spent = async (one: string) => {
    const { body } = await crivo.call('GET', `/branches/${one}/purchasing`);
    return Number(body['spentThisMonthCents']);
  };
  const before = (await spent(branch)) + (await spent(other));
  await Promise.all(
    [branch, other].map((one) =>
      buyReport(use, { branch: one, customerKey, subject: 'ana', request: { ...request, requestedLimitCents: null } }),
    ),
  );
  expect((await spent(branch)) + (await spent(other)) - before).toBe(15_00);
});
