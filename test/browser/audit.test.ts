/** Owns the screen *Auditoria*: before and after of each change, filters, 5,000 entries, and taking them away as a file. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH, until } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('audit');
});
afterAll(() => desk.stop());

const MANY = 5_000;
const trailOf = (page: Page) => page.getByRole('table', { name: 'Registros da auditoria' });

test('a change is shown from what to what, found by its filters, and taken away as a file, which is noted', async () => {
  const { body: before } = await desk.crivo.call('GET', `/branches/${BRANCH}`);
  const parameters = before['parameters'] as Record<string, unknown>;
  const changed = await desk.crivo.call('PUT', `/branches/${BRANCH}`, { ...parameters, name: 'Filial Centro' });
  expect(changed.status).toBe(200);
  const page = await desk.open('manager', '/auditoria');
  const complaints = complaintsOf(page);
  await trailOf(page).getByText('nome: Filial de teste → Filial Centro').waitFor();
  await takePicture(page, 'auditoria');
  expect(await accessibilityProblems(page)).toEqual([]);
  await trailOf(page)
    .getByRole('row', { name: /Filial Centro/ })
    .getByRole('button')
    .press('Enter');
  const drawer = page.getByRole('complementary', { name: 'Alteração: Filial' });
  await drawer.getByRole('row', { name: 'nome Filial de teste Filial Centro' }).waitFor();
  await takePicture(page, 'auditoria-registro');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });

  await page.getByRole('textbox', { name: 'Quem', exact: true }).fill('ninguem');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nenhum registro' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('main').getByRole('button', { name: 'Limpar filtros' }).last().press('Enter');
  await trailOf(page).waitFor();

  await page.getByRole('button', { name: 'Exportar…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Exportar a auditoria' });
  await takePicture(page, 'auditoria-exportar');
  expect(await accessibilityProblems(page)).toEqual([]);
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Baixar planilha (CSV)' }).press('Enter');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('auditoria.csv');
  expect(await readFile(await download.path(), 'utf8')).toContain('Filial Centro');
  const { body } = await desk.crivo.call('GET', '/audit?kind=audit');
  expect(body['entries']).toMatchObject([{ subject: 'manager', after: { format: 'csv' } }]);
  expect(complaints).toEqual([]);
});

test('5,000 entries are scrolled through page by page, with only those on the screen drawn', async () => {
  const entries = Array.from({ length: MANY }, (_, index) => ({
    ...{ _id: `aud_x${String(index).padStart(6, '0')}`, at: new Date(Date.now() - index * 1_000).toISOString() },
    ...{ subject: 'integrador', kind: 'customerCredit', target: `cus_${index}`, branch: null },
    ...{ before: { limit: { amountCents: index } }, after: { limit: { amountCents: index + 1 } } },
  }));
  await desk.crivo.database.collection<{ _id: string }>('audit').insertMany(entries);
  const page = await desk.open('manager', '/auditoria');
  await page.getByRole('textbox', { name: 'Quem', exact: true }).fill('integrador');
  await page.keyboard.press('Enter');
  await trailOf(page).getByText('cus_0', { exact: true }).waitFor();
  const toTheEnd = `(() => { const box = document.querySelector('.audit-scroll'); box.scrollTop = box.scrollHeight; return document.querySelector('[aria-rowindex="${MANY + 1}"]') !== null; })()`;
  await until(() => page.evaluate<boolean>(toTheEnd), 'the last entry to be on the screen', 40_000);
  expect(await trailOf(page).getByRole('row').count()).toBeLessThan(60);
  await page.getByText(`${MANY} registros.`).waitFor();
});

test('at 390 pixels, in the dark, an entry can be read', async () => {
  const page = await desk.open('administrator', '/auditoria', { width: 390, height: 760, colorScheme: 'dark' });
  await trailOf(page).getByRole('button').first().press('Enter');
  await page.getByRole('complementary').waitFor();
  await takePicture(page, 'auditoria-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('who may not is told which permission is missing', async () => {
  const page = await desk.open('analyst', '/auditoria');
  await page.getByText('Auditoria - Consultar').waitFor();
});
