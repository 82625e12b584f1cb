/** Owns the tour *buy a report*, as a new user walks it against a real server that charges: once by mouse, once by keyboard alone. */
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer } from '../support/orders';
import { PRODUCT } from '../support/report-desk';

let desk: Desk;
let deps: TestDeps;
beforeAll(async () => {
  [desk, deps] = await Promise.all([openDesk('buy-a-report'), startTestDeps()]);
  await account({ reuseIsFree: true });
  await desk.crivo.call('POST', `/branches/${BRANCH}/deps/products/refresh`);
  const prices = [{ bureau: 'deps', product: PRODUCT, priceCents: 9_54 }];
  await change({ prices, monthCapCents: 2_000_00 });
});
afterAll(async () => {
  await desk.stop();
  await deps.stop();
});
afterEach(() => deps.control.clear());

async function account(given: object): Promise<void> {
  const { email, password } = deps.user;
  const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
  const body = { ...login, defaultProducts: { J: PRODUCT }, timeoutSeconds: 10, ...given };
  const { status, text } = await desk.crivo.call('PUT', `/branches/${BRANCH}/deps`, body);
  expect([status, text]).toEqual([200, expect.anything()]);
}
const change = (body: object) => desk.crivo.call('PATCH', `/branches/${BRANCH}/purchasing`, body);

/** `clean`: nothing is so old that an answer may not be shown as it came. */
async function aKnown(name: string, profile: 'restricted' | 'clean' = 'restricted') {
  const customer = { ...aCustomer(40_000_00), name };
  const { body } = await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  deps.control.profile(customer.document, profile);
  return { document: customer.document, address: `/clientes/${String(body['customerKey'])}` };
}

const charges = (document: string) => deps.control.invoice(document).length;
const depsDialog = (page: Page) => page.getByRole('dialog', { name: 'Consulta Deps' });
const limitDialog = (page: Page) => page.getByRole('dialog', { name: 'Edição de situação/Limite de crédito' });
const PRICE = /Esta consulta custa R\$\s9,54\. Gasto do mês: R\$\s\d+,\d\d de R\$\s2\.000,00\./;

async function look(page: Page, picture: string): Promise<void> {
  await takePicture(page, picture);
  expect([picture, await accessibilityProblems(page)]).toEqual([picture, []]);
}

test('a report is bought, read and turned into a limit, by mouse; it is charged once, and clicked twice no more', async () => {
  const { document } = await aKnown('Mercado Sol Ltda');
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  const complaints = complaintsOf(page);
  await page.getByRole('heading', { name: 'Nenhum pedido bloqueado' }).waitFor();
  await page.keyboard.press('F9');
  await page.getByRole('textbox', { name: 'CPF ou CNPJ' }).fill(document);
  await page.getByRole('button', { name: 'Buscar' }).click();
  await page.getByRole('button', { name: 'Deps' }).click();
  const dialog = depsDialog(page);
  await dialog.getByText(PRICE).waitFor();
  await dialog.getByText('Este cliente ainda não foi consultado.').waitFor();
  expect(await dialog.getByLabel('Identificador de produtos').inputValue()).toContain('Smart PJ 010 (consulta padrão)');
  await look(page, 'consulta-deps');
  expect(charges(document)).toBe(0);
  await dialog.getByRole('button', { name: 'Comprar consulta' }).dblclick();

  const form = limitDialog(page);
  await form.getByText(/A consulta sugere R\$/).waitFor();
  await form.getByText(/^Ver a consulta: pontuação/).click();
  await form.getByRole('table', { name: 'Restrições por tipo' }).waitFor();
  await look(page, 'limite-da-consulta');
  await form.getByRole('textbox', { name: 'Válido até' }).fill('31/12/2027');
  await form.getByRole('button', { name: 'Confirmar limite' }).click();
  await page
    .getByText('Situação e limite atualizados')
    .or(page.getByText(/^Confirmado por você/))
    .waitFor();
  await page.getByRole('table', { name: 'Análise de crédito › Consultas' }).getByText('comprada').waitFor();
  expect(charges(document)).toBe(1);
  expect(complaints).toEqual([]);
});

async function typed(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await target.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never got there');
}

test('the same by keyboard alone: the last report is there to be seen, and a new one is bought on purpose', async () => {
  const { document } = await aKnown('Auto Peças União');
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  await page.getByRole('heading', { name: 'Nenhum pedido bloqueado' }).waitFor();
  await typed(page, 'F9');
  await page.getByRole('textbox', { name: 'CPF ou CNPJ' }).waitFor();
  await page.keyboard.type(document);
  await typed(page, 'Enter');
  await page.getByRole('heading', { name: 'Auto Peças União' }).waitFor();
  await typed(page, 'd');
  const dialog = depsDialog(page);
  await dialog.getByText(PRICE).waitFor();
  await tabTo(page, dialog.getByRole('button', { name: 'Comprar consulta' }));
  await typed(page, 'Enter');
  const form = limitDialog(page);
  await form.getByText(/A consulta sugere/).waitFor();
  await tabTo(page, form.getByRole('textbox', { name: 'Válido até' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('31122027');
  await tabTo(page, form.getByRole('button', { name: 'Confirmar limite' }));
  await typed(page, 'Enter');
  await form.waitFor({ state: 'detached' });

  await typed(page, 'd');
  await dialog.getByText('Última consulta deste cliente hoje.').waitFor();
  await dialog.getByText('Uma nova consulta é cobrada, mesmo havendo uma recente.').waitFor();
  await look(page, 'consulta-deps-recente');
  await tabTo(page, dialog.getByRole('button', { name: 'Visualizar última consulta' }));
  await typed(page, 'Enter');
  const report = page.getByRole('dialog', { name: /^Consulta de/ });
  await report.getByRole('heading', { name: 'Pontos a favor' }).waitFor();
  await report.getByText('Pendências financeiras').first().waitFor();
  await look(page, 'consulta-lida');
  expect(charges(document)).toBe(1);
  await typed(page, 'Escape', 'd');
  await tabTo(page, dialog.getByRole('button', { name: 'Realizar nova consulta' }));
  await typed(page, 'Enter');
  await form.waitFor();
  expect(charges(document)).toBe(2);
});

test('a bureau that fails is said, nothing is charged, and trying again buys once', async () => {
  const { document, address } = await aKnown('Bebidas Serra');
  const page = await desk.open('analyst', address);
  await page.getByRole('button', { name: 'Deps' }).click();
  const dialog = depsDialog(page);
  deps.control.queryFault('refused');
  await dialog.getByRole('button', { name: 'Comprar consulta' }).click();
  const alert = dialog.getByRole('alert');
  await alert.getByText(/Nada foi cobrado/).waitFor();
  await look(page, 'consulta-recusada');
  expect(charges(document)).toBe(0);
  deps.control.clear();
  await dialog.getByRole('button', { name: 'Comprar consulta' }).click();
  await limitDialog(page).waitFor();
  expect(charges(document)).toBe(1);
});

test('a suggested limit is dismissed with a reason, and nothing of the customer changes', async () => {
  const { address } = await aKnown('Ferragens Boa Vista');
  const customerKey = address.split('/').at(-1) ?? '';
  const terms = async () => (await desk.crivo.call('GET', `/customers/${customerKey}`)).body['limit'];
  const page = await desk.open('analyst', address);
  const before = await terms();
  await page.getByRole('button', { name: 'Deps' }).click();
  await depsDialog(page).getByRole('button', { name: 'Comprar consulta' }).click();
  const form = limitDialog(page);
  const dismiss = form.getByRole('button', { name: 'Dispensar sugestão' });
  await dismiss.waitFor();
  expect(await dismiss.isDisabled()).toBe(true);
  await form.getByLabel(/^Observação/).fill('Cliente pediu para manter o limite');
  await look(page, 'limite-dispensar');
  await dismiss.click();
  await page.getByText('Sugestão dispensada. Nada mudou no cliente.').waitFor();
  await form.waitFor({ state: 'detached' });
  expect([before, await terms()]).toEqual([expect.anything(), before]);
});

test('an outcome nobody knows is said to be unknown, and is not bought again', async () => {
  await account({ reuseIsFree: false });
  const { document, address } = await aKnown('Confecções Lago');
  const page = await desk.open('analyst', address);
  await page.getByRole('button', { name: 'Deps' }).click();
  const dialog = depsDialog(page);
  deps.control.queryFault('resetBeforeFirstByte');
  await dialog.getByRole('button', { name: 'Comprar consulta' }).click();
  await dialog.getByText('Resultado desconhecido').waitFor();
  await dialog.getByText(/Não será comprada de novo/).waitFor();
  await look(page, 'consulta-desconhecida');
  expect(await dialog.getByRole('button', { name: 'Comprar consulta' }).count()).toBe(0);
  deps.control.clear();
  await dialog.getByRole('button', { name: 'Fechar' }).last().click();
  await page.getByRole('button', { name: 'Deps' }).click();
  await dialog.getByRole('button', { name: 'Acompanhar consulta' }).click();
  await dialog.getByText('Resultado desconhecido').waitFor();
  expect(charges(document)).toBe(1);
  await account({ reuseIsFree: true });

  const manager = await desk.open('manager', address);
  await manager.getByRole('tab', { name: 'Análise de crédito › Consultas' }).click();
  await manager.getByRole('button', { name: 'Resolver…' }).click();
  const form = manager.getByRole('dialog', { name: 'Consulta sem resultado conhecido' });
  await form.getByLabel('Observação').fill('Consta da fatura de novembro');
  await look(manager, 'consulta-resolver');
  await form.getByRole('button', { name: 'Conciliar' }).click();
  const list = manager.getByRole('table', { name: 'Análise de crédito › Consultas' });
  await list.or(manager.getByText('Registrado')).first().waitFor();
  await manager.reload();
  await manager.getByRole('tab', { name: 'Análise de crédito › Consultas' }).click();
  await list.getByText('comprada').waitFor();
  expect(charges(document)).toBe(1);
});

test('an answer that never arrives leads to the same purchase again, not to another', async () => {
  const { document, address } = await aKnown('Materiais Norte');
  const page = await desk.open('analyst', address);
  let wasCut = false;
  await page.route('**/reports', async (route) => {
    if (wasCut || route.request().method() !== 'POST') return route.continue();
    wasCut = true;
    await route.fetch();
    return route.abort();
  });
  await page.getByRole('button', { name: 'Deps' }).click();
  const dialog = depsDialog(page);
  await dialog.getByRole('button', { name: 'Comprar consulta' }).click();
  await dialog.getByText('Não se sabe ainda se a consulta foi feita').waitFor();
  await look(page, 'consulta-sem-resposta');
  await dialog.getByRole('button', { name: 'Conferir a mesma consulta' }).click();
  await limitDialog(page).waitFor();
  expect(charges(document)).toBe(1);
});

test('a budget that is used up is said before anything is asked', async () => {
  await change({ monthCapCents: 1_00 });
  const { document, address } = await aKnown('Padaria Aurora');
  const page = await desk.open('analyst', address, { width: 390, height: 760, colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Deps' }).click();
  const dialog = depsDialog(page);
  await dialog.getByText(/passa do teto de gasto do mês \(R\$\s1,00\)/).waitFor();
  expect(await dialog.getByRole('button', { name: 'Comprar consulta' }).isDisabled()).toBe(true);
  await look(page, 'consulta-sem-orcamento-390');
  expect(charges(document)).toBe(0);
  await change({ monthCapCents: 2_000_00 });
});

test('the answer as it came is shown to who may, for a reason, and the look is noted', async () => {
  const { address, document } = await aKnown('Distribuidora Vale', 'clean');
  const customerKey = address.split('/').at(-1) ?? '';
  const at = `/branches/${BRANCH}/customers/${customerKey}`;
  await desk.crivo.call('POST', `${at}/reports`, { bureau: 'deps', purpose: 'limitReview' });
  expect(charges(document)).toBe(1);
  const page = await desk.open('manager', address);
  await page.getByRole('tab', { name: 'Análise de crédito › Consultas' }).click();
  await page.getByRole('button', { name: /^Ver consulta de/ }).click();
  const report = page.getByRole('dialog', { name: /^Consulta de/ });
  await report.getByLabel('Motivo').fill('Contestação do cliente');
  await report.getByRole('button', { name: 'Ver resposta original' }).click();
  await report
    .getByRole('region', { name: 'Resposta original do bureau' })
    .getByText(/pendenciasRestricoes/)
    .waitFor();
  await look(page, 'resposta-original');
  const { text } = await desk.crivo.call('GET', `/customers/${customerKey}/views`);
  expect(text).toContain('Contestação do cliente');
});
