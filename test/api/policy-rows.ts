/** Owns the rows of R7 of policies and their drafts. */
import { defaultPolicy } from '../../rules/default-policy';
import type { TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { row, submitted, type Row } from './access-row';
import { approvedDraft, type AskAs } from '../support/policies';
import { publishPolicy } from '../../usecases/publish-policy';

const DRAFTS = '/policies/{policy}/drafts';
const DRAFT = `${DRAFTS}/{draft}`;

/** A draft that an administrator has begun, of a policy that no branch uses yet. */
async function aDraft(api: TestApi): Promise<string> {
  const id = uniqueId('policy');
  const document = { ...defaultPolicy(), id };
  const { body, status } = await api.call('POST', `/policies/${id}/drafts`, { document });
  expect(status).toBe(200);
  return `/policies/${id}/drafts/${String(body['draft'])}`;
}
const ofDraft =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api) => ({ path: `${await aDraft(api)}${suffix}`, body });

/** An administrator, and the bearer of the key. */
export const askOf =
  (api: TestApi, second: string): AskAs =>
  (person, path, body) =>
    api.call('POST', path, body, person === 'second' ? { key: second } : {});

const REVISION = { revision: 1 };
const aSubmitted =
  (suffix: string, body: unknown): Row['send'] =>
  async (api) => {
    const path = await aDraft(api);
    expect((await api.call('POST', `${path}/submit`, REVISION)).status).toBe(200);
    return { path: `${path}${suffix}`, body };
  };
/** Of a policy of its own, so that it is always based on the newest version. */
const anApproved: Row['send'] = async (api) => {
  const id = uniqueId('policy');
  return approvedDraft(askOf(api, await api.keyOf({ subject: 'second' })), id, { ...defaultPolicy(), id });
};
/** A policy with two versions, so that there is one to go back to. */
const anEarlierVersion: Row['send'] = async (api) => {
  const id = uniqueId('policy');
  const deps = { policies: api.stores.policies, now: () => new Date() };
  for (const [basedOn, name] of ['A primeira', 'A segunda'].entries())
    await publishPolicy(deps, 'test', id, basedOn, { ...defaultPolicy(), id, name });
  return { path: `/policies/${id}/rollback`, body: { to: 1, reason: 'Bloqueou pedidos demais.' } };
};

export const POLICY_ROWS: readonly Row[] = [
  row('get /policies', 'policies:read', 'company', () => ({ path: '/policies' })),
  row('get /policies/{policy}/versions/{version}', 'policies:read', 'company', () => ({
    path: '/policies/default/versions/1',
  })),
  row('post /policies/{policy}/rollback', 'policies:publish', 'company', anEarlierVersion),
  row('get /policies/{policy}/diff', 'policies:read', 'company', () => ({
    path: '/policies/default/diff?from=0&to=1',
  })),
  row(`post ${DRAFTS}`, 'policies:write', 'company', () => ({ path: '/policies/default/drafts', body: {} })),
  row(`get ${DRAFTS}`, 'policies:read', 'company', () => ({ path: '/policies/default/drafts' })),
  row(`get ${DRAFT}`, 'policies:read', 'company', ofDraft('')),
  row(`put ${DRAFT}`, 'policies:write', 'company', ofDraft('', { revision: 1, document: defaultPolicy() })),
  row(`post ${DRAFT}/test`, 'policies:read', 'company', ofDraft('/test')),
  row(`post ${DRAFT}/tests`, 'policies:write', 'DecisionNotFound', async (api, branch) => {
    const { decision } = await submitted(api, branch);
    return { path: `${await aDraft(api)}/tests`, body: { revision: 1, decision, id: 'a-case', name: 'Um caso' } };
  }),
  row(`delete ${DRAFT}`, 'policies:write', 'company', ofDraft('')),
  row(`post ${DRAFT}/simulate`, 'policies:read', 'company', ofDraft('/simulate', { about: { kind: 'facts' } })),
  row('post /policies/{policy}/versions/{version}/simulate', 'policies:read', 'company', () => ({
    path: '/policies/default/versions/1/simulate',
    body: { about: { kind: 'facts' } },
  })),
  row('post /policies/lint', 'policies:read', 'company', () => ({ path: '/policies/lint', body: { policy: {} } })),
  row('post /policies/simulate', 'policies:read', 'company', () => ({
    path: '/policies/simulate',
    body: { policy: defaultPolicy(), about: { kind: 'facts' } },
  })),
  row(`post ${DRAFT}/lint`, 'policies:read', 'company', ofDraft('/lint')),
  row(`post ${DRAFT}/submit`, 'policies:write', 'company', ofDraft('/submit', REVISION)),
  row(`post ${DRAFT}/approve`, 'policies:approve', 'company', aSubmitted('/approve', REVISION)),
  row(
    `post ${DRAFT}/return`,
    'policies:approve',
    'company',
    aSubmitted('/return', { ...REVISION, reason: 'Falta um teste.' }),
  ),
  row(`post ${DRAFT}/publish`, 'policies:publish', 'company', anApproved),
];
