/** Owns the rows of R7 of what a customer, or a group of them, is given and asked. */
import type { TestApi } from '../support/api';
import { ofAllBranches, row, submitted, type Row } from './access-row';

const aConsent = () => ({ scope: 'scr', givenOn: '2026-11-01', validUntil: '2027-11-01', evidence: 'contrato 12' });
const PROPOSALS = '/branches/{branch}/customers/{customerKey}/limit-proposals';
const proposalsOf = async (api: TestApi, branch: string): Promise<string> =>
  `/branches/${branch}/customers/${(await submitted(api, branch)).customerKey}/limit-proposals`;

/** A limit proposal that an administrator has opened. */
async function aProposal(api: TestApi, branch: string) {
  const base = await proposalsOf(api, branch);
  const { body, status } = await api.call('POST', base, { limit: { kind: 'amount', amountCents: 1_000_00 } });
  expect(status).toBe(200);
  return { customerKey: String(body['customerKey']), path: `${base}/${String(body['proposal'])}` };
}

async function aGroup(api: TestApi): Promise<string> {
  return String((await api.call('POST', '/groups', { name: 'Grupo' })).body['groupKey']);
}

export const CUSTOMER_ROWS: readonly Row[] = [
  row('post /customers/{customerKey}/consents', 'consents:write', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/consents`,
    body: aConsent(),
  })),
  row('get /customers/{customerKey}/consents', 'consents:read', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/consents`,
  })),
  row('post /customers/{customerKey}/consents/{consent}/revoke', 'consents:write', 'company', async (api, branch) => {
    const base = `/customers/${(await submitted(api, branch)).customerKey}/consents`;
    const { body } = await api.call('POST', base, aConsent());
    return { path: `${base}/${String(body['consent'])}/revoke`, body: { note: 'a pedido' } };
  }),
  ...(['punctuality', 'orders'] as const).map((what) =>
    row(
      `get /branches/{branch}/customers/{customerKey}/${what}`,
      what === 'orders' ? 'orders:read' : 'customers:read',
      'BranchNotFound',
      async (api, branch) => ({
        path: `/branches/${branch}/customers/${(await submitted(api, branch)).customerKey}/${what}`,
      }),
    ),
  ),
  row('get /customers/{customerKey}/views', 'views:read', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/views`,
  })),
  ofAllBranches(
    row('post /customers/{customerKey}/erase-payloads', 'payloads:erase', 'company', async (api, branch) => ({
      path: `/customers/${(await submitted(api, branch)).customerKey}/erase-payloads`,
      body: { note: 'a pedido' },
    })),
  ),
  ofAllBranches(
    row('get /customers/{customerKey}/export', 'customers:export', 'company', async (api, branch) => ({
      path: `/customers/${(await submitted(api, branch)).customerKey}/export?reason=pedido`,
    })),
  ),
  row('post /decisions/{decision}/review-requests', 'reviews:write', 'DecisionNotFound', async (api, branch) => ({
    path: `/decisions/${(await submitted(api, branch)).decision}/review-requests`,
    body: { reason: 'o título foi pago' },
  })),
  row('get /review-requests', 'reviews:read', 'list', () => ({ path: '/review-requests' })),
  row('post /review-requests/{request}/answer', 'reviews:answer', 'ReviewRequestNotFound', async (api, branch) => {
    const asked = `/decisions/${(await submitted(api, branch)).decision}/review-requests`;
    const { body } = await api.call('POST', asked, { reason: 'o título foi pago' });
    const answer = { result: 'upheld', text: 'O título venceu em 3 de outubro e segue em aberto.' };
    return { path: `/review-requests/${String(body['request'])}/answer`, body: answer };
  }),
  row(`post ${PROPOSALS}`, 'proposals:write', 'BranchNotFound', async (api, branch) => ({
    path: await proposalsOf(api, branch),
    body: { limit: { kind: 'amount', amountCents: 1_000_00 } },
  })),
  row(`get ${PROPOSALS}`, 'proposals:read', 'BranchNotFound', async (api, branch) => ({
    path: await proposalsOf(api, branch),
  })),
  row(`post ${PROPOSALS}/{proposal}/confirm`, 'proposals:write', 'BranchNotFound', async (api, branch) => {
    const { customerKey, path } = await aProposal(api, branch);
    const { body } = await api.call('GET', `/customers/${customerKey}`);
    return { path: `${path}/confirm`, body: { customerUpdatedAt: body['updatedAt'], revision: 1 } };
  }),
  row(`post ${PROPOSALS}/{proposal}/dismiss`, 'proposals:write', 'BranchNotFound', async (api, branch) => ({
    path: `${(await aProposal(api, branch)).path}/dismiss`,
    body: { note: 'sem garantias' },
  })),
  row('get /limit-proposals', 'proposals:read', 'list', async (api, branch) => {
    await aProposal(api, branch);
    return { path: '/limit-proposals' };
  }),
  row('patch /customers/{customerKey}/credit-terms', 'limits:change', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/credit-terms`,
    body: { limit: { kind: 'amount', amountCents: 1_000_00 }, note: 'revisão' },
  })),
  row('post /customers/{customerKey}/leave-group', 'groups:write', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/leave-group`,
    body: { note: 'vendido' },
  })),
  row('post /groups', 'groups:write', 'company', () => ({ path: '/groups', body: { name: 'Grupo' } })),
  row('get /groups/{groupKey}', 'groups:read', 'company', async (api) => ({ path: `/groups/${await aGroup(api)}` })),
  row('post /groups/{groupKey}/members', 'groups:write', 'company', async (api, branch) => ({
    path: `/groups/${await aGroup(api)}/members`,
    body: { customerKey: (await submitted(api, branch)).customerKey, note: 'mesmo dono' },
  })),
  row('patch /groups/{groupKey}/credit-terms', 'limits:change', 'company', async (api) => ({
    path: `/groups/${await aGroup(api)}/credit-terms`,
    body: { limit: { kind: 'amount', amountCents: 1 }, note: 'revisão' },
  })),
];
