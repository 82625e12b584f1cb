/** Owns the customer service desk: a customer is found by document, told whole, and given another limit by its form. */
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, anOrder, aSale, ndjson, uniqueId } from '../support/orders';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('customers');
});
afterAll(() => desk.stop());

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Titles paid in the months before, each later than the one before it. */
function paidOver(document: string): object[] {
  return [2, 4, 5, 8, 11, 15, 20].flatMap((months, index) => {
    const title = uniqueId('P');
    const dueOn = daysFromNow(-30 * months);
    const of = { title, document, amountCents: 1_200_00 };
    return [
      { movement: uniqueId('mv'), type: 'issued', ...of, issuedOn: daysFromNow(-30 * months - 30), dueOn },
      {
        movement: uniqueId('mv'),
        type: 'collected',
        ...of,
        method: 'money',
        effectiveOn: daysFromNow(index * 3 - 30 * months),
      },
    ];
  });
}

/** With an overdue title, one to come, and an order. */
async function aKnownCustomer(name: string): Promise<{ readonly document: string; readonly customerKey: string }> {
  const customer = { ...aCustomer(40_000_00), name };
  const { document } = customer;
  const { body } = await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const lines = [-41, 20].map((days, index) => ({
    ...{ movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), document },
    ...{ amountCents: 4_100_00 * (index + 1), issuedOn: daysFromNow(-60), dueOn: daysFromNow(days) },
  }));
  await desk.crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson([...lines, ...paidOver(document)]));
  const order = anOrder({ document, amountCents: 5_000_00 });
  await desk.crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  return { document, customerKey: String(body['customerKey']) };
}

test('a customer is found by document, which stays out of the address; its page tells why, how much and what is owed', async () => {
  const { document, customerKey } = await aKnownCustomer('Mercado Sol Ltda');
  const page = await desk.open('analyst', '/clientes');
  const complaints = complaintsOf(page);
  const field = page.getByRole('textbox', { name: 'CPF ou CNPJ' });
  await field.fill(document);
  await takePicture(page, 'clientes');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mercado Sol Ltda' }).waitFor();
  expect(page.url()).toBe(`${desk.baseUrl}/clientes/${customerKey}`);
  expect(await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain(
    document,
  );
  const overdue = page.getByRole('definition').getByRole('button', { name: 'R$ 4.100,00 (1)' });
  await overdue.waitFor();
  await page.getByRole('table', { name: 'Histórico' }).waitFor();
  await page.getByRole('img', { name: /^Atraso médio dos pagamentos de cada mês/ }).waitFor();
  await takePicture(page, 'cliente');
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const tab of ['Análise de crédito › Consultas', 'Liberações', 'Crediário', 'Pedidos', 'Títulos']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    expect([tab, await accessibilityProblems(page)]).toEqual([tab, []]);
  }
  await page.getByRole('table', { name: 'Títulos' }).waitFor();
  await takePicture(page, 'cliente-titulos');
  await overdue.click();
  await page.getByRole('table', { name: 'Títulos' }).getByRole('row').nth(2).waitFor();
  await page.getByText('Ver como tabela').click();
  await page.getByRole('table', { name: 'Pontualidade em 24 meses' }).waitFor();
  await page.getByRole('tab', { name: 'Pedidos' }).click();
  await takePicture(page, 'cliente-pedidos');
  expect(complaints).toEqual([]);
});

test('F9 opens the desk while somebody types, and from an order its customer; who may not buy has no button for it', async () => {
  const { customerKey, document } = await aKnownCustomer('Confecções Lago');
  const page = await desk.open('seller', '/clientes');
  await page.getByRole('textbox', { name: 'CPF ou CNPJ' }).fill(document);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Confecções Lago' }).waitFor();
  expect(page.url()).toContain(customerKey);
  expect(await page.getByRole('button', { name: 'Deps' }).count()).toBe(0);
  await page.getByRole('tab', { name: 'Análise de crédito › Consultas' }).click();
  await page.getByText('Clientes - Ver consultas de bureaus').waitFor();
  await page.getByRole('button', { name: 'Solicitar liberação' }).first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('F9');
  await page.getByRole('textbox', { name: 'CPF ou CNPJ' }).waitFor();

  await desk.crivo.publish({ 'overdue-titles': { save: 'block' } });
  const order = anOrder({ document, amountCents: 2_000_00 });
  expect((await desk.crivo.call('POST', `/branches/${BRANCH}/orders`, order)).body['status']).toBe('held');
  const queue = await desk.open('analyst', '/pedidos-bloqueados');
  await queue.getByRole('table', { name: 'Pedidos bloqueados' }).getByText(order.id).waitFor();
  await queue.keyboard.press('j');
  await queue.keyboard.press('o');
  await queue.getByRole('complementary', { name: `Pedido ${order.id}` }).waitFor();
  await queue.keyboard.press('F9');
  await queue.waitForURL(`**/clientes/${customerKey}`);
  await queue.getByText(/com bloqueados R\$/).waitFor();
  await queue.getByRole('tab', { name: 'Pedidos' }).click();
  await queue.getByRole('button', { name: `Liberar pedido ${order.id}` }).waitFor();
  await takePicture(queue, 'cliente-com-bloqueado');
  expect(await accessibilityProblems(queue)).toEqual([]);
});

test('a limit is edited by its form, and changes when it is confirmed', async () => {
  const { customerKey } = await aKnownCustomer('Auto Peças União');
  const page = await desk.open('manager', `/clientes/${customerKey}`);
  await page.getByRole('button', { name: 'Editar limite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edição de situação/Limite de crédito' });
  await dialog.getByRole('textbox', { name: 'Valor do limite' }).fill('45000');
  const until = dialog.getByRole('textbox', { name: 'Válido até' });
  await until.fill('31/02/2027');
  await dialog.getByRole('button', { name: 'Confirmar limite' }).click();
  await dialog.getByText('Informe uma data que existe, como 21/11/2026.').waitFor();
  await until.fill('');
  await until.pressSequentially('30092027');
  expect(await until.inputValue()).toBe('30/09/2027');
  await takePicture(page, 'editar-limite');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Confirmar limite' }).click();
  await page.getByRole('heading', { name: 'Limite de crédito: R$ 45.000,00' }).waitFor();
  await page.getByText(/válido até 30\/09\/2027 · Situação: liberado · alterado por Ana manager/).waitFor();
});

test('a release is asked for, or given at once, from the customer; what a sale was refused for is named', async () => {
  await desk.crivo.publish({ 'overdue-titles': { receipt: 'block' } });
  const { document, customerKey } = await aKnownCustomer('Bebidas Serra');
  const sale = { ...aSale(), document };
  const { body } = await desk.crivo.call('POST', `/branches/${BRANCH}/sales`, sale);
  expect(body['status']).toBe('refused');
  const page = await desk.open('analyst', `/clientes/${customerKey}`);
  await page.getByRole('button', { name: 'Solicitar liberação' }).click();
  const asked = page.getByRole('dialog', { name: 'Solicitar liberação' });
  await asked.getByLabel(/^Observação/).fill('Cliente antigo');
  await takePicture(page, 'solicitar-liberacao');
  expect(await accessibilityProblems(page)).toEqual([]);
  await asked.getByRole('button', { name: 'Solicitar', exact: true }).click();
  await page.getByText('Liberação solicitada').waitFor();
  await page.getByRole('tab', { name: 'Crediário' }).click();
  await page.getByRole('button', { name: `Liberar venda ${sale.id}` }).click();
  const given = page.getByRole('dialog', { name: 'Liberar venda ou pedido' });
  await given.getByRole('combobox', { name: 'Motivo' }).press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await given.getByLabel(/^Observação/).fill('Pagamento combinado');
  await takePicture(page, 'liberar-venda');
  expect(await accessibilityProblems(page)).toEqual([]);
  await given.getByRole('button', { name: 'Liberar', exact: true }).click();
  await page.getByText('Liberado. A venda recusada passa quando for gravada de novo.').waitFor();
  const again = await desk.crivo.call('POST', `/branches/${BRANCH}/sales/${sale.id}/reevaluate`);
  expect(again.body['status']).toBe('allowed');
});

test('a customer is found by words of the name, however they are written, and chosen by keyboard among several', async () => {
  await aKnownCustomer('Açougue Três Irmãos Ltda');
  await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, {
    ...aCustomer(1_00),
    name: 'Tres Irmaos Transportes',
  });
  const page = await desk.open('analyst', '/clientes');
  const field = page.getByRole('textbox', { name: 'Nome, CPF ou CNPJ' });
  await field.fill('irmaos ltda tres');
  await page.keyboard.press('Enter');
  await page.getByText('2 clientes encontrados.').waitFor();
  const found = page.getByRole('list', { name: 'Clientes encontrados' }).getByRole('link');
  expect(await found.allTextContents()).toEqual(['Açougue Três Irmãos Ltda', 'Tres Irmaos Transportes']);
  await takePicture(page, 'clientes-por-nome');
  expect(await accessibilityProblems(page)).toEqual([]);
  await field.fill('ltda');
  await page.keyboard.press('Enter');
  await page.getByText('Escreva ao menos uma palavra do nome').waitFor();
  await field.fill('IRMÃOS AÇOU');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Açougue Três Irmãos Ltda' }).waitFor();
  expect(page.url()).toMatch(/\/clientes\/cus_[\w-]+$/);
});

test('a customer can be read at 390 pixels, in the dark', async () => {
  const { customerKey } = await aKnownCustomer('<img src=x onerror=alert(1)>');
  const page = await desk.open('analyst', `/clientes/${customerKey}`, { width: 390, height: 760, colorScheme: 'dark' });
  await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>' }).waitFor();
  await page.getByRole('table', { name: 'Histórico' }).waitFor();
  await takePicture(page, 'cliente-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('with several branches one is asked for before anything of a branch is shown or done', async () => {
  const { customerKey } = await aKnownCustomer('Casa das Tintas');
  expect((await desk.crivo.call('PUT', '/branches/91', { name: 'Filial Norte' })).status).toBe(200);
  for (const width of [1280, 390]) {
    const page = await desk.open('manager', `/clientes/${customerKey}`, { width });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('heading', { name: 'Casa das Tintas' }).waitFor();
    await page.reload();
    await page.getByRole('main').getByRole('combobox', { name: 'Filial' }).waitFor();
    expect(asked.filter((url) => url.includes('/v1/branches/'))).toEqual([]);
    for (const name of ['Liberar venda', 'Editar limite'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePicture(page, `cliente-escolher-filial-${width}`);
    await page.getByRole('main').getByRole('combobox').selectOption('91');
    await page.getByRole('main').getByRole('button', { name: 'Ver cliente' }).press('Enter');
    await page.getByRole('button', { name: 'Editar limite' }).waitFor();
    expect(await page.getByRole('banner').getByRole('combobox').inputValue()).toBe('91');
  }
});
