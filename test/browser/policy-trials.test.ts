/** Owns the trials of a draft on the screen *Políticas*: tests by form and from a decision, and a run beside the live policy. */
import type { Page } from 'playwright-core';
import { sweepShadows } from '../../usecases/sweep-shadows';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, anOrder } from '../support/orders';
import { aDraft, openDraft, savedDraft, saveDraft } from '../support/policy-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('policy-trials');
});
afterAll(() => desk.stop());

/** Of a customer without limit; answers its decision. */
async function placeOrder(): Promise<string> {
  const order = anOrder({ document: aCustomer(10_000_00).document, amountCents: 5_000_00 });
  const { body } = await desk.crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  return String(body['decision']);
}

async function addFact(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Acrescentar fato' }).fill(name);
  await page.getByRole('listbox', { name: 'Acrescentar fato' }).getByRole('option').first().click();
}

test('a test is written by form, seen to fail and to pass, and removed', async () => {
  const draft = await aDraft(desk, 'Testes por formulário');
  const page = await desk.open('analyst', '/politicas');
  const complaints = complaintsOf(page);
  await openDraft(page, draft);
  await page.getByRole('tab', { name: 'Testes' }).press('Enter');
  await page.getByRole('button', { name: 'Incluir teste' }).press('Enter');
  const form = page.getByRole('group', { name: /^Teste: / });
  await form.getByRole('textbox', { name: 'Nome do teste' }).fill('Doze dias de atraso');
  await addFact(page, 'Atraso médio');
  await form.getByRole('textbox', { name: 'Atraso médio', exact: true }).fill('12');
  await addFact(page, 'Tem histórico');
  await page.getByText('Passaram: 0. Falharam: 1.').waitFor();
  await takePicture(page, 'politica-teste-formulario');
  expect(await accessibilityProblems(page)).toEqual([]);
  await form.getByRole('combobox', { name: 'Deve decidir' }).selectOption('indicated');
  await page.getByRole('button', { name: 'Fechar teste' }).press('Enter');
  await takePicture(page, 'politica-teste-lista');
  expect(await accessibilityProblems(page)).toEqual([]);
  await saveDraft(page);
  const { document } = await savedDraft(desk, draft);
  expect(document['tests']).toEqual([
    expect.objectContaining({
      id: 'novo-teste',
      name: 'Doze dias de atraso',
      facts: { averageDelayDays: 12, hasPaymentHistory: true },
    }),
  ]);
  await page.getByRole('button', { name: 'Remover o teste Doze dias de atraso' }).press('Enter');
  await saveDraft(page);
  expect((await savedDraft(desk, draft)).document).not.toHaveProperty('tests');
  expect(complaints).toEqual([]);
});

test('a stored decision is simulated and becomes a test, without customer and decision in it', async () => {
  const decision = await placeOrder();
  const draft = await aDraft(desk, 'Teste de decisão');
  const page = await desk.open('analyst', '/politicas');
  await openDraft(page, draft);
  await page.getByRole('tab', { name: 'Simular' }).press('Enter');
  await page.getByText('Uma decisão', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Decisão' }).fill(decision);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Resultado' }).waitFor();
  const form = page.getByRole('form', { name: 'Teste a partir de uma decisão' });
  expect(await form.getByRole('textbox', { name: 'Decisão' }).inputValue()).toBe(decision);
  await form.getByRole('textbox', { name: 'Nome do teste' }).fill('Sem limite concedido');
  await takePicture(page, 'politica-teste-de-decisao');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await form.getByText('Teste incluído no rascunho.', { exact: false }).waitFor();
  const { document, revision } = await savedDraft(desk, draft);
  expect([revision, JSON.stringify(document['tests']).includes(decision)]).toEqual([2, false]);
  await page.getByRole('tab', { name: 'Testes' }).click();
  await page.getByText('Passaram: 1. Falharam: 0.').waitFor();
  await page.getByRole('textbox', { name: 'Decisão' }).fill('dec_00000000000000000000000000');
  await page.getByRole('textbox', { name: 'Nome do teste' }).fill('Nenhuma');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await takePicture(page, 'politica-teste-decisao-desconhecida');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a draft runs beside the live policy until a day, its cases are listed and become tests, and it is ended', async () => {
  const draft = await aDraft(desk, 'Sem limite, bloqueia');
  const page = await desk.open('manager', '/politicas');
  const complaints = complaintsOf(page);
  await openDraft(page, draft);
  await page.getByRole('button', { name: 'Crédito não concedido', exact: true }).click();
  await page.getByRole('combobox', { name: 'gravação', exact: true }).selectOption('block');
  await saveDraft(page);
  await page.getByRole('tab', { name: 'Execução em sombra' }).press('Enter');
  await page.getByText('Este rascunho ainda não rodou em sombra.').waitFor();
  await takePicture(page, 'politica-sombra-inicio');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Iniciar execução em sombra' }).press('Enter');
  await page.getByText(/^Em andamento até/).waitFor();
  await placeOrder();
  await sweepShadows({ ...desk.crivo.stores, ...desk.crivo.credit }, { settledMs: 0 });
  await page.reload();
  await page.getByRole('tab', { name: 'Execução em sombra' }).click();
  const result = page.getByRole('region', { name: 'Resultado da execução em sombra' });
  await result.getByText('O que mudaria em 1 julgado').waitFor();
  await takePicture(page, 'politica-sombra');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Encerrar execução' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Encerrar execução' });
  await takePicture(page, 'politica-sombra-encerrar');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Encerrar execução' }).press('Enter');
  await page.getByText(/^Encerrada em .*: 1 julgado pela revisão 2/).waitFor();
  await page.getByRole('button', { name: /^Ver casos de Todas as verificações: \+1 bloqueado/ }).click();
  const cases = page.getByRole('dialog', { name: 'Casos que passariam a ser bloqueados' });
  await cases.getByRole('button', { name: /^Criar teste: Pedido/ }).press('Enter');
  await page.getByRole('tab', { name: 'Testes', selected: true }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Decisão' }).inputValue()).toMatch(/^dec_/);
  await takePicture(page, 'politica-caso-em-teste');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a second draft of the policy is told that another one runs beside it', async () => {
  const first = await aDraft(desk, 'Primeiro em sombra');
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const begun = await desk.crivo.call(
    'POST',
    `/policies/default/drafts/${first.draft}/shadow`,
    { until },
    { role: 'analyst' },
  );
  expect(begun.status).toBe(200);
  const page = await desk.open('analyst', '/politicas', { width: 390, height: 760 });
  await page.goto(`/politicas/default/${(await aDraft(desk, 'Segundo em sombra')).draft}`);
  await page.getByRole('tab', { name: 'Execução em sombra' }).click();
  await page.getByRole('button', { name: 'Iniciar execução em sombra' }).click();
  await page.getByRole('alert').waitFor();
  await takePicture(page, 'politica-sombra-outra-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
