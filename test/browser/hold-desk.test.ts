/** Owns what an analyst does with held orders beside releasing them, and that two who work at once see each other's work. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, anOrder } from '../support/orders';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('hold-desk');
  await desk.crivo.publish({ 'no-history': { save: 'block' } });
});
// Who looks at an order in a window that was left open would be seen there.
afterEach(async () => {
  for (const context of desk.browser.contexts()) await context.close();
});
afterAll(() => desk.stop());

async function held(name: string, amountCents = 1_000_00): Promise<string> {
  const customer = { ...aCustomer(40_000_00), name };
  await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const order = anOrder({ document: customer.document, amountCents });
  const { body } = await desk.crivo.call('POST', `/branches/${BRANCH}/orders`, order, { role: 'integrator' });
  expect(body['status']).toBe('held');
  return order.id;
}
const stateOf = async (order: string) => (await desk.crivo.call('GET', `/branches/${BRANCH}/orders/${order}`)).body;
const queueOf = (page: Page) => page.getByRole('table', { name: 'Pedidos bloqueados' });
const rowOf = (page: Page, order: string) => queueOf(page).getByRole('button', { name: order, exact: true });
const drawerOf = (page: Page, order: string) => page.getByRole('complementary', { name: `Pedido ${order}` });

async function openOrder(page: Page, order: string) {
  await rowOf(page, order).click();
  const drawer = drawerOf(page, order);
  await drawer.getByText('Andamento').waitFor();
  return drawer;
}

async function giveReason(page: Page, note = 'Conversado com o cliente'): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Motivo' }).click();
  await page.getByRole('listbox', { name: 'Motivo' }).getByRole('option').first().click();
  await dialog.getByRole('textbox', { name: /Observação/ }).fill(note);
}

test('a release that was asked for is refused; where nobody asked, it is said so in Portuguese', async () => {
  const [order, unasked] = [await held('Mercado Sol Ltda'), await held('Auto Peças União')];
  const asked = { branch: BRANCH, scope: { kind: 'order', order }, checks: 'all', note: null };
  const { status } = await desk.crivo.call('POST', '/release-requests', asked, { role: 'seller' });
  expect(status).toBe(200);
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  for (const [name, told] of [
    [order, '1 pedido recusado'],
    [unasked, 'Ninguém pediu a liberação deste pedido: não há o que recusar.'],
  ] as const) {
    await openOrder(page, name);
    await page.keyboard.press('r');
    await giveReason(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Recusar', exact: true }).click();
    await page.getByText(told).waitFor();
  }
  // What was refused is told where it was typed, and nothing typed is lost.
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`Não foi feito: pedido ${unasked}`).waitFor();
  expect(await dialog.getByRole('textbox', { name: /Observação/ }).inputValue()).toBe('Conversado com o cliente');
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePicture(page, 'recusa-na-janela');
  expect(await stateOf(order)).toMatchObject({ status: 'held' });
});

test('a release beyond the band is not offered, but the way to who may, at 390 pixels too', async () => {
  const order = await held('Grande Compra S.A.', 30_000_00);
  for (const width of [1280, 390]) {
    const page = await desk.open('analyst', '/pedidos-bloqueados', { width });
    const drawer = await openOrder(page, order);
    await drawer.getByText('A liberação deste pedido passa da sua alçada. Encaminhe-o à alçada superior.').waitFor();
    expect(await drawer.getByRole('button', { name: 'Liberar…' }).count()).toBe(0);
    await page.keyboard.press('l');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePicture(page, `alem-da-alcada-${width}`);
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: `Encaminhar o pedido ${order}` }).waitFor();
  }
});

test('a release that a band no longer reaches is told in its dialog, which passes it on with what was typed', async () => {
  const order = await held('Quase Grande Ltda', 12_000_00);
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  await openOrder(page, order);
  await page.keyboard.press('l');
  await giveReason(page, 'Cliente antigo');
  await page.route('**/v1/holds/bulk', async (route) => {
    const problem = { code: 'AboveAuthority', title: 'Above', detail: 'Isto passa da sua alçada.', status: 403 };
    const results = [{ branch: BRANCH, order, status: 'refused', releases: [], state: null, problem }];
    await route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ results }) });
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Liberar', exact: true }).click();
  await dialog.getByText('Isto passa da sua alçada.').waitFor();
  expect(await dialog.getByRole('textbox', { name: /Observação/ }).inputValue()).toBe('Cliente antigo');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Encaminhar à alçada superior' }).click();
  await page.getByText(`Pedido ${order} encaminhado`).waitFor();
  await dialog.waitFor({ state: 'detached' });
});

test('an order is passed on to a higher band', async () => {
  const order = await held('Ferragens Boa Vista');
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  const drawer = await openOrder(page, order);
  await drawer.getByRole('button', { name: 'Encaminhar à alçada superior…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Observação' }).fill('Acima do que posso');
  await page.getByRole('dialog').getByRole('button', { name: 'Encaminhar' }).click();
  await page.getByText(`Pedido ${order} encaminhado`).waitFor();
});

test('an order is held by hand, stays in the queue as such, and the hold is lifted again', async () => {
  const order = await held('Papelaria Central');
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  const drawer = await openOrder(page, order);
  await page.keyboard.press('m');
  await giveReason(page, 'Aguardando contrato');
  await page.getByRole('dialog').getByRole('button', { name: 'Bloquear', exact: true }).click();
  await page.getByText('1 pedido bloqueado manualmente').waitFor();
  await drawer.getByText('Bloqueio manual', { exact: true }).waitFor();
  await queueOf(page)
    .getByRole('row', { name: new RegExp(order) })
    .getByText(/^Bloqueio manual/)
    .waitFor();
  await drawer.getByRole('button', { name: 'Retirar bloqueio manual' }).click();
  await page.getByText(`Bloqueio manual do pedido ${order} retirado`).waitFor();
  expect(await stateOf(order)).toMatchObject({ status: 'held', forcedHold: null });
});

test('a promise of payment is recorded by its day as it is written here, and releases nothing', async () => {
  const order = await held('Bazar da Praça');
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  const drawer = await openOrder(page, order);
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: `Promessa de pagamento do pedido ${order}` });
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
  await dialog.getByRole('textbox', { name: 'Dia' }).fill(day);
  await takePicture(page, 'promessa');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Registrar promessa' }).click();
  await drawer.getByText(`Promessa de R$ 1.000,00 para ${day}`).waitFor();
  expect(await stateOf(order)).toMatchObject({ status: 'held' });
});

test('many are marked by keyboard and released with one reason', async () => {
  const orders = [await held('Loja A', 200_00), await held('Loja B', 300_00), await held('Loja C', 400_00)];
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  for (const order of orders)
    await queueOf(page)
      .getByRole('checkbox', { name: `Marcar o pedido ${order}` })
      .press(' ');
  const bar = page.getByRole('group', { name: '3 pedidos marcados' });
  await bar.getByRole('button', { name: 'Liberar…' }).press('Enter');
  await page.getByRole('dialog', { name: 'Liberar 3 pedidos' }).getByText('R$ 900,00').waitFor();
  await giveReason(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Liberar', exact: true }).click();
  await page.getByText('3 pedidos liberados').waitFor();
  for (const order of orders) {
    expect(await stateOf(order)).toMatchObject({ status: 'waiting' });
    await rowOf(page, order).waitFor({ state: 'detached' });
  }
});

test('two in one order see each other, and what one does changes the other screen and says who did it', async () => {
  const order = await held('Distribuidora Norte');
  const [analyst, manager] = [
    await desk.open('analyst', '/pedidos-bloqueados'),
    await desk.open('manager', '/pedidos-bloqueados'),
  ];
  for (const page of [analyst, manager]) await page.getByText('Ao vivo').waitFor();
  const mine = await openOrder(analyst, order);
  await openOrder(manager, order);
  await mine.getByText('Ana manager também está vendo este pedido.').waitFor();
  await manager.getByText('Ana analyst também está vendo este pedido.').waitFor();
  await takePicture(analyst, 'dois-no-mesmo-pedido');
  expect(await accessibilityProblems(analyst)).toEqual([]);

  await manager.keyboard.press('a');
  await queueOf(analyst).getByText('Assumido por Ana manager agora').waitFor();
  await queueOf(analyst).getByText('com Ana manager').waitFor();
  await takePicture(analyst, 'assumido-por-outra-pessoa');
  await manager.keyboard.press('l');
  await giveReason(manager);
  await manager.getByRole('dialog').getByRole('button', { name: 'Liberar', exact: true }).click();
  await analyst.getByText(`Pedido ${order} saiu da fila`).waitFor();
  await analyst.getByText('Liberado por Ana manager', { exact: true }).waitFor();
  await rowOf(analyst, order).waitFor({ state: 'detached' });
  await mine.getByText('Este pedido saiu da fila: liberado por Ana manager. Abaixo, como estava').waitFor();
  expect(await mine.getByRole('complementary').getByText('Bloqueado', { exact: true }).count()).toBe(0);
  await takePicture(analyst, 'liberado-por-outra-pessoa');
});

test('an order that comes appears by itself, and without the stream the queue looks by itself', async () => {
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  await page.getByText('Ao vivo').waitFor();
  const order = await held('Chegou Agora Ltda');
  await rowOf(page, order).waitFor();
  const silent = await desk.open('analyst', '/clientes');
  await silent.route('**/v1/events', (route) => route.fulfill({ status: 503, body: '' }));
  await silent.goto('/pedidos-bloqueados');
  await silent.getByText('Atualiza a cada 15 s').waitFor();
  await rowOf(silent, order).waitFor();
});
