/** Owns the screen *Contas a receber* and the tour of the nightly sync: run now, progress, result, and nothing sent twice. */
import type { Page } from 'playwright-core';
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { openDesk, type Desk } from '../support/desk';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';

let desk: Desk;
let deps: TestDeps;
beforeAll(async () => {
  deps = await startTestDeps();
  const depsPortal = { guard: createAddressGuard({ allowLoopback: true }), client: deps.client() };
  desk = await openDesk('receivables', { depsPortal });
});
afterAll(async () => {
  await desk.crivo.receivables.remove(BRANCH);
  await desk.stop();
  await deps.stop();
});

const CUSTOMERS = 6;
const giveAccount = async () => {
  const { email, password } = deps.user;
  const body = { apiUrl: deps.url, email, password, caCertificate: deps.ca, requestsPerMinute: 6_000, batchSize: 2 };
  const answer = await desk.crivo.call('PUT', `/branches/${BRANCH}/deps`, body);
  expect(answer).toMatchObject({ status: 200 });
};
const ingest = async (documents: readonly string[]) => {
  const title = { type: 'issued', amountCents: 450_00, issuedOn: '2026-01-05', dueOn: '2026-02-05' };
  const lines = documents.map((document) => ({ ...title, document, movement: uniqueId('mv'), title: uniqueId('T') }));
  const answer = await desk.crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson(lines));
  expect(answer).toMatchObject({ status: 200 });
};
const runNow = async (page: Page) => {
  await page.getByRole('button', { name: 'Sincronizar agora' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `Sincronizar a filial ${BRANCH} agora` });
  await dialog.getByText('Nada é cobrado').waitFor();
  return dialog;
};

test('a branch without an account is told what to do', async () => {
  const page = await desk.open('administrator', '/contas-a-receber');
  const complaints = complaintsOf(page);
  await page.getByRole('heading', { name: 'Esta filial não tem conta Deps' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: `Incluir a conta Deps da filial ${BRANCH}` }).waitFor();
  await takePicture(page, 'contas-a-receber-sem-conta');
  expect(complaints).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('tour: titles come in, a person runs the sync, sees it go on and end, and a second run sends nothing anew', async () => {
  await giveAccount();
  const documents = Array.from({ length: CUSTOMERS }, uniqueDocument);
  await ingest(documents);
  deps.control.fault('slow', { kind: 'send', delayMs: 1_500 });
  const page = await desk.open('manager', '/contas-a-receber');
  const complaints = complaintsOf(page);
  await page.getByText('Nenhuma execução até agora.').first().waitFor();
  await page.getByText('Nada foi enviado à Deps ainda.').waitFor();
  expect(await page.getByText('A Deps recebeu todos os clientes enviados').count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePicture(page, 'contas-a-receber-vazia');
  const dialog = await runNow(page);
  await takePicture(page, 'sincronizar-agora');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Executar sincronização' }).press('Enter');
  await page
    .getByRole('status')
    .getByText(/[24] clientes enviados/)
    .waitFor();
  await takePicture(page, 'sincronizacao-em-andamento');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('row', { name: /Pessoa.*Concluída 6 6 0 0 0/ }).waitFor();
  expect(documents.filter((document) => deps.control.held(document) === null)).toEqual([]);

  deps.control.clear();
  const sent = deps.control.sends().length;
  await (await runNow(page)).getByRole('button', { name: 'Executar sincronização' }).press('Enter');
  await page.getByRole('row', { name: /Pessoa.*Concluída 0 0/ }).waitFor();
  expect(deps.control.sends()).toHaveLength(sent);

  await page.getByRole('button', { name: 'Iniciar conciliação' }).press('Enter');
  await page.getByText('6 clientes conferidos, 0 com diferença.').waitFor();
  await ingest(documents.slice(0, 1));
  await page.getByRole('button', { name: 'Conferir de novo' }).press('Enter');
  await page.getByText('6 clientes conferidos, 1 com diferença.').waitFor();
  await page.getByText('Vencido: R$ 450,00 → R$ 900,00').waitFor();
  await takePicture(page, 'contas-a-receber');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what Deps does not take is told with its reason, and what differs there is found, at 390 pixels in the dark', async () => {
  await giveAccount();
  const refused = uniqueDocument();
  await ingest([refused]);
  deps.control.fault('refuse', { kind: 'send', documents: [refused] });
  const page = await desk.open('manager', '/contas-a-receber', { width: 390, height: 760, colorScheme: 'dark' });
  await (await runNow(page)).getByRole('button', { name: 'Executar sincronização' }).press('Enter');
  await page
    .getByRole('row', { name: /Concluída, com recusas/ })
    .first()
    .waitFor();
  await page.getByRole('table', { name: 'Clientes que a Deps não recebeu' }).waitFor();
  await takePicture(page, 'contas-a-receber-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  deps.control.clear();
});

test('with several branches each tells where it stands, and one is chosen to look at', async () => {
  expect((await desk.crivo.call('PUT', '/branches/91', { name: 'Filial Norte' })).status).toBe(200);
  const page = await desk.open('manager', '/contas-a-receber');
  const table = page.getByRole('table', { name: 'Filiais e a sincronização com a Deps' });
  await table.getByRole('row', { name: /Filial de teste Desligada Concluída/ }).waitFor();
  await table.getByRole('row', { name: /Filial Norte Sem conta Deps/ }).waitFor();
  const complaints = complaintsOf(page);
  await page.reload();
  await table.getByRole('row', { name: /Filial Norte Sem conta Deps/ }).waitFor();
  expect(complaints).toEqual([]);
  await takePicture(page, 'contas-a-receber-filiais');
  expect(await accessibilityProblems(page)).toEqual([]);
  await table.getByRole('button', { name: `Ver ${BRANCH} · Filial de teste` }).press('Enter');
  await page.getByRole('table', { name: 'Execuções' }).waitFor();
});

test('who may not is told which permission is missing', async () => {
  const page = await desk.open('analyst', '/contas-a-receber');
  await page.getByText('Contas a receber - Acompanhar e executar a sincronização com a Deps').waitFor();
});
