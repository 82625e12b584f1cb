/** Owns the screen *Painel*: what is blocked and why, how long decisions took, what bureaus cost, what waits for a person. */
import type { StoredHold } from '../../contracts/hold';
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { aPurchase } from '../support/builders';
import { BRANCH } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer, uniqueId } from '../support/orders';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('dashboard');
});
afterAll(() => desk.stop());

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const typed = (instant: string) => instant.slice(0, 10).split('-').toReversed().join('/');

async function hold(given: Partial<StoredHold> & Pick<StoredHold, 'since'>): Promise<void> {
  const order = uniqueId('ord');
  await desk.crivo.stores.holds.note({
    hold: `${BRANCH}/${order}/checks/${given.since}`,
    ...{ kind: 'checks', branch: BRANCH, order, customerKey: 'cus_x', action: 'save', valueCents: 12_345_67 },
    ...{ checks: ['limit-exceeded'], by: null, decision: null, isSecond: false, ended: null },
    ...{ sequence: 1, repeated: [], tookMinutes: null },
    ...given,
  });
}

test('with nothing blocked and nothing bought, each part says so', async () => {
  const page = await desk.open('manager', '/painel');
  await page.getByText('Nenhum pedido bloqueado agora.').waitFor();
  await page.getByText('Nenhuma compra sem resultado conhecido.').waitFor();
  await page.getByText('Nenhuma consulta neste mês.').waitFor();
  await takePicture(page, 'painel-vazio');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('figures are told by reason, day and person, of the period that is typed; spend stands beside its budget', async () => {
  await hold({ since: daysAgo(0) });
  await hold({ since: daysAgo(9), checks: ['limit-exceeded', 'overdue-titles'] });
  const by = { how: 'released', subject: 'beatriz', decision: null, waiver: null } as const;
  for (const days of [3, 4, 6]) {
    await hold({ since: daysAgo(days), ended: { at: daysAgo(days - 1), ...by }, tookMinutes: 60 * days });
  }
  await desk.crivo.call('PATCH', `/branches/${BRANCH}/purchasing`, { monthCapCents: 10_000_00 });
  const customer = { ...aCustomer(40_000_00), name: 'Mercado Sol Ltda' };
  const { body } = await desk.crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const purchase = { branch: BRANCH, customerKey: String(body['customerKey']), status: 'unknown' } as const;
  await desk.crivo.stores.purchases.insert(aPurchase(purchase));

  const page = await desk.open('manager', '/painel');
  const complaints = complaintsOf(page);
  const reasons = page.getByRole('table', { name: 'Bloqueados agora, por motivo' });
  await reasons.getByRole('row', { name: 'Limite de crédito excedido 2 R$ 24.691,34 1 0 0 1' }).waitFor();
  await page.getByRole('row', { name: 'beatriz 3 4 h 6 h' }).waitFor();
  await page.getByRole('row', { name: /Mercado Sol Ltda/ }).waitFor();
  await page.locator('.recharts-line').first().waitFor();
  await takePicture(page, 'painel');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByText('Ver os números do gráfico').press('Enter');
  await page.getByRole('table', { name: 'Dia a dia' }).waitFor();

  await page.getByRole('textbox', { name: 'De', exact: true }).fill(typed(daysAgo(20)));
  await page.getByRole('textbox', { name: 'Até', exact: true }).fill(typed(daysAgo(12)));
  await page.getByText('Ninguém liberou ou desbloqueou pedidos no período.').waitFor();
  await page.getByRole('textbox', { name: 'Até', exact: true }).fill(typed(daysAgo(30)));
  await page.getByText('Escolha um período de 1 a 92 dias').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a purchase nobody knows the outcome of is resolved as the invoice says, after a sentence of what will happen', async () => {
  const page = await desk.open('manager', '/painel');
  await page.getByRole('button', { name: /Resolver a compra de/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compra sem resultado conhecido' });
  await dialog.getByText('A compra termina sem consulta.').waitFor();
  await dialog.getByRole('textbox', { name: 'Observação' }).fill('não consta da fatura de novembro');
  await takePicture(page, 'resolver-compra');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Encerrar compra' }).press('Enter');
  await page.getByText('Nenhuma compra sem resultado conhecido.').waitFor();
});

test('at 390 pixels, in the dark, nothing is wider than the screen', async () => {
  const page = await desk.open('analyst', '/painel', { width: 390, height: 760, colorScheme: 'dark' });
  await page.locator('.recharts-line').first().waitFor();
  await takePicture(page, 'painel-390');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('who may not is told which permission is missing', async () => {
  const page = await desk.open('seller', '/painel');
  await page.getByText('Pedidos bloqueados - Consultar indicadores').waitFor();
});
