/** Owns how purchases wait: for a place at the bureau without holding a worker, for a right that may be gone meanwhile. */
import { ROLES } from '../../domain/permissions';
import { newSecret, secretHash } from '../../platform/keyring';
import { customerSeal } from '../../platform/customer-seal';
import { quietTemporal, startWorker, testKeyring, until } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { uniqueId } from '../support/orders';
import { openReportDesk, type ReportDesk } from '../support/report-desk';

let desk: ReportDesk;
let elsewhere: TestDeps;
let worker: Awaited<ReturnType<typeof startWorker>> | null = null;
beforeAll(async () => {
  quietTemporal();
  desk = await openReportDesk({ name: 'purchase-places', worker: false });
  elsewhere = await startTestDeps();
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
  desk.deps.control.clear();
});
afterAll(async () => {
  await desk.stop();
  await elsewhere.stop();
});

const SLOW_MS = 1_500;
const PLACES = 4;

test('twenty needs of one account are asked four at a time, and while they wait another account is served at once', async () => {
  const branch = uniqueId('b');
  await desk.crivo.call('PUT', `/branches/${branch}`, { name: 'Outra' });
  const { email, password } = elsewhere.user;
  const login = { apiUrl: elsewhere.url, email, password, caCertificate: elsewhere.ca };
  await desk.account(login, branch);
  const subjects = await Promise.all(Array.from({ length: 20 }, () => desk.aSubject()));
  desk.deps.control.fault('slow', {
    kind: 'query',
    delayMs: SLOW_MS,
    documents: subjects.map(({ document }) => document),
  });
  // One more than the places: were waiting needs to hold it, nobody else would be served.
  worker = await startWorker({ ...desk.crivo, activitiesAtOnce: PLACES + 1 });
  const asked = subjects.map((subject) => desk.buy(subject));
  await until(() => Promise.resolve(desk.deps.control.invoice().length >= PLACES), 'the places to be taken', 30_000);
  const quick = await desk.aSubject({ branch });
  const answer = await desk.buy(quick);
  expect(answer).toMatchObject({ status: 200 });
  expect(elsewhere.control.invoice(quick.document)).toHaveLength(1);
  expect(subjects.filter((subject) => desk.charges(subject) === 0).length).toBeGreaterThan(0);
  await Promise.all(asked);
  const isOver = async () => (await desk.crivo.stores.purchases.leftSince('9999', 1)).length === 0;
  await until(isOver, 'all to be served', 90_000);
  expect(subjects.map((subject) => desk.charges(subject))).toEqual(subjects.map(() => 1));
  // Each is with the bureau from its charge until `SLOW_MS` later.
  const begun = subjects.flatMap(({ document }) => desk.deps.control.invoice(document).map(({ at }) => Date.parse(at)));
  const most = Math.max(...begun.map((at) => begun.filter((one) => one >= at && one < at + SLOW_MS).length));
  expect(most).toBe(PLACES);
}, 180_000);

test('a right that is withdrawn between the request and the charge buys nothing', async () => {
  const subject = await desk.aSubject();
  const secret = `crv_${newSecret()}`;
  const leaver = { subject: uniqueId('leaver'), userGroups: [], branches: '*' } as const;
  await desk.crivo.stores.apiKeys.put(secretHash(secret), { ...leaver, permissions: ROLES.analyst });
  const asked = desk.buy(subject, {}, { headers: { authorization: `Bearer ${secret}` } });
  const purchase = await desk.firstPurchase(subject);
  await until(async () => (await desk.crivo.stores.purchases.find(purchase)) !== null, 'it to be reserved');
  const left = ROLES.analyst.filter((permission) => permission !== 'reports:buy');
  await desk.crivo.stores.apiKeys.put(secretHash(secret), { ...leaver, permissions: left });
  worker = await startWorker(desk.crivo);
  expect(await asked).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } });
  expect(await desk.crivo.stores.purchases.find(purchase)).toMatchObject({ status: 'refused', reason: 'permission' });
  expect(desk.charges(subject)).toBe(0);
}, 60_000);

test("the answer as it came is kept under the customer's own key, and stands nowhere in clear", async () => {
  worker = await startWorker(desk.crivo);
  const subject = await desk.aSubject();
  expect(await desk.buy(subject)).toMatchObject({ status: 200 });
  const { database, stores } = desk.crivo;
  const raw = (await stores.purchases.find(await desk.firstPurchase(subject)))?.raw ?? '';
  const kept = await stores.rawReports.find(raw);
  const sealedKey = (await stores.customerKeys.find(subject.customerKey))?.sealedKey ?? '';
  const key = testKeyring().openText(sealedKey);
  const text = await customerSeal.open(key, kept?.sealed ?? Buffer.alloc(0));
  const { mix } = JSON.parse(text) as { mix: { empresa: { data: { cnpj: string; razaoSocial: string } } } };
  expect(text).toContain(subject.document);
  const secrets = [subject.document, mix.empresa.data.razaoSocial, 'historicoConsultaId', key];
  const collections = await database.connection.db?.listCollections().toArray();
  for (const { name } of collections ?? []) {
    const documents = await database
      .collection(name as 'purchases')
      .find({})
      .toArray();
    const stored = `${JSON.stringify(documents)} ${kept?.sealed.toString('latin1') ?? ''}`;
    for (const secret of secrets) expect([name, stored.includes(secret)]).toEqual([name, false]);
  }
  await expect(customerSeal.open(customerSeal.newKey(), kept?.sealed ?? Buffer.alloc(0))).rejects.toThrow();
}, 60_000);
