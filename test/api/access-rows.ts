/** Owns the rows of R7: for each route, the permission it asks for, a valid request, and what other branches get. */
import type { TestApi } from '../support/api';
import { REPORT_ROWS } from './report-rows';
import { anAmendment, anOrder, aSale, uniqueDocument, uniqueId } from '../support/orders';
import { row, submitted, type Row, type Sent } from './access-row';
import { CUSTOMER_ROWS } from './customer-access-rows';
import { EXCEPTION_ROWS } from './exception-rows';
import { HOLD_ROWS } from './hold-access-rows';
import { PEOPLE_ROWS } from './people-access-rows';
import { BACKTEST_ROWS } from './backtest-rows';
import { RELEASE_ROWS } from './release-access-rows';
import { approvedDraft } from '../support/policies';
import { askOf, POLICY_ROWS } from './policy-rows';
import { anAnnouncement, anOrderCause, aWebhookDelivery } from '../support/builders';

/** The request that publishes the default policy again, every check at `save` in the given mode. */
export async function nextDefaultPolicy(api: TestApi, save?: 'block'): Promise<Sent> {
  const first = (await api.call('GET', '/policies/default/versions/1')).body as { document: { checks: object[] } };
  const checks = first.document.checks.map((check) => (save ? { ...check, modes: { save } } : check));
  return approvedDraft(askOf(api, await api.keyOf({ subject: 'second' })), 'default', { ...first.document, checks });
}

const ofOrder =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => ({
    path: `/branches/${branch}/orders/${(await submitted(api, branch)).order}${suffix}`,
    body,
  });

/** A sale that an administrator has recorded. */
const ofSale =
  (suffix: string): Row['send'] =>
  async (api, branch) => {
    const { body, status } = await api.call('POST', `/branches/${branch}/sales`, aSale());
    expect(status).toBe(200);
    return { path: `/branches/${branch}/sales/${String(body['sale'])}${suffix}` };
  };

const ofCancelled =
  (suffix: string): Row['send'] =>
  async (api, branch) => {
    const { path } = await ofOrder('')(api, branch);
    expect((await api.call('POST', `${path}/cancel`)).status).toBe(200);
    return { path: `${path}${suffix}` };
  };

const ofDecision =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => ({
    path: `/decisions/${(await submitted(api, branch)).decision}${suffix}`,
    ...(body !== undefined && { body }),
  });

/** An order that waits for an action, and the request for it. */
const asking =
  (action: string, before: readonly string[]): Row['send'] =>
  async (api, branch) => {
    const { order } = await submitted(api, branch);
    const base = `/branches/${branch}/orders/${order}/actions`;
    for (const passed of before) expect((await api.call('POST', `${base}/${passed}`)).status).toBe(200);
    return { path: `${base}/${action}` };
  };

/** Routes that ask for no permission; sessions.test.ts says whom they serve. */
export const WITHOUT_PERMISSION: Readonly<Record<string, 'own' | 'open'>> = {
  'post /session': 'open',
  'post /session/second-step': 'open',
  'delete /session': 'open',
  'get /sign-in-options': 'open',
  'post /session/oidc/start': 'open',
  'post /session/oidc': 'open',
  'get /session': 'own',
  'get /events': 'own',
  'put /session/password': 'own',
  'get /session/second-factor': 'own',
  'post /session/second-factor/setup': 'own',
  'put /session/second-factor': 'own',
  'post /session/second-factor/recovery-codes': 'own',
  'post /session/second-factor/turn-off': 'own',
};

const HOOK = '/webhook-endpoints/{endpoint}';
const HOOK_URL = 'https://erp.example.com/hooks';

/** An endpoint that hears of one branch, as an administrator has registered it. */
const ofEndpoint =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => {
    const added = await api.call('POST', '/webhook-endpoints', { url: HOOK_URL, branches: [branch] });
    expect(added.status).toBe(200);
    const endpoint = String(added.body['endpoint']);
    const entry = anAnnouncement({ cause: anOrderCause({ branch }) });
    const delivery = aWebhookDelivery({ endpoint, entry });
    await api.stores.webhookDeliveries.ensure(delivery);
    return { path: `/webhook-endpoints/${endpoint}${suffix.replace('{delivery}', delivery.delivery)}`, body };
  };

const ofBranch =
  (suffix: string, body?: () => unknown): Row['send'] =>
  (_api, branch) => ({ path: `/branches/${branch}${suffix}`, body: body?.() });

const DEPS = '/branches/{branch}/deps';
const RECONCILIATION = '/branches/{branch}/receivables/reconciliation';
const SYNC = '/branches/{branch}/receivables/sync';
const aLogin = () => ({ email: 'api@example.com', password: 'senha' });

const SPC = '/branches/{branch}/spc';
const anOperator = () => ({ operator: '398745', password: 'senha' });

/** Of a branch with an SPC account. */
const ofSpc =
  (suffix: string): Row['send'] =>
  async (api, branch) => {
    const path = `/branches/${branch}/spc`;
    expect((await api.call('PUT', path, anOperator())).status).toBe(200);
    return { path: `${path}${suffix}` };
  };

/** Of a branch with a Deps account. */
const ofDeps =
  (suffix: string, below = DEPS): Row['send'] =>
  async (api, branch) => {
    const path = `/branches/${branch}/deps`;
    expect((await api.call('PUT', path, aLogin())).status).toBe(200);
    return { path: `${below.replace('{branch}', branch)}${suffix}` };
  };

function aLine(): string {
  const names = { movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), document: uniqueDocument() };
  return JSON.stringify({ ...names, amountCents: 100_00, issuedOn: '2026-10-01', dueOn: '2026-12-01' });
}

/** The one route that asks for a permission of each action; its table entry asks for reading only. */
export const ASK = 'post /branches/{branch}/orders/{order}/actions/{action}';
const ACTIONS = [
  ['commercialApproval', 'orders:approveCommercial'],
  ['financialApproval', 'orders:approveFinancial'],
  ['stockSeparation', 'orders:separate'],
  ['invoicing', 'orders:invoice'],
] as const;
const aDocument = () => ({ document: uniqueDocument() });
const ORDER = '/branches/{branch}/orders/{order}';
const SALE = '/branches/{branch}/sales/{sale}';

export const ROWS: readonly Row[] = [
  ...CUSTOMER_ROWS,
  ...RELEASE_ROWS,
  ...PEOPLE_ROWS,
  ...EXCEPTION_ROWS,
  row(
    'put /branches/{branch}',
    'branches:write',
    'BranchNotFound',
    ofBranch('', () => ({ name: 'Filial' })),
  ),
  row('get /branches/{branch}', 'branches:read', 'BranchNotFound', ofBranch('')),
  row(`put ${DEPS}`, 'deps:write', 'BranchNotFound', ofBranch('/deps', aLogin)),
  row(`get ${DEPS}`, 'deps:read', 'BranchNotFound', ofDeps('')),
  row(`post ${DEPS}/products/refresh`, 'deps:write', 'BranchNotFound', ofDeps('/products/refresh')),
  row(`put ${SPC}`, 'spc:write', 'BranchNotFound', ofBranch('/spc', anOperator)),
  row(`get ${SPC}`, 'spc:read', 'BranchNotFound', ofSpc('')),
  row(`post ${SPC}/products/refresh`, 'spc:write', 'BranchNotFound', ofSpc('/products/refresh')),
  row('put /branches/{branch}/customers', 'customers:write', 'BranchNotFound', ofBranch('/customers', aDocument)),
  row('post /customers/search', 'customers:read', 'company', () => ({ path: '/customers/search', body: aDocument() })),
  row('get /customers/{customerKey}', 'customers:read', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}`,
  })),
  row('get /customers/{customerKey}/history', 'customers:read', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/history`,
  })),
  row('get /figures/desk', 'figures:read', 'list', () => ({ path: '/figures/desk' })),
  row('get /customers/{customerKey}/timeline', 'customers:read', 'company', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/timeline`,
  })),
  ...REPORT_ROWS,
  row(
    'patch /branches/{branch}/purchasing',
    'purchasing:write',
    'BranchNotFound',
    ofBranch('/purchasing', () => ({ reuseDays: 90 })),
  ),
  row('get /branches/{branch}/purchasing', 'purchasing:read', 'BranchNotFound', ofBranch('/purchasing')),
  row('get /purchasing', 'purchasing:read', 'list', () => ({ path: '/purchasing' })),
  row('get /reports/spend', 'purchasing:read', 'list', () => ({ path: '/reports/spend' })),
  row('put /purchasing', 'purchasing:switch', 'company', () => ({
    path: '/purchasing',
    body: { enabled: true, note: 'de volta' },
  })),
  row('post /branches/{branch}/credit-checks', 'credit:check', 'BranchNotFound', ofBranch('/credit-checks', aDocument)),
  row('post /branches/{branch}/orders', 'orders:write', 'BranchNotFound', ofBranch('/orders', anOrder)),
  row(`get ${ORDER}`, 'orders:read', 'BranchNotFound', ofOrder('')),
  row(`patch ${ORDER}`, 'orders:write', 'BranchNotFound', ofOrder('', anAmendment(50_000))),
  ...ACTIONS.map(([action, permission], at) =>
    row(
      ASK,
      permission,
      'BranchNotFound',
      asking(
        action,
        ACTIONS.slice(0, at).map(([passed]) => passed),
      ),
    ),
  ),
  row(`post ${ORDER}/cancel`, 'orders:write', 'BranchNotFound', ofOrder('/cancel')),
  row(`post ${ORDER}/close`, 'orders:write', 'BranchNotFound', ofOrder('/close')),
  row(`post ${ORDER}/reopen`, 'orders:reopen', 'BranchNotFound', ofCancelled('/reopen')),
  row(`post ${ORDER}/hold`, 'orders:hold', 'BranchNotFound', ofOrder('/hold', { reason: 'Aguardar contrato' })),
  row(`post ${ORDER}/unhold`, 'orders:hold', 'BranchNotFound', ofOrder('/unhold')),
  row(`post ${ORDER}/reevaluate`, 'orders:reevaluate', 'BranchNotFound', ofOrder('/reevaluate')),
  row('post /branches/{branch}/sales', 'sales:write', 'BranchNotFound', ofBranch('/sales', aSale)),
  row(`get ${SALE}`, 'sales:read', 'BranchNotFound', ofSale('')),
  row(`post ${SALE}/cancel`, 'sales:write', 'BranchNotFound', ofSale('/cancel')),
  row(`post ${SALE}/reevaluate`, 'sales:write', 'BranchNotFound', ofSale('/reevaluate')),
  ...HOLD_ROWS,
  row('get /decisions/{decision}', 'decisions:read', 'DecisionNotFound', ofDecision('')),
  row('post /decisions/{decision}/replay', 'decisions:read', 'DecisionNotFound', ofDecision('/replay')),
  row('post /decisions/{decision}/simulate', 'decisions:read', 'DecisionNotFound', ofDecision('/simulate', {})),
  row('post /branches/{branch}/receivables', 'receivables:write', 'BranchNotFound', ofBranch('/receivables', aLine)),
  row(
    'get /branches/{branch}/customers/{customerKey}/receivables',
    'customers:read',
    'BranchNotFound',
    async (api, branch) => {
      const { customerKey } = await submitted(api, branch);
      return { path: `/branches/${branch}/customers/${customerKey}/receivables` };
    },
  ),
  row(`get ${SYNC}`, 'receivables:sync', 'BranchNotFound', ofDeps('', SYNC)),
  row(`post ${SYNC}/run`, 'receivables:sync', 'BranchNotFound', ofDeps('/run', SYNC)),
  row(`get ${RECONCILIATION}`, 'receivables:sync', 'BranchNotFound', ofDeps('', RECONCILIATION)),
  row('get /catalogue', 'policies:read', 'company', () => ({ path: '/catalogue' })),
  ...POLICY_ROWS,
  ...BACKTEST_ROWS,
  row('post /webhook-endpoints', 'webhooks:write', 'BranchNotFound', (_api, branch) => ({
    path: '/webhook-endpoints',
    body: { url: HOOK_URL, branches: [branch] },
  })),
  row('get /webhook-endpoints', 'webhooks:read', 'list', () => ({ path: '/webhook-endpoints' })),
  row(`get ${HOOK}`, 'webhooks:read', 'WebhookEndpointNotFound', ofEndpoint('')),
  row(`patch ${HOOK}`, 'webhooks:write', 'WebhookEndpointNotFound', ofEndpoint('', { description: 'ERP' })),
  row(`post ${HOOK}/rotate-secret`, 'webhooks:write', 'WebhookEndpointNotFound', ofEndpoint('/rotate-secret')),
  row(`get ${HOOK}/deliveries`, 'webhooks:read', 'WebhookEndpointNotFound', ofEndpoint('/deliveries')),
  row(
    `post ${HOOK}/deliveries/{delivery}/replay`,
    'webhooks:write',
    'WebhookEndpointNotFound',
    ofEndpoint('/deliveries/{delivery}/replay'),
  ),
  row('get /audit', 'audit:read', 'list', () => ({ path: '/audit' })),
  row('get /audit/export', 'audit:read', 'list', () => ({ path: '/audit/export' })),
  row('post /codec/decode', 'histories:read', 'company', () => ({ path: '/codec/decode', body: { payloads: [] } })),
  row('post /codec/encode', 'histories:read', 'company', () => ({ path: '/codec/encode', body: { payloads: [] } })),
  row('post /codec/session', 'histories:read', 'company', () => ({ path: '/codec/session' })),
];
