/** Owns what holds of every page: it opens under the strict policy, says who may see it, and can be used by everybody. */
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('shell');
});
afterAll(() => desk.stop());

test('the analyst begins at the queue of blocked orders, with nothing refused and nothing in the way of anybody', async () => {
  const page = await desk.open('analyst', '/');
  await page.getByRole('heading', { name: 'Nenhum pedido bloqueado' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/pedidos-bloqueados');
  const complaints = complaintsOf(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Nenhum pedido bloqueado' }).waitFor();
  await takePicture(page, 'shell');
  expect(complaints).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('? lists the keys that act here, and Ctrl+K finds a screen by a few letters', async () => {
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  await page.getByRole('heading', { name: 'Nenhum pedido bloqueado' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Atalhos de teclado' }).getByText('Ir para qualquer tela').waitFor();
  await takePicture(page, 'atalhos');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Digite o nome de uma tela' }).fill('atendi');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/clientes');
});

test('who lacks the permission of a screen is told which one', async () => {
  const page = await desk.open('seller', '/pedidos-bloqueados');
  await page.getByText('Pedidos bloqueados - Consultar').waitFor();
  await takePicture(page, 'sem-permissao');
  expect(await accessibilityProblems(page)).toEqual([]);
});
