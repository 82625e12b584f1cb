/** Owns the screen *Políticas*: one document as form and as JSON, findings, a conflict, and the tour "change a policy". */
import type { Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, anOrder } from '../support/orders';
import { aDraft, openDraft, saveDraft, type DraftAnswer } from '../support/policy-desk';
import { until } from '../support/until';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('policies');
});
afterAll(() => desk.stop());

const json = (page: Page) => page.getByRole('textbox', { name: 'JSON da política' });
/** Replaces the whole text, as somebody would who pastes it. */
async function pasteJson(page: Page, text: string): Promise<void> {
  await json(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}
const policyInForce = async () => {
  const { document } = aCustomer(10_000_00);
  const { body } = await desk.crivo.call('POST', `/branches/${BRANCH}/credit-checks`, {
    document,
    amountCents: 100_000,
  });
  return (body['policy'] as { readonly version: number }).version;
};
/** Of a customer without limit, so that it is decided; answers the version that judges it. */
async function placeOrder(): Promise<number> {
  const order = anOrder({ document: aCustomer(10_000_00).document, amountCents: 5_000_00 });
  const { body } = await desk.crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  return (body['policy'] as { readonly version: number }).version;
}

test('tour: the analyst changes a threshold, another person approves and publishes, the next order is judged by it, and back', async () => {
  const before = await policyInForce();
  const page = await desk.open('analyst', '/politicas');
  const complaints = complaintsOf(page);
  await page.getByRole('button', { name: 'Começar rascunho' }).press('Enter');
  await page.getByRole('textbox', { name: 'Nome do rascunho' }).fill('Atraso médio de 15 dias');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Atraso médio', exact: true }).press('Enter');
  const threshold = page.getByRole('textbox', { name: 'Valor de Atraso médio', exact: true });
  await threshold.fill('15');
  await page.locator('.policy-json').getByText('15', { exact: true }).waitFor();
  await page.getByText('Há alterações não salvas.').waitFor();
  await page.getByText('Nenhum apontamento.').waitFor();
  await takePicture(page, 'politica-editor');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Simular' }).press('Enter');
  await simulateFacts(page);
  await takePicture(page, 'politica-simulacao');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Nome do teste' }).fill('Doze dias passam');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Testes' }).click();
  await page.getByText('Passaram: 1. Falharam: 0.').waitFor();
  await takePicture(page, 'politica-testes');

  await saveDraft(page);
  await page.getByRole('tab', { name: 'Comparar' }).click();
  await page.getByText('para “Atraso médio maior que 15 dias”').waitFor();
  await takePicture(page, 'politica-comparar');
  await page.getByRole('button', { name: 'Enviar para aprovação' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Enviar para aprovação' }).press('Enter');
  await page.getByText('aguardando aprovação').waitFor();

  const second = await desk.open('manager', new URL(page.url()).pathname);
  await second.getByRole('button', { name: 'Aprovar' }).click();
  await takePicture(second, 'politica-aprovar');
  expect(await accessibilityProblems(second)).toEqual([]);
  await second.getByRole('dialog').getByRole('button', { name: 'Aprovar' }).click();
  await second.getByRole('button', { name: 'Publicar' }).click();
  await second.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await second.getByText(/^Publicado como versão/).waitFor();
  await until(async () => (await policyInForce()) === before + 1, 'the new version to judge');
  expect(await placeOrder()).toBe(before + 1);

  await second.getByRole('link', { name: 'Rascunhos e versões' }).click();
  await second.getByRole('button', { name: `Voltar à versão ${before}` }).click();
  const dialog = second.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Motivo' }).fill('Volta aos dez dias.');
  await takePicture(second, 'politica-voltar');
  await dialog.getByRole('button', { name: `Voltar à versão ${before}` }).click();
  await second.getByText(`A versão ${before + 2} está em vigor.`).waitFor();
  await until(async () => (await policyInForce()) === before + 2, 'the old content to judge');
  await takePicture(second, 'politicas');
  expect(await accessibilityProblems(second)).toEqual([]);
  await second.getByRole('link', { name: `versão ${before}`, exact: true }).click();
  await second.getByText('Uma versão publicada não muda mais.').waitFor();
  expect(await second.getByRole('textbox', { name: 'Nome da verificação' }).getAttribute('readonly')).not.toBeNull();
  await takePicture(second, 'politica-versao');
  expect(await accessibilityProblems(second)).toEqual([]);
  expect(complaints).toEqual([]);
});

/** Twelve days of average delay, and nothing else known. */
async function simulateFacts(page: Page): Promise<void> {
  await page.getByText('Fatos digitados').click();
  const add = page.getByRole('combobox', { name: 'Acrescentar fato' });
  for (const [search, value] of [
    ['Atraso médio', '12'],
    ['Tem histórico', null],
  ] as const) {
    await add.fill(search);
    await page.getByRole('listbox', { name: 'Acrescentar fato' }).getByRole('option').first().click();
    const group = page.getByRole('group', { name: 'Fatos supostos' });
    if (value !== null) await group.getByRole('textbox', { name: 'Atraso médio', exact: true }).fill(value);
  }
  await page.getByRole('button', { name: 'Simular pedido' }).click();
  await page.getByRole('region', { name: 'Resultado' }).waitFor();
}

test('broken JSON keeps the last good form and says so, and mended JSON is the form again', async () => {
  const page = await desk.open('analyst', '/politicas');
  const draft = await aDraft(desk, 'JSON quebrado');
  await openDraft(page, draft);
  const text = JSON.stringify(draft.document, null, 2);
  await pasteJson(page, text.replace('"name": "Política padrão",', '"name": "Política quebrada",,'));
  await page.getByRole('alert').getByText('O JSON tem um erro na linha 4.').waitFor();
  await page.getByRole('heading', { name: 'Política padrão' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Nome da verificação' }).getAttribute('readonly')).not.toBeNull();
  await takePicture(page, 'politica-json-quebrado');
  expect(await accessibilityProblems(page)).toEqual([]);
  await pasteJson(page, text.replace('"Política padrão"', '"Política remendada"').replace('"greaterThan"', '"in"'));
  await page.getByRole('heading', { name: 'Política remendada' }).waitFor();
  await page.getByText('Esta regra tem algo que o formulário não mostra.').waitFor();
  const finding = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Erro' }).first();
  await finding.getByRole('button').click();
  await page.locator('.cm-lintRange-error').first().waitFor();
  await takePicture(page, 'politica-apontamentos');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('who saves after somebody else is shown what changed, and keeps theirs or takes the other', async () => {
  const draft = await aDraft(desk, 'Dois autores');
  const page = await desk.open('analyst', '/politicas');
  await openDraft(page, draft);
  const overtake = async (name: string) => {
    const path = `/policies/default/drafts/${draft.draft}`;
    const { body } = await desk.crivo.call('GET', path, undefined, { role: 'manager' });
    const { revision, document } = body as unknown as DraftAnswer;
    const saved = { revision, document: { ...document, name } };
    expect((await desk.crivo.call('PUT', path, saved, { role: 'manager' })).status).toBe(200);
  };
  const rename = (name: string) => page.getByRole('textbox', { name: 'Nome da verificação' }).fill(name);
  await rename('Limite estourado');
  await overtake('Política da gerência');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Outra pessoa salvou este rascunho' });
  await dialog.getByText('Política da gerência').waitFor();
  await takePicture(page, 'politica-conflito');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Manter o que digitei' }).click();
  await page.getByText('Tudo salvo.').waitFor();
  await page.getByRole('heading', { name: 'Política padrão' }).waitFor();
  await rename('Limite excedido de novo');
  await overtake('Política da gerência');
  await page.keyboard.press('Control+s');
  await dialog.getByRole('button', { name: /^Ficar com o de/ }).click();
  await page.getByRole('heading', { name: 'Política da gerência' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Nome da verificação' }).inputValue()).toBe('Limite estourado');
});

test('a back-test counts what a draft decides otherwise, draws it, and lists the cases', async () => {
  await placeOrder();
  const draft = await aDraft(desk, 'Sem limite, bloqueia');
  const page = await desk.open('manager', '/politicas');
  await openDraft(page, draft);
  await page.getByRole('button', { name: 'Crédito não concedido', exact: true }).click();
  await page.getByRole('combobox', { name: 'gravação', exact: true }).selectOption('block');
  await saveDraft(page);
  await page.getByRole('tab', { name: 'Teste retroativo' }).click();
  await page.getByRole('button', { name: 'Iniciar teste retroativo' }).click();
  await page.getByText(/^Concluído:/).waitFor({ timeout: 60_000 });
  await takePicture(page, 'politica-teste-retroativo');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: /^Ver casos de Crédito não concedido: \+\d+ bloqueado/ }).click();
  await page.getByRole('dialog', { name: 'Casos que passariam a ser bloqueados' }).getByRole('table').waitFor();
  await takePicture(page, 'politica-casos');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a customer is simulated; a draft that lint refuses is not sent, and one of their own nobody approves', async () => {
  const customer = aCustomer(10_000_00);
  await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const page = await desk.open('manager', '/politicas');
  await openDraft(page, await aDraft(desk, 'Da gerência'));
  await page.getByRole('tab', { name: 'Simular' }).click();
  await page.getByRole('textbox', { name: 'CPF ou CNPJ' }).fill(customer.document);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Resultado' }).getByText('Sem histórico de pagamentos: restringe').waitFor();
  expect(page.url()).not.toContain(customer.document);
  await takePicture(page, 'politica-simular-cliente');
  expect(await accessibilityProblems(page)).toEqual([]);

  const name = page.getByRole('textbox', { name: 'Nome da verificação' });
  const submit = async () => {
    await page.getByRole('button', { name: 'Enviar para aprovação' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enviar para aprovação' }).click();
  };
  await name.fill('');
  await submit();
  await page.getByRole('dialog').getByText('Veja Apontamentos e Testes.', { exact: false }).waitFor();
  await takePicture(page, 'politica-recusada');
  await page.keyboard.press('Escape');
  await name.fill('Limite excedido');
  await submit();
  await page.getByText('Outra pessoa precisa aprovar: você escreveu ou enviou este rascunho.').waitFor();
  await page.getByRole('button', { name: 'Devolver' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Motivo' }).fill('Falta o teste do limite.');
  await page.getByRole('dialog').getByRole('button', { name: 'Devolver' }).click();
  await page.getByText(/^Devolvido por .*: Falta o teste do limite\.$/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a policy can be read at 390 pixels, in the dark, one pane at a time', async () => {
  const draft = await aDraft(desk, 'Estreito');
  const page = await desk.open('analyst', `/politicas/default/${draft.draft}`, {
    width: 390,
    height: 760,
    colorScheme: 'dark',
  });
  await page.getByRole('button', { name: 'Atraso médio', exact: true }).waitFor();
  await takePicture(page, 'politica-390-verificacoes');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Atraso médio', exact: true }).click();
  await page.getByRole('textbox', { name: 'Valor de Atraso médio', exact: true }).waitFor();
  await takePicture(page, 'politica-390-formulario');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByText('JSON', { exact: true }).click();
  await json(page).waitFor();
  await takePicture(page, 'politica-390-json');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.getByRole('link', { name: 'Rascunhos e versões' }).click();
  await page.getByRole('table', { name: 'Versões publicadas' }).waitFor();
  await takePicture(page, 'politicas-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
