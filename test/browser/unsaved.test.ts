/** Owns that nothing typed is lost unasked: by another screen, the way back, a closed dialog, a closed window. */
import type { Dialog, Page } from 'playwright-core';
import { accessibilityProblems, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { PASSWORD } from '../support/people';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('unsaved');
});
afterAll(() => desk.stop());

const asked = (page: Page) => page.getByRole('dialog', { name: 'Sair sem gravar?' });
const pathOf = (page: Page) => new URL(page.url()).pathname;

test('a form that was changed is left for another screen, by the keyboard or by the way back, only after asking', async () => {
  const page = await desk.open('administrator', '/filiais');
  await page.getByRole('table', { name: 'Filiais' }).getByRole('link').click();
  const at = `/filiais/${BRANCH}`;
  const name = page.getByLabel('Nome');
  await name.fill('Filial Dois');
  await page.getByRole('tab', { name: 'Compra de consultas' }).click();
  await page.getByRole('tab', { name: 'Parâmetros gerais' }).click();
  await name.focus();
  await page.getByRole('link', { name: 'Painel' }).click();
  await asked(page).waitFor();
  await takePicture(page, 'sair-sem-gravar');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await asked(page).waitFor({ state: 'detached' });
  expect([pathOf(page), await name.inputValue()]).toEqual([at, 'Filial Dois']);

  for (const stay of ['Escape', 'Enter']) {
    await page.evaluate('history.back()');
    await asked(page).waitFor();
    await page.keyboard.press(stay);
    await asked(page).waitFor({ state: 'detached' });
    expect([pathOf(page), await name.inputValue()]).toEqual([at, 'Filial Dois']);
  }

  await page.keyboard.press('Control+k');
  await page.getByLabel('Digite o nome de uma tela').fill('clien');
  await page.keyboard.press('Enter');
  await asked(page).waitFor();
  await page.keyboard.press('Enter');
  await page.evaluate('history.back()');
  await asked(page).getByRole('button', { name: 'Sair sem gravar' }).press('Enter');
  await page.getByRole('table', { name: 'Filiais' }).waitFor();
  expect(pathOf(page)).toBe('/filiais');
  await page.getByRole('link', { name: 'Painel' }).click();
  await page.getByRole('heading', { name: 'Painel' }).waitFor();
});

test('a dialog with something typed closes only after asking, and one without closes at once', async () => {
  const page = await desk.open('administrator', '/grupos-de-usuarios');
  const dialog = page.getByRole('dialog', { name: 'Incluir grupo' });
  await page.getByRole('button', { name: 'Incluir grupo' }).press('Enter');
  await dialog.getByLabel('Nome').fill('Caixa');
  await page.keyboard.press('Escape');
  await asked(page).waitFor();
  await page.keyboard.press('Escape');
  await asked(page).waitFor({ state: 'detached' });
  expect(await dialog.getByLabel('Nome').inputValue()).toBe('Caixa');
  await dialog.getByRole('button', { name: 'Fechar' }).click();
  await asked(page).getByRole('button', { name: 'Sair sem gravar' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Incluir grupo' }).press('Enter');
  await dialog.getByLabel('Nome').fill('Caixa');
  await dialog.getByLabel('Nome').fill('');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a changed restriction asks before another version takes its place, before signing out and before its window closes', async () => {
  const page = await desk.open('manager', '/restricao-de-credito');
  const cell = page
    .getByRole('row', { name: /^Limite de crédito excedido/ })
    .getByRole('gridcell')
    .first();
  await cell.click();
  await page.getByText('Há alterações não gravadas.').waitFor();
  await page.getByRole('button', { name: /conta de Ana manager/ }).click();
  await page.getByRole('menuitem', { name: 'Sair' }).click();
  await asked(page).getByRole('button', { name: 'Continuar editando' }).click();
  await asked(page).waitFor({ state: 'detached' });
  const told = new Promise<Dialog>((resolve) => void page.once('dialog', resolve));
  await page.close({ runBeforeUnload: true });
  const question = await told;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await page.getByText('Há alterações não gravadas.').waitFor();
});

test('whose session ends signs in over the screen, and what was typed is still there', async () => {
  const page = await desk.open('administrator', `/filiais/${BRANCH}`);
  await page.getByLabel('Nome').fill('Filial Dois');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Gravar' }).press('Enter');
  const over = page.getByRole('dialog', { name: 'Sua sessão terminou' });
  await over.getByText('o que estava na tela foi mantido').waitFor();
  await takePicture(page, 'sessao-terminada');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await over.getByLabel('E-mail').fill('administrator@example.com');
  await over.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await over.waitFor({ state: 'detached' });
  expect(await page.getByLabel('Nome').inputValue()).toBe('Filial Dois');
  await page.getByRole('button', { name: 'Gravar' }).press('Enter');
  await page.getByRole('heading', { name: `${BRANCH} · Filial Dois` }).waitFor();
});

test('a screen whose files do not arrive says so, and the way to the others stays', async () => {
  const page = await desk.open('administrator', '/filiais');
  await page.getByRole('table', { name: 'Filiais' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Auditoria' }).click();
  await page.getByRole('heading', { name: 'Esta tela não pôde ser mostrada' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Matriz/Filial' }).click();
  await page.getByRole('table', { name: 'Filiais' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Auditoria' }).click();
  await page.getByRole('button', { name: 'Carregar de novo' }).press('Enter');
  await page.getByRole('table', { name: 'Registros' }).or(page.getByText('Nenhum registro')).first().waitFor();
});
