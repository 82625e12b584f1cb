/** Owns the screens *Usuários*, *Grupos de Usuários* and *Chaves de API*: what is shown once, and what counts then. */
import { ROLES } from '../../domain/permissions';
import { newSecret, secretHash } from '../../platform/keyring';
import { accessibilityProblems, takePicture } from '../support/browser';
import { BRANCH, until } from '../support/crivo';
import { openDesk, type Desk } from '../support/desk';
import { aCustomer } from '../support/orders';
import { aPerson } from '../support/people';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('people');
});
afterAll(() => desk.stop());

test('a user is added, and their password shown once', async () => {
  const page = await desk.open('administrator', '/usuarios');
  await page.getByRole('table', { name: 'Usuários' }).waitFor();
  await takePicture(page, 'usuarios');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Incluir usuário' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Incluir usuário' });
  await dialog.getByLabel('Nome de acesso').fill('bia.lima');
  await dialog.getByLabel('Nome', { exact: false }).nth(1).fill('Bia Lima');
  await dialog.getByLabel('E-mail').fill('bia@example.com');
  await dialog.getByLabel('Todas as filiais').press('Space');
  await takePicture(page, 'incluir-usuario');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('E-mail').press('Enter');
  await dialog.getByText('Senha provisória de Bia Lima').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Concluir' }).press('Enter');
  await page.getByRole('row', { name: /Bia Lima.*Senha provisória/ }).waitFor();
});

test('a person’s sessions are told, and one is ended for good', async () => {
  const theirs = await desk.open('integrator', '/pedidos-bloqueados');
  const page = await desk.open('administrator', '/usuarios');
  await page.getByRole('button', { name: 'Alterar Ana integrator' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Alterar Ana integrator' });
  await dialog.getByRole('row', { name: /Chrome em/ }).waitFor();
  await takePicture(page, 'usuario');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: /Encerrar a sessão de/ }).press('Enter');
  await dialog.getByText('Nenhuma sessão aberta.').waitFor();
  await theirs.reload();
  await theirs.getByRole('button', { name: 'Entrar' }).waitFor();
});

test('people beyond the first 200 are shown page by page', async () => {
  for (let one = 0; one < 201; one += 1) {
    const user = `z${String(one).padStart(4, '0')}`;
    await aPerson(desk.crivo, { user, name: `Pessoa ${user}`, userGroups: ['seller'] });
  }
  const page = await desk.open('administrator', '/usuarios');
  await page.getByRole('button', { name: 'Mostrar mais usuários' }).press('Enter');
  await page.getByRole('row', { name: /Pessoa z0200/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Mostrar mais usuários' }).count()).toBe(0);
});

test('four eyes: who has confirmed a limit on the screen is no second person by their own API key', async () => {
  const call: Desk['crivo']['call'] = (...asked) => desk.crivo.call(...asked);
  const customer = { ...aCustomer(40_000_00), name: 'Mercado Sol Ltda' };
  const { body } = await call('PUT', `/branches/${BRANCH}/customers`, customer);
  const customerKey = String(body['customerKey']);
  const page = await desk.open('analyst', `/clientes/${customerKey}`);
  await page.getByRole('button', { name: 'Editar limite' }).click();
  const form = page.getByRole('dialog', { name: 'Edição de situação/Limite de crédito' });
  await form.getByRole('textbox', { name: 'Valor do limite' }).fill('90000');
  await form.getByRole('button', { name: 'Confirmar limite' }).click();
  const proposals = `/branches/${BRANCH}/customers/${customerKey}/limit-proposals`;
  const waiting = async () => {
    const found = (await call('GET', proposals)).body as { proposals?: Proposal[] };
    return found.proposals?.find(({ status }) => status === 'waitsForSecond');
  };
  await until(async () => (await waiting()) !== undefined, 'the limit to wait for a second person', 10_000);
  const proposal = await waiting();

  const secret = `crv_${newSecret()}`;
  const own = { subject: 'analyst', userGroups: ['analyst'], permissions: ROLES.analyst, branches: '*' } as const;
  await desk.crivo.stores.apiKeys.put(secretHash(secret), own);
  const { updatedAt } = (await call('GET', `/customers/${customerKey}`)).body;
  const confirm = (headers: Record<string, string>) =>
    call(
      'POST',
      `${proposals}/${proposal?.proposal ?? ''}/confirm`,
      { customerUpdatedAt: updatedAt, revision: proposal?.revision },
      { role: 'manager', headers },
    );
  const same = await confirm({ authorization: `Bearer ${secret}` });
  expect([same.status, same.body['code']]).toEqual([403, 'SamePerson']);
  expect(await confirm({})).toMatchObject({
    status: 200,
    body: { status: 'confirmed', first: { subject: 'analyst' }, ended: { subject: 'test-manager' } },
  });
});

interface Proposal {
  readonly proposal: string;
  readonly status: string;
  readonly revision: number;
}

test('a group shows its permissions by the names of the manuals', async () => {
  const page = await desk.open('administrator', '/grupos-de-usuarios');
  await page.getByRole('button', { name: 'Alterar Vendedores' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Alterar Vendedores' });
  await dialog.getByLabel('Clientes - Permite utilizar consulta Deps').press('Space');
  await takePicture(page, 'grupos');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Gravar' }).press('Enter');
  await page.getByText('Gravado.').waitFor();
  expect((await desk.crivo.stores.userGroups.find('seller'))?.permissions).toContain('reports:buy');
});

test('a key is made, shown once, and revoked after a warning', async () => {
  const page = await desk.open('administrator', '/chaves-de-api');
  await page.getByRole('button', { name: 'Criar chave' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Criar chave' });
  await dialog.getByLabel('Nome').fill('Loja');
  await dialog.getByLabel('De quem').fill('erp-loja');
  await dialog.getByLabel('De quem').press('Enter');
  await dialog.getByText(/^crv_/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Concluir' }).press('Enter');
  await page.getByRole('button', { name: 'Revogar Loja' }).press('Enter');
  await takePicture(page, 'chaves');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Revogar chave' }).press('Enter');
  await page.getByRole('button', { name: 'Revogar Loja' }).waitFor({ state: 'detached' });
});

test('who may not is told which permission is missing', async () => {
  const page = await desk.open('seller', '/usuarios');
  await page.getByText('Usuários - Consultar usuários e sessões').waitFor();
});
