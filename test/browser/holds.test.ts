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

const releaseDialog = (page: Page) => page.getByRole('dialog', { name: 'Liberar 1 pedido' });

async function takeReleasePicture(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await releaseDialog(page).getByRole('combobox', { name: 'Motivo' }).waitFor();
  await takePicture(page, 'liberar');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await releaseDialog(page).waitFor({ state: 'detached' });
}

/** False where the order was judged again since the queue was read: what an analyst hasn't seen is not released. */
async function release(page: Page): Promise<boolean> {
  const dialog = releaseDialog(page);
  await page.keyboard.press('l');
  await dialog.getByRole('combobox', { name: 'Motivo' }).waitFor();
  await dialog.getByRole('combobox', { name: 'Motivo' }).press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: /Observação/ }).fill('Pagamento combinado');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const done = page.getByText('1 pedido liberado');
  await done.or(page.getByText(/^Não foi feito/)).waitFor();
  return done.isVisible();
}

test('an order is found, looked at and released by keyboard alone, and leaves the queue', async () => {
  const order = await held('Mercado Sol Ltda', 5_230_00);
  await held('Auto Peças União', 325_000);
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  const complaints = complaintsOf(page);
  await queueOf(page).getByText(order).waitFor();
  await takePicture(page, 'pedidos-bloqueados');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('j');
  await page.keyboard.press('o');
  const drawer = page.getByRole('complementary', { name: `Pedido ${order}` });
  await drawer.getByText('Andamento').waitFor();
  await takePicture(page, 'pedido-bloqueado');
  expect(await accessibilityProblems(page)).toEqual([]);

  await takeReleasePicture(page);
  for (let tries = 0; !(await release(page)); tries += 1) {
    expect(tries).toBeLessThan(3);
    await page.reload();
    await queueOf(page).getByText(order).waitFor();
    await page.keyboard.press('j');
  }
  await queueOf(page).getByText(order).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('the queue can be used at 390 pixels and in the dark', async () => {
  await held('<b>Comércio & Filhos</b>', 99_00);
  const page = await desk.open('analyst', '/pedidos-bloqueados', { width: 390, height: 760, colorScheme: 'dark' });
  await queueOf(page).getByText('<b>Comércio & Filhos</b>').waitFor();
  await takePicture(page, 'pedidos-bloqueados-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
