/** Owns a purchase over SPC from end to end: the same way as at Deps, with SPC's own account, words and invoice. */
import { quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { uniqueDocument, uniqueId } from '../support/orders';
import { startTestSpc, type TestSpc } from '../support/spc-simulator';

const branch = uniqueId('b');
let crivo: Crivo;
let spc: TestSpc;
beforeAll(async () => {
  quietTemporal();
  spc = await startTestSpc();
  crivo = await startCrivo({ name: 'purchase-spc', branch });
  const { operator, password } = spc.login();
  const login = { apiUrl: spc.url, operator, password, caCertificate: spc.ca };
  const buying = { defaultProducts: { F: '325', J: '679' }, timeoutSeconds: 10 };
  const { status, text } = await crivo.call('PUT', `/branches/${branch}/spc`, { ...login, ...buying });
  expect([status, text]).toEqual([200, expect.any(String)]);
});
afterEach(() => spc.control.clear());
afterAll(async () => {
  await crivo.stop();
  await spc.stop();
});

async function aSubject() {
  const document = uniqueDocument();
  const { body } = await crivo.call('PUT', `/branches/${branch}/customers`, { document });
  const customerKey = String(body['customerKey']);
  return { document, customerKey, reports: `/branches/${branch}/customers/${customerKey}/reports` };
}
type Subject = Awaited<ReturnType<typeof aSubject>>;
const buy = ({ reports }: Subject, given: object = {}) =>
  crivo.call('POST', reports, { bureau: 'spc', purpose: 'limitReview', ...given });
const charges = ({ document }: Subject) => spc.control.invoice(document);

test('is bought once, stored, reused for nothing, and bought anew by who names it', async () => {
  const subject = await aSubject();
  spc.control.profile(subject.document, 'restricted');
  const first = await buy(subject);
  expect(first).toMatchObject({
    status: 200,
    body: { outcome: 'bought', report: { bureau: 'spc', product: '679', status: 'ok' } },
  });
  expect(await buy(subject)).toMatchObject({ status: 200, body: { outcome: 'reused' } });
  expect(charges(subject)).toMatchObject([{ codigoProduto: 679, answer: 'left' }]);
  const { report: replaces } = first.body['report'] as { report: string };
  expect(await buy(subject, { replaces })).toMatchObject({ status: 200, body: { outcome: 'bought' } });
  expect(charges(subject)).toHaveLength(2);
}, 60_000);

test('an answer that was lost waits for a person: SPC holds none, so nobody asks again by themselves', async () => {
  const subject = await aSubject();
  spc.control.queryFault('resetInBody', { times: 1, documents: [subject.document] });
  expect(await buy(subject)).toMatchObject({ status: 202, body: { outcome: 'unknown' } });
  expect(spc.control.fired()['truncated']).toBe(1);
  expect(await buy(subject)).toMatchObject({ status: 202, body: { outcome: 'unknown' } });
  expect(charges(subject)).toHaveLength(1);
}, 60_000);

test.each([
  ['operatorRefused', 422, 'BureauLoginRefused'],
  ['productRefused', 422, 'ReportProductNotAllowed'],
  ['documentRefused', 422, 'ReportDocumentRefused'],
  ['personTypeRefused', 422, 'ReportProductNotAllowed'],
] as const)('%s is told by its own error, and charges nothing', async (fault, status, code) => {
  const subject = await aSubject();
  spc.control.queryFault(fault, { documents: [subject.document] });
  expect(await buy(subject)).toMatchObject({ status, body: { code } });
  expect(charges(subject)).toEqual([]);
});

test('a product that SPC does not number is refused before anything is asked', async () => {
  const subject = await aSubject();
  const before = spc.control.requests().query;
  expect(await buy(subject, { product: 'ABC' })).toMatchObject({
    status: 422,
    body: { code: 'ReportProductNotAllowed' },
  });
  expect(spc.control.requests().query).toBe(before);
});
