/** Owns the screen *Matriz/Filial › Outros parâmetros*: bad input told at its field, changes of others, who may only read. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('branches');
});
afterAll(() => desk.stop());

const save = (page: Page) => page.getByRole('button', { name: 'Gravar' }).press('Enter');

test('bad input is told at its field and nothing is saved; what is right is in force at once', async () => {
  const page = await desk.open('administrator', '/filiais');
  const complaints = complaintsOf(page);
  await page.getByRole('table', { name: 'Filiais' }).waitFor();
  await takePicture(page, 'filiais');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('table', { name: 'Filiais' }).getByRole('link').press('Enter');
  const hours = page.getByLabel('Horas até o prazo');
  await hours.fill('0');
  await page.getByLabel('Dias sem expediente').fill('25/01/2027\n31/02/2027');
  await save(page);
  await page.getByText('Corrija os 2 campos indicados. Nada foi gravado.').waitFor();
  await page.getByText('“31/02/2027” não é uma data. Escreva dd/mm/aaaa.').waitFor();
  expect(await page.locator(':focus').inputValue()).toBe('0 h');
  await takePicture(page, 'filial-campos-errados');
  expect(await accessibilityProblems(page)).toEqual([]);
  await hours.fill('48');
  await page.getByLabel('Dias sem expediente').fill('25/01/2027');
  await page.getByRole('tab', { name: 'SPC' }).click();
  await page.getByText('Esta filial ainda não tem conta no SPC').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Parâmetros gerais' }).click();
  expect(await hours.inputValue()).toBe('48 h');
  await page.getByLabel('Aprovação comercial: Automática').press('Space');
  await save(page);
  await page.getByText('Gravado. Vale a partir de agora.').waitFor();
  expect(await desk.crivo.stores.branches.find(BRANCH)).toMatchObject({
    parameters: {
      holdDeadlineHours: 48,
      holidays: ['2027-01-25'],
      stages: { commercialApproval: { by: 'automatic' } },
    },
  });
  // That there is no SPC account yet is a 404, of which a browser always complains.
  expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
});

test('what somebody else has changed meanwhile is not overwritten, and can be loaded', async () => {
  const page = await desk.open('administrator', `/filiais/${BRANCH}`);
  await page.getByLabel('Nome').fill('Meu nome');
  await desk.crivo.call('PUT', `/branches/${BRANCH}`, { name: 'Nome de outra pessoa' });
  await save(page);
  await page.getByText('Outra pessoa alterou estes parâmetros').waitFor();
  await takePicture(page, 'filial-alterada-por-outro');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect((await desk.crivo.stores.branches.find(BRANCH))?.parameters.name).toBe('Nome de outra pessoa');
  await page.getByRole('button', { name: 'Carregar o que está gravado' }).press('Enter');
  await page.getByRole('heading', { name: 'Nome de outra pessoa' }).waitFor();
  expect(await page.getByLabel('Nome').inputValue()).toBe('Nome de outra pessoa');
});

test('prices and budgets are set in reais, and a webhook shows its secret once', async () => {
  const page = await desk.open('administrator', `/filiais/${BRANCH}/compras`);
  const day = page.getByLabel('Limite por dia');
  await day.fill('-1');
  await page.getByRole('button', { name: 'Gravar' }).press('Enter');
  await page.getByText('Informe um valor como 1.234,56.').waitFor();
  await day.pressSequentially('x');
  await day.fill('');
  await day.pressSequentially('1.234,5');
  await day.blur();
  expect((await day.inputValue()).replace(/\s/, ' ')).toBe('R$ 1.234,50');
  await page.getByLabel('Limite por dia').fill('300000');
  await page.getByLabel('Limite por mês').fill('2000');
  await save(page);
  await page.getByText('O limite do dia não pode passar do limite do mês.').waitFor();
  await page.getByLabel('Limite por dia').fill('300');
  await takePicture(page, 'filial-compras');
  expect(await accessibilityProblems(page)).toEqual([]);
  await save(page);
  await page.getByText('Gravado. Vale a partir de agora.').waitFor();
  expect(await desk.crivo.stores.purchasing.find(BRANCH)).toMatchObject({
    dayCapCents: 30_000,
    monthCapCents: 200_000,
  });

  await page.getByRole('button', { name: 'Desligar para a empresa inteira' }).press('Enter');
  const stop = page.getByRole('dialog', { name: 'Desligar para a empresa inteira' });
  await stop.getByLabel('Motivo').fill('Fatura em conferência');
  expect(await accessibilityProblems(page)).toEqual([]);
  await stop.getByLabel('Motivo').press('Enter');
  await page.getByText('A compra de consultas está desligada para a empresa inteira.').waitFor();
  expect(await desk.crivo.stores.purchasing.isEnabled()).toBe(false);

  await page.getByRole('tab', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Cadastrar destino' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Cadastrar destino' });
  await dialog.getByLabel('Endereço').fill('https://10.0.0.1/hooks');
  await dialog.getByLabel('Endereço').press('Enter');
  await dialog.getByText('Endereço não aceito').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('Endereço').fill('https://erp.example/hooks');
  await dialog.getByLabel('Endereço').press('Enter');
  await dialog.getByText(/^whsec_/).waitFor();
  await dialog.getByRole('button', { name: 'Concluir' }).press('Enter');
  await page.getByRole('button', { name: 'Entregas' }).press('Enter');
  await page.getByText('Nada foi enviado ainda.').waitFor();
  await takePicture(page, 'filial-webhooks');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('who may only read sees the parameters but no way to change them, and is told what lacks', async () => {
  const page = await desk.open('analyst', `/filiais/${BRANCH}`, { width: 390, height: 760, colorScheme: 'dark' });
  await page.getByText('Você pode consultar, mas não alterar.').waitFor();
  expect(await page.getByLabel('Nome').isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Gravar' }).count()).toBe(0);
  await takePicture(page, 'filial-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.getByRole('tab', { name: 'Deps' }).click();
  await page.getByText('Matriz/Filial - Consultar conta Deps').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('who may only read an account opens its products by keyboard, and can choose none', async () => {
  const page = await desk.open('manager', `/filiais/${BRANCH}/deps`);
  await page.getByRole('button', { name: 'Produtos e preços: Consulta padrão PJ' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Consulta padrão PJ' });
  await dialog
    .getByText('não cobra')
    .or(dialog.getByText(/ainda não/))
    .first()
    .waitFor();
  expect(await dialog.getByRole('button', { name: /^(Escolher|Buscar produtos)/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('every tab can be used at 390 pixels', async () => {
  const page = await desk.open('administrator', `/filiais/${BRANCH}/deps`, { width: 390, height: 760 });
  for (const [tab, there] of [
    ['Deps', 'URL da API'],
    ['SPC', 'Operador'],
    ['Compra de consultas', 'Limite por dia'],
    ['Parâmetros gerais', 'Fuso horário'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByLabel(there).first().waitFor();
    await takePicture(page, `filial-390-${tab.split(' ')[0]?.toLowerCase() ?? ''}`);
    expect([tab, await accessibilityProblems(page)]).toEqual([tab, []]);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }
});
