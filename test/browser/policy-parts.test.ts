/** Owns the parts of a policy beside its checks: each a form, equal to the JSON, with what lint says at its field. */
import type { Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aDraft, openDraft, savedDraft, saveDraft } from '../support/policy-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('policy-parts');
});
afterAll(() => desk.stop());

const part = (page: Page, name: string) => page.getByRole('button', { name }).press('Enter');

async function changeFigures(page: Page): Promise<void> {
  await part(page, 'Parâmetros e tolerância');
  const grace = page.getByRole('textbox', { name: 'Carência do atraso' });
  await grace.fill('');
  await page.getByText('Informe um número.').first().waitFor();
  expect(await grace.getAttribute('aria-invalid')).toBe('true');
  await takePicture(page, 'politica-parametros');
  expect(await accessibilityProblems(page)).toEqual([]);
  await grace.fill('5');
  await page.getByRole('textbox', { name: 'Prazo máximo do pedido' }).fill('');
  await page.getByRole('textbox', { name: 'Margem de valor' }).fill('8');
  await page.getByRole('combobox', { name: 'O que os bureaus precisam ter verificado' }).selectOption('all');
  await page.getByRole('button', { name: 'Remover a linha 3 da tabela SPC' }).press('Enter');
  await page.getByRole('textbox', { name: '2. Renovar a cada' }).fill('60');
}

async function changeBands(page: Page): Promise<void> {
  await part(page, 'Alçadas');
  const first = page.getByRole('group', { name: 'Alçada Análise de crédito' });
  await first.getByRole('textbox', { name: 'Libera pedido ou venda até' }).fill('25000');
  await first.getByRole('combobox', { name: 'Libera além do limite' }).selectOption('unbound');
  await page.getByRole('button', { name: 'Remover alçada: Diretoria' }).press('Enter');
  await page.getByRole('button', { name: 'Incluir alçada' }).press('Enter');
  const added = page.getByRole('group', { name: 'Alçada Nova alçada' });
  await added.getByText('Faltam itens: no mínimo 1.').waitFor();
  await added.getByRole('combobox', { name: 'Grupos de usuários' }).click();
  await page.getByRole('listbox', { name: 'Grupos de usuários' }).getByRole('option').first().click();
  await page.keyboard.press('Escape');
  await added.getByRole('combobox', { name: 'Confirma limite' }).selectOption('unbound');
  await takePicture(page, 'politica-alcadas');
  expect(await accessibilityProblems(page)).toEqual([]);
}

async function changeBranches(page: Page): Promise<void> {
  await part(page, 'Filiais e bloqueio por ação');
  await page
    .getByRole('region', { name: 'Bloquear ação', exact: true })
    .getByLabel('faturamento')
    .selectOption('false');
  await page.getByRole('button', { name: 'Incluir exceção de verificação' }).press('Enter');
  const added = page.getByRole('group', { name: 'Exceção 1' });
  await added.getByRole('combobox', { name: 'Verificação' }).selectOption('average-delay');
  await added.getByRole('combobox', { name: 'Ação', exact: true }).selectOption('invoicing');
  await takePicture(page, 'politica-filiais');
  expect(await accessibilityProblems(page)).toEqual([]);
}

test('figures, bands, branches and modalities are changed without a look at the JSON, which says the same', async () => {
  const draft = await aDraft(desk, 'Partes por formulário');
  const page = await desk.open('analyst', '/politicas');
  const complaints = complaintsOf(page);
  await openDraft(page, draft);
  await changeFigures(page);
  await changeBands(page);
  await changeBranches(page);
  await part(page, 'Modalidades');
  await page.getByRole('combobox', { name: 'A prazo: Pix', exact: true }).selectOption('true');
  await page.getByRole('combobox', { name: 'A prazo: Dinheiro' }).selectOption('true');
  await page.getByRole('combobox', { name: 'A prazo: Dinheiro' }).selectOption('');
  await takePicture(page, 'politica-modalidades');
  expect(await accessibilityProblems(page)).toEqual([]);
  await saveDraft(page);
  const { document } = await savedDraft(desk, draft);
  const bands = document['bands'] as readonly Record<string, unknown>[];
  expect(document).toMatchObject({
    modalities: { pix: { term: true } },
    tolerance: { growPercent: 8, days: 15 },
    actions: { invoicing: { block: false } },
    overrides: [{ branch: BRANCH, check: 'average-delay', action: 'invoicing', mode: 'block' }],
  });
  expect(document['parameters']).toEqual({
    overdueGraceDays: 5,
    spcTable: {
      rows: [
        { averageDelayBelowDays: 10, everyDays: 365 },
        { averageDelayBelowDays: 20, everyDays: 60 },
      ],
      aboveEveryDays: 7,
      withoutHistoryDays: 7,
    },
  });
  expect(bands[0]).toMatchObject({ releaseUpToCents: 2_500_000, overLimitPercent: null });
  expect(bands.map(({ id }) => id)).toEqual(['analysis', 'management', 'nova-alcada']);
  expect(bands[2]).toMatchObject({ limitUpToCents: null, userGroups: [expect.any(String)] });
  expect(complaints).toEqual([]);
});

test('a version is read part by part at 390 pixels, with nothing to press, and a new policy is begun there', async () => {
  const page = await desk.open('analyst', '/politicas/default/1', { width: 390, height: 760 });
  const fits = () => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
  for (const [name, picture] of [
    ['Parâmetros e tolerância', 'politica-390-parametros'],
    ['Modalidades', 'politica-390-modalidades'],
    ['Alçadas', 'politica-390-alcadas'],
    ['Filiais e bloqueio por ação', 'politica-390-filiais'],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    const form = page.getByRole('region', { name: 'Formulário', exact: true });
    await form.getByRole('heading').first().waitFor();
    await takePicture(page, picture);
    expect([name, await accessibilityProblems(page), await fits()]).toEqual([name, [], true]);
    expect(await form.getByRole('button', { name: /^(Incluir|Remover|Definir|Retirar)/ }).count()).toBe(0);
    await page.getByText('Verificações', { exact: true }).first().click();
  }
  await page.goto('/politicas');
  await page.getByRole('button', { name: 'Nova política' }).click();
  await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  await takePicture(page, 'politica-390-nova');
  expect([await accessibilityProblems(page), await fits()]).toEqual([[], true]);
});
