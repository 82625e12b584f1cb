/** Owns the tour *new branch*: an administrator gives it parameters, a Deps account and a webhook, and an order is judged with them. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, takePicture } from '../support/browser';
import { STUB_PORTAL } from '../support/deps-portal';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, anOrder } from '../support/orders';
import { startReceiver, verified, type Receiver } from '../support/receiver';
import { until } from '../support/until';

const NEW = '07';

let deps: TestDeps;
let receiver: Receiver;
let desk: Desk;
beforeAll(async () => {
  [deps, receiver] = await Promise.all([startTestDeps(), startReceiver()]);
  desk = await openDesk('new-branch', { depsPortal: { guard: STUB_PORTAL.guard, client: deps.client() } });
});
afterAll(async () => {
  await desk.stop();
  await Promise.all([deps.stop(), receiver.stop()]);
});

async function save(page: Page, told: string): Promise<void> {
  await page.getByText('Há alterações não gravadas.').waitFor();
  await page.getByRole('button', { name: 'Gravar' }).press('Enter');
  await page.getByText('Há alterações não gravadas.').waitFor({ state: 'detached' });
  await page.getByText(told).last().waitFor();
}

async function addBranch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Incluir filial' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Incluir filial' });
  await dialog.getByLabel('Código').fill('filial nova');
  await dialog.getByLabel('Nome').fill('Filial Sete');
  await dialog.getByLabel('Nome').press('Enter');
  await dialog.getByText('Use de 1 a 32 letras').waitFor();
  await takePicture(page, 'nova-filial');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('Código').fill(NEW);
  await dialog.getByLabel('Código').press('Enter');
  await page.getByRole('heading', { name: `${NEW} · Filial Sete` }).waitFor();
}

async function setStages(page: Page): Promise<void> {
  for (const stage of ['Aprovação comercial', 'Aprovação financeira']) {
    await page.getByLabel(`${stage}: Automática`).press('Space');
  }
  await takePicture(page, 'nova-filial-parametros');
  expect(await accessibilityProblems(page)).toEqual([]);
  await save(page, 'Gravado. Vale a partir de agora.');
}

async function setDeps(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Deps' }).click();
  await page.getByText('Esta filial ainda não tem conta na Deps').waitFor();
  await page.getByLabel('URL da API').fill(deps.url);
  await page.getByLabel('E-mail').fill(deps.user.email);
  await page.getByRole('button', { name: 'Gravar' }).press('Enter');
  await page.getByText('Informe a senha deste acesso.').waitFor();
  await page.locator('input[type=password]').fill('errada');
  await page.getByRole('button', { name: 'Ver ou colar o texto' }).press('Enter');
  await page.getByLabel('Certificado (PEM)').fill(deps.ca);
  await save(page, 'Conta gravada.');
}

/** The first answer of Deps is that the password is wrong. */
async function chooseProduct(page: Page): Promise<void> {
  const open = () => page.getByRole('button', { name: 'Produtos e preços: Consulta padrão PJ' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Consulta padrão PJ' });
  await open();
  await dialog.getByRole('button', { name: 'Buscar produtos na Deps' }).press('Enter');
  await dialog.getByText('A Deps não aceitou o acesso').waitFor();
  await takePicture(page, 'deps-acesso-recusado');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('input[type=password]').fill(deps.user.password);
  await save(page, 'Conta gravada.');
  await open();
  await dialog.getByRole('button', { name: 'Buscar produtos na Deps' }).press('Enter');
  await dialog.getByRole('row', { name: /Smart PJ 010.*20C2F2B4/ }).waitFor();
  await takePicture(page, 'deps-produtos');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Escolher Smart PJ 010' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByLabel('Sincroniza contas a receber diariamente').press('Space');
  await takePicture(page, 'deps');
  expect(await accessibilityProblems(page)).toEqual([]);
  await save(page, 'Conta gravada.');
}

async function setPrice(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Compra de consultas' }).click();
  await page.getByLabel('Limite por mês').fill('2000');
  await page.getByLabel('Deps · Smart PJ 010').fill('9,54');
  await save(page, 'Gravado. Vale a partir de agora.');
}

async function addWebhook(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Cadastrar destino' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Cadastrar destino' });
  await dialog.getByLabel('Endereço').fill(receiver.url);
  await dialog.getByLabel('Endereço').press('Enter');
  const secret = await dialog.getByText(/^whsec_/).innerText();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Concluir' }).press('Enter');
  return secret;
}

test('a branch is made with parameters, Deps account, price and webhook, and an order of it is judged with them', async () => {
  const page = await desk.open('administrator', '/filiais');
  await addBranch(page);
  await setStages(page);
  await setDeps(page);
  await chooseProduct(page);
  await setPrice(page);
  const secret = await addWebhook(page);

  const account = await desk.crivo.stores.depsAccounts.find(NEW);
  expect(account).toMatchObject({ defaultProducts: { F: null, J: '20C2F2B4' }, sync: { enabled: true } });
  expect(await page.content()).not.toContain(deps.user.password);
  expect((await desk.crivo.stores.purchasing.find(NEW)).prices).toEqual([
    { bureau: 'deps', product: '20C2F2B4', priceCents: 954 },
  ]);

  const customer = aCustomer(40_000_00);
  await desk.crivo.call('PUT', `/branches/${NEW}/customers`, customer);
  const order = anOrder({ document: customer.document, amountCents: 1_000_00 });
  const sent = await desk.crivo.call('POST', `/branches/${NEW}/orders`, order, { role: 'integrator' });
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
  const waitsForStock = async () => {
    const { body } = await desk.crivo.call('GET', `/branches/${NEW}/orders/${order.id}`);
    return body['stage'] === 'stockSeparation';
  };
  await until(waitsForStock, 'both approvals to pass by themselves');
  await until(async () => receiver.received.length > 0, 'the webhook to be told');
  expect(verified(receiver.received[0] ?? { path: '', headers: {}, body: '' }, secret).data['order']).toBe(order.id);

  await page.getByRole('button', { name: 'Entregas' }).press('Enter');
  await page
    .getByRole('row', { name: new RegExp(`${order.id}.*entregue`) })
    .first()
    .waitFor();
  await takePicture(page, 'entregas');
  expect(await accessibilityProblems(page)).toEqual([]);
});
