/** Owns the rows of R7 of policies and their drafts. */
import { defaultPolicy } from '../../rules/default-policy';
import type { TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { row, submitted, type Row } from './access-row';

const DRAFTS = '/policies/{policy}/drafts';
const DRAFT = `${DRAFTS}/{draft}`;

/** A draft of the default policy that an administrator has begun. */
async function aDraft(api: TestApi): Promise<string> {
  const { body, status } = await api.call('POST', '/policies/default/drafts', {});
  expect(status).toBe(200);
  return `/policies/default/drafts/${String(body['draft'])}`;
}
const ofDraft =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api) => ({ path: `${await aDraft(api)}${suffix}`, body });

function newPolicy(): { readonly path: string; readonly body: unknown } {
  const id = uniqueId('policy');
  return { path: `/policies/${id}/publish`, body: { basedOn: 0, document: { ...defaultPolicy(), id } } };
}

export const POLICY_ROWS: readonly Row[] = [
  row('get /policies', 'policies:read', 'company', () => ({ path: '/policies' })),
  row('get /policies/{policy}/versions/{version}', 'policies:read', 'company', () => ({
    path: '/policies/default/versions/1',
  })),
  row('post /policies/{policy}/publish', 'policies:publish', 'company', newPolicy),
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
  row('post /policies/simulate', 'policies:read', 'company', () => ({
    path: '/policies/simulate',
    body: { policy: defaultPolicy(), about: { kind: 'facts' } },
  })),
];
