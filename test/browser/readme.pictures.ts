/** Owns the scenes of the README's pictures: a made-up day at a credit desk, as its people see it. `npm run pictures`. */
import type { Page } from 'playwright-core';
import { takePicture } from '../support/browser';
import { liveTheDay } from '../support/credit-day';
import { openDesk, type Desk } from '../support/desk';

const ORDER = '48174';
const BUYER = { order: '48210', name: 'Doceria Flor de Minas' };
const NAMES = { analyst: 'Marina Prado', manager: 'Rafael Saldanha', administrator: 'Cleusa Brito' };

let desk: Desk;
let documents: ReadonlyMap<string, string>;
beforeAll(async () => {
  desk = await openDesk('pictures', { names: NAMES });
  documents = await liveTheDay(desk.crivo);
});
afterAll(() => desk.stop());

test('pedidos-bloqueados', async () => {
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  const manager = await desk.open('manager', '/pedidos-bloqueados');
  for (const one of [page, manager]) await one.getByText('Ao vivo').waitFor();
  const row = (name: string) => manager.getByRole('button', { name, exact: true });
  await row('48152').click();
  await manager.getByRole('complementary', { name: 'Pedido 48152' }).getByText('Andamento').waitFor();
  await manager.keyboard.press('a');
  await page.getByText('com Rafael Saldanha').waitFor();
  await row(ORDER).click();
  await page.getByRole('button', { name: ORDER, exact: true }).click();
  const drawer = page.getByRole('complementary', { name: `Pedido ${ORDER}` });
  await drawer.getByText('Andamento').waitFor();
  await drawer.getByText('Rafael Saldanha também está vendo este pedido.').waitFor();
  await page.getByText(/^Assumido por/).waitFor({ state: 'detached', timeout: 30_000 });
  await takePicture(page, 'pedidos-bloqueados');
});

test('central-de-atendimento', async () => {
  const page = await desk.open('manager', '/clientes');
  await page.getByRole('textbox', { name: 'CPF ou CNPJ' }).fill(documents.get(BUYER.order) ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: BUYER.name }).waitFor();
  await raiseLimit(page);
  await page.getByRole('table', { name: 'Histórico' }).getByText('limite R$ 18.000,00').first().waitFor();
  await page.getByRole('img', { name: /^Atraso médio dos pagamentos de cada mês/ }).waitFor();
  await takePicture(page, 'central-de-atendimento');
});

async function raiseLimit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Editar limite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edição de situação/Limite de crédito' });
  await dialog.getByRole('textbox', { name: 'Valor do limite' }).fill('18000');
  await dialog.getByRole('textbox', { name: /^Observação/ }).fill('Balanço de 2025 conferido');
  await dialog.getByRole('button', { name: 'Confirmar limite' }).click();
  await page.getByText('Limite de crédito: R$ 18.000,00').waitFor();
  const told = page.getByText('Situação e limite atualizados');
  await told.waitFor();
  await told.waitFor({ state: 'detached' });
}

test('politicas', async () => {
  const page = await desk.open('analyst', '/politicas');
  await page.getByRole('button', { name: 'Começar rascunho' }).click();
  await page.getByRole('textbox', { name: 'Nome do rascunho' }).fill('Atraso médio de 15 dias');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Atraso médio', exact: true }).click();
  for (const name of ['Valor de Atraso médio', 'Valor de Atraso médio do grupo'])
    await page.getByRole('textbox', { name, exact: true }).fill('15');
  await page.keyboard.press('Control+s');
  await page.getByText('Tudo salvo.').waitFor();
  await page.getByText('Nenhum apontamento.').waitFor();
  await page.getByRole('tab', { name: 'Teste retroativo' }).click();
  await page.getByRole('button', { name: 'Iniciar teste retroativo' }).click();
  await page.getByText(/^Concluído:/).waitFor({ timeout: 60_000 });
  await takePicture(page, 'politicas', { fullPage: true });
});
