/** Owns how policies, drafts and back-tests begin and end on the screen *Políticas*, up to what no version has yet. */
import type { Page } from 'playwright-core';
import { comparisonAudit } from '../../usecases/backtest-policy';
import { aBacktest } from '../support/backtests';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aDraft, openDraft, savedDraft, saveDraft } from '../support/policy-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('policy-lives');
});
afterAll(() => desk.stop());

const json = (page: Page) => page.getByRole('textbox', { name: 'JSON da política' });

async function begin(page: Page, name: string, source: string | null): Promise<void> {
  await page.getByRole('button', { name: 'Nova política' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Nova política' });
  await dialog.getByRole('textbox', { name: 'Nome da política' }).fill(name);
  if (source !== null) await dialog.getByRole('combobox', { name: 'Começar' }).selectOption(source);
  else await takePicture(page, 'politica-nova');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
}

test('a new policy begins from nothing or as a copy, is found again as a draft, and is published for whoever chooses it', async () => {
  const page = await desk.open('analyst', '/politicas');
  const complaints = complaintsOf(page);
  await begin(page, 'Crédito no balcão', null);
  await json(page).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/politicas\/credito-no-balcao\/drf_/);
  await page.getByRole('textbox', { name: /^Valor de/ }).fill('5000');
  await saveDraft(page);
  await page.getByText('Nenhum apontamento.').waitFor();
  for (const tab of ['Teste retroativo', 'Execução em sombra']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByText('Precisa de uma versão em vigor para comparar.', { exact: false }).waitFor();
  }
  await page.getByRole('tab', { name: 'Comparar' }).click();
  await page.getByRole('list', { name: 'O que muda' }).waitFor();
  await takePicture(page, 'politica-nova-rascunho');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Rascunhos e versões' }).click();
  await page.getByText('Ainda não há versão publicada desta política.').waitFor();
  await takePicture(page, 'politica-sem-versao');
  expect(await accessibilityProblems(page)).toEqual([]);
  await begin(page, 'Crédito no balcão', 'default');
  await json(page).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/politicas\/credito-no-balcao-2\//);
  await page.getByRole('heading', { name: 'Crédito no balcão' }).waitFor();
  await page.getByRole('button', { name: 'Atraso médio', exact: true }).waitFor();
  await page.goto('/politicas');
  await page.getByRole('row', { name: 'credito-no-balcao-2' }).getByText('ainda não publicada').waitFor();
  await takePicture(page, 'politicas-lista');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'credito-no-balcao', exact: true }).click();
  await page.getByRole('button', { name: /^Abrir rascunho/ }).click();
  await page.getByRole('button', { name: 'Enviar para aprovação' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enviar para aprovação' }).click();
  await page.getByText('aguardando aprovação').waitFor();
  await publishBySecond(new URL(page.url()).pathname);
  expect(complaints).toEqual([]);
});

async function publishBySecond(path: string): Promise<void> {
  const second = await desk.open('manager', path);
  await second.getByRole('button', { name: 'Aprovar' }).click();
  await second.getByRole('dialog').getByRole('button', { name: 'Aprovar' }).click();
  await second.getByRole('button', { name: 'Publicar' }).click();
  await second.getByRole('dialog').getByText('Nenhuma filial usa esta política', { exact: false }).waitFor();
  await second.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await second.getByText(/^Publicado como versão 1/).waitFor();
}

test('a draft is discarded after a sentence, and what was typed in another outlives a look at another screen', async () => {
  const draft = await aDraft(desk, 'A descartar');
  const page = await desk.open('analyst', '/politicas');
  await openDraft(page, draft);
  await page.getByRole('textbox', { name: 'Nome da verificação' }).fill('Limite estourado');
  await page.getByRole('link', { name: 'Painel' }).click();
  await page.getByRole('heading', { name: 'Painel' }).waitFor();
  await page.getByRole('link', { name: 'Políticas' }).click();
  await page
    .getByRole('link', { name: 'default', exact: true })
    .or(page.getByRole('table', { name: 'Versões publicadas' }))
    .first()
    .waitFor();
  await page.evaluate('history.back()');
  await page.evaluate('history.back()');
  await page.getByText('Há alterações não salvas.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Nome da verificação' }).inputValue()).toBe('Limite estourado');
  await page.getByRole('button', { name: 'Mais ações' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Descartar rascunho' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Descartar rascunho' });
  await dialog.getByText('O rascunho se encerra e só poderá ser lido.', { exact: false }).waitFor();
  await takePicture(page, 'politica-descartar');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Descartar rascunho' }).press('Enter');
  await page.getByText(/^Descartado por/).waitFor();
  expect(await page.getByRole('button', { name: 'Salvar rascunho' }).count()).toBe(0);
  expect(await savedDraft(desk, draft)).toMatchObject({ status: 'discarded' });
});

test('a draft behind the version in force is moved onto it', async () => {
  const draft = await aDraft(desk, 'Atrás da versão');
  await desk.crivo.publish({ 'average-delay': { save: 'block' } });
  const page = await desk.open('analyst', '/politicas');
  await openDraft(page, draft);
  const moved = page.getByRole('button', { name: /^Passar para a versão/ });
  await moved.waitFor();
  await takePicture(page, 'politica-atrasada');
  expect(await accessibilityProblems(page)).toEqual([]);
  await moved.press('Enter');
  await moved.waitFor({ state: 'detached' });
  expect(await savedDraft(desk, draft)).toMatchObject({ basedOn: 2, revision: 2 });
});

test('a back-test that is running is cancelled, and says how far it had come', async () => {
  const draft = await aDraft(desk, 'Teste longo');
  const { policyBacktests } = desk.crivo.stores;
  const compared = { policy: 'default', draft: draft.draft, revision: 1, version: null, hash: 'x' };
  const running = aBacktest({ compared, branches: [BRANCH] });
  const record = { ...running, progress: { ...running.progress, share: 0.4 } };
  await policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
  const page = await desk.open('analyst', '/politicas');
  await openDraft(page, draft);
  await page.getByRole('tab', { name: 'Teste retroativo' }).click();
  await page.getByText('Em andamento: 40 %, 0 julgados.', { exact: false }).waitFor();
  await takePicture(page, 'politica-teste-em-andamento');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancelar teste' }).press('Enter');
  await page.getByText('Cancelado em 40 %', { exact: false }).waitFor();
});
