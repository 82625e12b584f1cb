/** Owns the rows of R7 of people, their groups and API keys: they are the whole company's. */
import type { TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { aGuarded } from '../support/second-factors';
import { aPerson } from '../support/people';
import { ofAllBranches, row, type Row } from './access-row';

const aName = () => uniqueId('p');
const aUser = () => {
  const user = aName();
  return { user, name: 'Bia Lima', email: `${user}@example.com`, userGroups: ['seller'], branches: ['02'] };
};
const ofUser =
  (suffix: string, body?: object): Row['send'] =>
  async (api) => ({ path: `/users/${(await aPerson(api)).user}${suffix}`, body });

/** Of a person with a second factor. */
const ofGuarded =
  (suffix: string): Row['send'] =>
  async (api) => ({ path: `/users/${(await aGuarded(api)).person.user}${suffix}` });

const aKey = () => ({ name: 'Loja', subject: aName(), userGroups: ['integrator'], branches: ['02'] });

async function madeKey(api: TestApi): Promise<string> {
  const { body, status } = await api.call('POST', '/api-keys', aKey());
  expect(status).toBe(200);
  return String(body['key']);
}

const GROUP = { name: 'Caixa', permissions: ['credit:check'], revision: 0 };

export const PEOPLE_ROWS: readonly Row[] = [
  ofAllBranches(row('get /users', 'users:read', 'company', () => ({ path: '/users' }))),
  ofAllBranches(row('post /users', 'users:write', 'company', () => ({ path: '/users', body: aUser() }))),
  ofAllBranches(row('get /users/{user}', 'users:read', 'company', ofUser(''))),
  ofAllBranches(row('patch /users/{user}', 'users:write', 'company', ofUser('', { name: 'Bia', revision: 1 }))),
  ofAllBranches(row('post /users/{user}/password-reset', 'users:write', 'company', ofUser('/password-reset'))),
  ofAllBranches(
    row('post /users/{user}/second-factor-reset', 'users:write', 'company', ofGuarded('/second-factor-reset')),
  ),
  ofAllBranches(row('get /users/{user}/sessions', 'users:read', 'company', ofUser('/sessions'))),
  ofAllBranches(row('delete /users/{user}/sessions', 'users:write', 'company', ofUser('/sessions'))),
  row('get /user-groups', 'userGroups:read', 'company', () => ({ path: '/user-groups' })),
  ofAllBranches(
    row('put /user-groups/{userGroup}', 'userGroups:write', 'company', () => ({
      path: `/user-groups/${aName()}`,
      body: GROUP,
    })),
  ),
  ofAllBranches(row('get /api-keys', 'keys:read', 'company', () => ({ path: '/api-keys' }))),
  ofAllBranches(row('post /api-keys', 'keys:write', 'company', () => ({ path: '/api-keys', body: aKey() }))),
  ofAllBranches(
    row('delete /api-keys/{key}', 'keys:write', 'company', async (api) => ({
      path: `/api-keys/${await madeKey(api)}`,
    })),
  ),
];
