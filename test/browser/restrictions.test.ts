/** Owns the screen *Restrição de crédito*: modes by keyboard, the SPC table told as it is typed, and two persons before it counts. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { until } from '../support/until';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('restrictions');
});
afterAll(() => desk.stop());

const AT = '/restricao-de-credito';
const cellOf = (page: Page, check: string, place: number) =>
  page.getByRole('row', { name: check }).getByRole('gridcell').nth(place);
const inForce = async () => {
  const record = await desk.crivo.stores.branches.find(BRANCH);
  if (record === null) throw new Error('no branch');
  return (await desk.crivo.stores.policies.find(record.policy))?.document;
};

async function blockByKeyboard(page: Page): Promise<void> {
  await cellOf(page, 'Bloquear ação', 0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  expect(await cellOf(page, 'Limite de crédito excedido', 2).innerText()).toBe('■ bloqueia');
  await page.keyboard.press('End');
  await page.keyboard.press('-');
  expect(await cellOf(page, 'Limite de crédito excedido', 5).innerText()).toBe('–');
}

async function typeTable(page: Page): Promise<void> {
  const table = page.getByRole('region', { name: 'Consulta SPC' });
  const second = table.getByLabel('Linha 2: atraso médio abaixo de, em dias');
  await second.fill('10');
  await table.getByText('Precisa ser maior que 10, da linha anterior').waitFor();
  await table.getByLabel('Linha 3: consultar a cada, em dias').fill('');
  await table.getByText('sem ele há uma lacuna').waitFor();
  await takePicture(page, 'restricao-tabela-errada');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Gravar rascunho' }).press('Enter');
  await page.getByText('Corrija a tabela da consulta SPC antes de gravar.').waitFor();
  await table.getByRole('button', { name: 'Usar as linhas sugeridas' }).press('Enter');
  await second.fill('15');
  await table.getByText('de 10 a menos de 15 dias, a cada 90 dias').waitFor();
}

test('modes and table are changed by keyboard, kept as a draft, approved by another person and published', async () => {
  const page = await desk.open('analyst', AT);
  const complaints = complaintsOf(page);
  await page.getByRole('grid', { name: 'Restrição de crédito' }).waitFor();
  await takePicture(page, 'restricao-de-credito');
  expect(await accessibilityProblems(page)).toEqual([]);
  const before = await inForce();
  await blockByKeyboard(page);
  await typeTable(page);
  await page.getByRole('combobox', { name: 'Vale para' }).click();
  const scopes = page.getByRole('listbox', { name: 'Vale para' });
  await scopes.getByRole('option', { name: new RegExp(`^${BRANCH}`) }).click();
  await cellOf(page, 'Atraso médio', 1).press('b');
  await page.getByRole('button', { name: 'Enviar para aprovação' }).press('Enter');
  await page.getByText('Rascunho aguarda aprovação').waitFor();
  await takePicture(page, 'restricao-enviada');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await inForce()).toEqual(before);
  expect(complaints).toEqual([]);

  const other = await desk.open('manager', AT);
  await other.getByRole('combobox', { name: 'A partir de' }).click();
  await other.getByRole('option', { name: /^Rascunho: Restrição de crédito/ }).click();
  await other.getByRole('button', { name: 'Aprovar' }).press('Enter');
  await other.getByRole('button', { name: 'Publicar' }).press('Enter');
  await other.getByText('Publicado. Vale a partir de agora.').waitFor();
  await until(async () => JSON.stringify(await inForce()) !== JSON.stringify(before), 'the version to be in force');
  expect(await inForce()).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ id: 'limit-exceeded', modes: { financialApproval: 'block', receipt: 'off' } }),
    ]),
    overrides: [{ branch: BRANCH, check: 'average-delay', action: 'commercialApproval', mode: 'block' }],
    parameters: {
      spcTable: { rows: [expect.anything(), { averageDelayBelowDays: 15, everyDays: 90 }, expect.anything()] },
    },
  });
});

test('a draft is returned with a reason by another person, and discarded by who wrote it, all by keyboard', async () => {
  const page = await desk.open('analyst', AT);
  const before = await inForce();
  await cellOf(page, 'Atraso médio', 0).press('b');
  await page.getByRole('button', { name: 'Enviar para aprovação' }).press('Enter');
  await page.getByText('Rascunho aguarda aprovação').waitFor();
  const choose = async (by: Page) => {
    await by.getByRole('combobox', { name: 'A partir de' }).click();
    await by.getByRole('option', { name: /aguarda aprovação|em edição/ }).click();
  };
  const other = await desk.open('manager', AT);
  await choose(other);
  await other.getByRole('button', { name: 'Devolver…' }).press('Enter');
  const dialog = other.getByRole('dialog', { name: 'Devolver o rascunho' });
  await dialog.getByLabel('Motivo').fill('Falta ouvir a Filial 02.');
  await takePicture(other, 'restricao-devolver');
  expect(await accessibilityProblems(other)).toEqual([]);
  await dialog.getByRole('button', { name: 'Devolver' }).press('Enter');
  await other.getByText('Rascunho em edição').waitFor();

  await page.reload();
  await choose(page);
  await page.getByText('Falta ouvir a Filial 02.').waitFor();
  await page.getByRole('button', { name: 'Descartar rascunho…' }).press('Enter');
  await page.getByRole('dialog', { name: 'Descartar o rascunho' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Rascunho descartado.').waitFor();
  expect(await page.getByRole('combobox', { name: 'A partir de' }).inputValue()).toContain('em vigor');
  expect(await inForce()).toEqual(before);
});

test('a draft that somebody else has changed meanwhile is not overwritten, and can be loaded', async () => {
  const page = await desk.open('analyst', AT);
  await cellOf(page, 'Atraso médio', 0).press('b');
  await page.getByRole('button', { name: 'Gravar rascunho' }).press('Enter');
  await page.getByText('Rascunho em edição').waitFor();
  const drafts = await desk.crivo.call('GET', '/policies/default/drafts');
  const [{ draft } = { draft: '' }] = drafts.body['drafts'] as { draft: string }[];
  const path = `/policies/default/drafts/${draft}`;
  const { document, revision } = (await desk.crivo.call('GET', path)).body;
  const other = { document: { ...(document as object), name: 'De outra pessoa' }, revision };
  expect((await desk.crivo.call('PUT', path, other)).status).toBe(200);
  await cellOf(page, 'Atraso médio', 1).press('b');
  await page.getByRole('button', { name: 'Gravar rascunho' }).press('Enter');
  await page.getByText('O rascunho foi alterado por outra pessoa').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Carregar o rascunho como está gravado' }).press('Enter');
  await page.getByText('gravado por test-administrator').waitFor();
  expect((await desk.crivo.call('GET', path)).body['document']).toMatchObject({ name: 'De outra pessoa' });
});

test('who may only read moves through the matrix and changes nothing, at 390 pixels too', async () => {
  const page = await desk.open('integrator', AT, { width: 390, height: 760, colorScheme: 'dark' });
  await page.getByText('Você pode consultar, mas não alterar.').waitFor();
  const cell = cellOf(page, 'Título', 0);
  await cell.first().focus();
  const said = await page.locator(':focus').innerText();
  await page.keyboard.press('Space');
  expect(await page.locator(':focus').innerText()).toBe(said);
  expect(await page.getByRole('button', { name: 'Gravar rascunho' }).count()).toBe(0);
  await takePicture(page, 'restricao-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('who lacks the permission is told which one', async () => {
  const page = await desk.open('seller', AT);
  await page.getByText('Políticas - Consultar').waitFor();
});
