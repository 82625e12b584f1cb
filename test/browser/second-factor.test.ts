/** Owns the screens of *Verificação em duas etapas*: turned on, asked for, recovered, demanded. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, takePicture } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';
import { aPerson, PASSWORD } from '../support/people';
import { codeOf } from '../support/second-factors';

const STEP_MS = 30_000;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('second-factor');
});
afterAll(() => desk.stop());

async function openPage(email: string, width: number): Promise<Page> {
  const viewport = { width, height: 800 };
  const context = await desk.browser.newContext({ baseURL: desk.baseUrl, viewport, locale: 'pt-BR' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto('/');
  await signIn(page, email);
  return page;
}
async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}
async function look(page: Page, picture: string): Promise<void> {
  // The menu it was chosen from fades away.
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await takePicture(page, picture);
  expect(await accessibilityProblems(page)).toEqual([]);
}
/** From the password to the recovery codes, which are answered with the secret as it was shown. */
async function turnOn(page: Page, picture: string) {
  await page.getByLabel('Sua senha').fill('errada');
  await page.keyboard.press('Enter');
  await page.getByText('Não é a sua senha.').waitFor();
  await page.getByLabel('Sua senha').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'Código QR para o aplicativo autenticador' }).waitFor();
  const secret = (await page.locator('pre').innerText()).replaceAll(' ', '');
  await look(page, `${picture}-chave`);
  await page.getByLabel('Código do aplicativo').fill('000000');
  await page.keyboard.press('Enter');
  await page.getByText('O código não confere ou já foi usado.').waitFor();
  await page.getByLabel('Código do aplicativo').fill(codeOf(secret, new Date()));
  await page.keyboard.press('Enter');
  await page.getByText('Códigos de recuperação', { exact: true }).waitFor();
  const recoveryCodes = (await page.locator('pre').innerText()).split('\n');
  expect(recoveryCodes).toHaveLength(10);
  await look(page, `${picture}-codigos`);
  await page.getByRole('button', { name: 'Já guardei os códigos' }).click();
  return { secret, recoveryCodes };
}
async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /conta de Ana Souza/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('turned on by a code of the secret that is shown, asked for at the next sign-in, and got around by a recovery code', async () => {
  const { email } = await aPerson(desk.crivo, { userGroups: ['analyst'] });
  const page = await openPage(email, 1280);
  await openMenu(page, 'Verificação em duas etapas');
  const { secret, recoveryCodes } = await turnOn(page, 'duas-etapas');
  await openMenu(page, 'Sair');
  await signIn(page, email);
  await page.getByRole('heading', { name: 'Verificação em duas etapas' }).waitFor();
  await look(page, 'entrar-codigo');
  await page.getByLabel('Código', { exact: true }).fill('000000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('O código não confere ou já foi usado.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // The next one is good already.
  await page.getByLabel('Código', { exact: true }).fill(codeOf(secret, new Date(Date.now() + STEP_MS)));
  await page.keyboard.press('Enter');
  await openMenu(page, 'Sair');
  await signIn(page, email);
  await page.getByLabel('Código', { exact: true }).fill(recoveryCodes[0] ?? '');
  await page.keyboard.press('Enter');
  await openMenu(page, 'Verificação em duas etapas');
  await page.getByText('Restam 9 códigos de recuperação.').waitFor();
  await look(page, 'duas-etapas-ativada');
  await page.getByRole('button', { name: 'Gerar novos códigos de recuperação' }).click();
  await page.getByText('Os 9 códigos de recuperação que restam deixam de valer na hora. Não há volta.').waitFor();
  await look(page, 'duas-etapas-novos-codigos');
  await page.getByRole('button', { name: 'Voltar' }).click();
  await page.getByText('Restam 9 códigos de recuperação.').waitFor();
  await page.getByRole('button', { name: 'Desativar' }).click();
  await page.getByLabel('Sua senha').fill(PASSWORD);
  await page.getByLabel('Código', { exact: true }).fill(recoveryCodes[1] ?? '');
  await look(page, 'duas-etapas-desativar');
  await page.keyboard.press('Enter');
  await page.getByText('Verificação em duas etapas desativada.').waitFor();
});

test('demanded of a group it is set up before anything else, on a phone too; the administrator sees and resets it', async () => {
  const administrator = await desk.open('administrator', '/grupos-de-usuarios');
  await administrator.getByRole('button', { name: 'Alterar Vendedores' }).click();
  await administrator.getByLabel('Exigir verificação em duas etapas').press('Space');
  await look(administrator, 'grupo-duas-etapas');
  await administrator.getByRole('button', { name: 'Gravar' }).click();
  await administrator.getByRole('row', { name: /Vendedores.*Exigida/ }).waitFor();
  const { email, user } = await aPerson(desk.crivo, { userGroups: ['seller'], name: 'Bia Lima' });
  const page = await openPage(email, 390);
  await page.getByText('Seu grupo exige a verificação em duas etapas.').waitFor();
  await look(page, 'duas-etapas-exigida');
  await turnOn(page, 'duas-etapas-390');
  await page.getByRole('button', { name: /conta de Bia Lima/ }).waitFor();
  await administrator.goto('/usuarios');
  await administrator.getByRole('row', { name: /Bia Lima.*Ativada/ }).waitFor();
  await administrator.getByRole('button', { name: 'Alterar Bia Lima' }).click();
  await administrator.getByRole('button', { name: 'Redefinir duas etapas' }).scrollIntoViewIfNeeded();
  await look(administrator, 'usuario-duas-etapas');
  await administrator.getByRole('button', { name: 'Redefinir duas etapas' }).click();
  await administrator.getByText('O aplicativo e os códigos de recuperação de Bia Lima deixam de valer').waitFor();
  expect((await desk.crivo.stores.users.find(user))?.secondFactorSince).not.toBeNull();
  await look(administrator, 'usuario-duas-etapas-confirmar');
  await administrator.getByRole('button', { name: 'Voltar' }).click();
  await administrator.getByRole('button', { name: 'Redefinir duas etapas' }).click();
  await administrator.getByRole('button', { name: 'Redefinir agora' }).click();
  await administrator.getByText('Gravado.').waitFor();
  expect((await desk.crivo.stores.users.find(user))?.secondFactorSince).toBeNull();
});
