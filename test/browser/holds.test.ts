/** Owns the queue of blocked orders as an analyst uses it, by keyboard alone, against real orders. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, anOrder } from '../support/orders';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('holds');
  await desk.crivo.publish({ 'limit-exceeded': { save: 'block' }, 'no-history': { save: 'block' } });
});
afterAll(() => desk.stop());

async function held(name: string, amountCents: number): Promise<string> {
  const customer = { ...aCustomer(40_000_00), name };
  await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const order = anOrder({ document: customer.document, amountCents });
  const { body } = await desk.crivo.call('POST', `/branches/${BRANCH}/orders`, order, { role: 'integrator' });
  expect(body['status']).toBe('held');
  return order.id;
}

const queueOf = (page: Page) => page.getByRole('table', { name: 'Pedidos bloqueados' });

const rowOf = (page: Page, order: string) => queueOf(page).getByRole('button', { name: order, exact: true });
const releaseDialog = (page: Page) => page.getByRole('dialog', { name: 'Liberar 1 pedido' });
const drawerOf = (page: Page, order: string) => page.getByRole('complementary', { name: `Pedido ${order}` });

test('a new analyst finds an order, looks at it and releases it by keyboard alone; it leaves the queue', async () => {
  const order = await held('Mercado Sol Ltda', 5_230_00);
  await held('Auto Peças União', 325_000);
  const page = await desk.open('analyst', '/');
  const complaints = complaintsOf(page);
  await rowOf(page, order).waitFor();
  await page.getByText('Ao vivo').waitFor();
  await page.getByRole('button', { name: /^Bloqueados 2 · R\$ 8\.480,00$/ }).waitFor();
  await takePicture(page, 'pedidos-bloqueados');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Próximo pedido').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  const drawer = drawerOf(page, order);
  await drawer.getByText('Andamento').waitFor();
  await drawer.getByRole('columnheader', { name: 'Valor exigido' }).first().waitFor();
  await takePicture(page, 'pedido-bloqueado');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('l');
  const reason = releaseDialog(page).getByRole('combobox', { name: 'Motivo' });
  await reason.waitFor();
  await takePicture(page, 'liberar');
  expect(await accessibilityProblems(page)).toEqual([]);
  await reason.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Pagamento combinado');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('1 pedido liberado').waitFor();
  await rowOf(page, order).waitFor({ state: 'detached' });
  await drawer.getByText(/^Este pedido saiu da fila/).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('the same by mouse, from the figure over the queue to the order that has gone on', async () => {
  const order = await held('Padaria Aurora', 4_100_00);
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  await page.getByRole('button', { name: /^Minha alçada/ }).click();
  await rowOf(page, order).click();
  const drawer = drawerOf(page, order);
  await drawer.getByRole('button', { name: 'Liberar…' }).click();
  const dialog = releaseDialog(page);
  await dialog.getByText('Valor a prazo: R$ 4.100,00').waitFor();
  await dialog.getByRole('combobox', { name: 'Motivo' }).click();
  await page.getByRole('listbox', { name: 'Motivo' }).getByRole('option').first().click();
  await dialog.getByRole('textbox', { name: /Observação/ }).fill('Cliente antigo');
  await dialog.getByRole('button', { name: 'Liberar', exact: true }).click();
  await rowOf(page, order).waitFor({ state: 'detached' });
  const { body } = await desk.crivo.call('GET', `/branches/${BRANCH}/orders/${order}`);
  expect(body).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
});

test('the queue can be used at 390 pixels and in the dark', async () => {
  await held('<b>Comércio & Filhos</b>', 99_00);
  const page = await desk.open('analyst', '/pedidos-bloqueados', { width: 390, height: 760, colorScheme: 'dark' });
  const row = queueOf(page).getByRole('row', { name: /Comércio & Filhos/ });
  await row.getByText('<b>Comércio & Filhos</b>').waitFor();
  for (const cell of ['.reason-cell', '.age-cell', '.deadline-cell', '.value-cell'])
    expect([cell, await row.locator(cell).isVisible()]).toEqual([cell, true]);
  await takePicture(page, 'pedidos-bloqueados-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
