/** Owns the screens *Usuários*, *Grupos de Usuários* and *Chaves de API*: what is shown once, and what counts then. */
import { accessibilityProblems, takePicture } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('people');
});
afterAll(() => desk.stop());

test('a user is added, and their password shown once', async () => {
  const page = await desk.open('administrator', '/usuarios');
  await page.getByRole('table', { name: 'Usuários' }).waitFor();
  await takePicture(page, 'usuarios');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Incluir usuário' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Incluir usuário' });
  await dialog.getByLabel('Nome de acesso').fill('bia.lima');
  await dialog.getByLabel('Nome', { exact: false }).nth(1).fill('Bia Lima');
  await dialog.getByLabel('E-mail').fill('bia@example.com');
  await dialog.getByLabel('Todas as filiais').press('Space');
  await takePicture(page, 'incluir-usuario');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('E-mail').press('Enter');
  await dialog.getByText('Senha provisória de Bia Lima').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Concluir' }).press('Enter');
  await page.getByRole('row', { name: /Bia Lima.*Senha provisória/ }).waitFor();
});

test('a group shows its permissions by the names of the manuals', async () => {
  const page = await desk.open('administrator', '/grupos-de-usuarios');
  await page.getByRole('button', { name: 'Alterar Vendedores' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Alterar Vendedores' });
  await dialog.getByLabel('Clientes - Permite utilizar consulta Deps').press('Space');
  await takePicture(page, 'grupos');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Gravar' }).press('Enter');
  await page.getByText('Gravado.').waitFor();
  expect((await desk.crivo.stores.userGroups.find('seller'))?.permissions).toContain('reports:buy');
});

test('a key is made, shown once, and revoked after a warning', async () => {
  const page = await desk.open('administrator', '/chaves-de-api');
  await page.getByRole('button', { name: 'Criar chave' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Criar chave' });
  await dialog.getByLabel('Nome').fill('Loja');
  await dialog.getByLabel('De quem').fill('erp-loja');
  await dialog.getByLabel('De quem').press('Enter');
  await dialog.getByText(/^crv_/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Concluir' }).press('Enter');
  await page.getByRole('button', { name: 'Revogar Loja' }).press('Enter');
  await takePicture(page, 'chaves');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Revogar chave' }).press('Enter');
  await page.getByRole('button', { name: 'Revogar Loja' }).waitFor({ state: 'detached' });
});

test('who may not is told which permission is missing', async () => {
  const page = await desk.open('seller', '/usuarios');
  await page.getByText('Usuários - Consultar usuários e sessões').waitFor();
});
