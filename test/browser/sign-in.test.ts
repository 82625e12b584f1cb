/** Owns the screens *Entrar* and *Trocar senha*: by keyboard alone, without anything in the way of anybody. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, takePicture } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';
import { aPerson, PASSWORD } from '../support/people';

const NEW_PASSWORD = 'girassol tijolo vento';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('sign-in');
});
afterAll(() => desk.stop());

/** Of nobody yet. */
async function openPage(width = 1280): Promise<Page> {
  const context = await desk.browser.newContext({
    baseURL: desk.baseUrl,
    viewport: { width, height: 800 },
    locale: 'pt-BR',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Entrar no Crivo' }).waitFor();
  return page;
}

async function type(page: Page, ...fields: readonly string[]): Promise<void> {
  for (const [index, text] of fields.entries()) {
    await page.keyboard.type(text);
    if (index < fields.length - 1) await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}

test('a wrong password is told, the right one opens the desk, and signing out closes it', async () => {
  const { email } = await aPerson(desk.crivo, { userGroups: ['analyst'] });
  const page = await openPage();
  await takePicture(page, 'entrar');
  expect(await accessibilityProblems(page)).toEqual([]);
  await type(page, email, 'errada');
  await page.getByRole('alert').getByText('E-mail ou senha não conferem').waitFor();
  await takePicture(page, 'entrar-recusado');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('Senha', { exact: true }).focus();
  await type(page, PASSWORD);
  await page.getByRole('button', { name: /conta de Ana Souza/ }).click();
  await page.getByRole('menuitem', { name: 'Sair' }).click();
  await page.getByRole('heading', { name: 'Entrar no Crivo' }).waitFor();
  expect(page.url()).not.toContain('@');
  const { origins } = await page.context().storageState();
  expect(JSON.stringify(origins)).not.toContain('@');
});

test('a password that was handed over is changed before anything else', async () => {
  const { email } = await aPerson(desk.crivo, { userGroups: ['analyst'], mustChangePassword: true });
  const page = await openPage(390);
  await type(page, email, PASSWORD);
  await page.getByRole('heading', { name: 'Trocar senha' }).waitFor();
  await takePicture(page, 'trocar-senha');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('Senha atual').fill(PASSWORD);
  await page.getByLabel('Nova senha', { exact: true }).fill('curta');
  await page.getByLabel('Repita a nova senha').fill('curta');
  await page.keyboard.press('Enter');
  await page.getByText('Muito curta: use 12 caracteres ou mais.').waitFor();
  await page.getByLabel('Nova senha', { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel('Repita a nova senha').fill(NEW_PASSWORD);
  await page.getByLabel('Senha atual').fill('errada');
  await page.keyboard.press('Enter');
  await page.getByText('Não é a sua senha atual.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('Senha atual').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Senha trocada.').waitFor();
  await page.getByRole('button', { name: /conta de Ana Souza/ }).waitFor();
});

test('the company’s provider is offered by its label; what it answers is told to the API once, and gives way to the page that was asked for', async () => {
  const page = await openPage();
  const told: unknown[] = [];
  await page.route('**/v1/sign-in-options', (route) =>
    route.fulfill({ json: { oidc: { label: 'Entrar com a Acme' } } }),
  );
  await page.route('**/v1/session/oidc/start', (route) =>
    route.fulfill({ json: { location: `${desk.baseUrl}/entrar/oidc?code=a&state=b` } }),
  );
  await page.route('**/v1/session/oidc', (route) => {
    told.push(route.request().postDataJSON());
    return route.fulfill({ status: 401, json: { code: 'ProviderSignInRefused', detail: 'A entrada não foi aceita.' } });
  });
  await page.goto('/auditoria?kind=branch');
  await page.getByRole('button', { name: 'Entrar com a Acme' }).click();
  await page.getByRole('alert').getByText('A entrada não foi aceita.').waitFor();
  await takePicture(page, 'entrar-pela-empresa');
  expect(told).toEqual([{ answer: 'code=a&state=b' }]);
  const address = () => page.url().slice(desk.baseUrl.length);
  expect(address()).toBe('/auditoria?kind=branch');
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const foreign of ['//evil.example/', '/\\evil.example/', 'https://evil.example/', 'javascript:alert(1)']) {
    await page.evaluate(`sessionStorage.setItem('crivo-asked-page', ${JSON.stringify(foreign)})`);
    await page.goto('/entrar/oidc?code=c&state=d');
    await page.getByRole('alert').getByText('A entrada não foi aceita.').waitFor();
    expect([address(), await page.evaluate('sessionStorage.length')]).toEqual(['/', 0]);
  }
});
