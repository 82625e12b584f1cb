/** Owns the rows of R7 of releases, delegations and reason codes. */
import { parsePolicy } from '../../contracts/policy';
import { DEFAULT_REASON_CODES } from '../../domain/reason-codes';
import { publishPolicy } from '../../usecases/publish-policy';
import type { TestApi } from '../support/api';
import { row, submitted, type Row } from './access-row';

/** A small release of a customer, which every band that releases at all may grant. */
async function asked(api: TestApi, branch: string) {
  const { customerKey } = await submitted(api, branch);
  const scope = { kind: 'customer' };
  const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  return {
    branch,
    customerKey,
    scope,
    checks: ['overdue-titles'],
    ceilingCents: 1_00,
    until,
    reasonCode: 'GOOD_HISTORY',
  };
}
async function answered(api: TestApi, path: string, branch: string, body?: unknown): Promise<string> {
  const answer = await api.call('POST', path, body ?? (await asked(api, branch)));
  expect([answer.status, answer.body['code']]).toEqual([200, undefined]);
  return String(answer.body['release'] ?? answer.body['delegation']);
}
const ofRequest =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => ({
    path: `/release-requests/${await answered(api, '/release-requests', branch)}/${suffix}`,
    body,
  });
const ofRelease =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => ({ path: `/releases/${await answered(api, '/releases', branch)}${suffix}`, body });

/** A band of all who may decide on releases: the default policy has another one for each role. */
async function withCommonBand(api: TestApi): Promise<void> {
  const { policies } = api.stores;
  const version = await policies.latestVersion('default');
  const parsed = parsePolicy((await policies.find({ id: 'default', version }))?.document);
  if (!parsed.ok) throw new Error('the default policy is not valid');
  const { bands = [] } = parsed.policy;
  if (bands.some(({ id }) => id === 'desk')) return;
  const band = { id: 'desk', label: 'Mesa', userGroups: ['analyst', 'manager', 'administrator'], limitUpToCents: 0 };
  const document = { ...parsed.policy, bands: [...bands, band] };
  await publishPolicy({ policies, now: () => new Date() }, 'test', 'default', version, document);
}
const aDelegation = () => ({ band: 'desk', to: 'zeca', fromOn: '2026-12-01', toOn: '2026-12-10' });
const DELEGATIONS = '/branches/{branch}/delegations';

export const RELEASE_ROWS: readonly Row[] = [
  row('post /releases', 'releases:decide', 'BranchNotFound', async (api, branch) => ({
    path: '/releases',
    body: await asked(api, branch),
  })),
  row('get /releases', 'releases:read', 'list', () => ({ path: '/releases' })),
  row('get /releases/{release}', 'releases:read', 'ReleaseNotFound', ofRelease('')),
  row(
    'post /releases/{release}/revoke',
    'releases:decide',
    'ReleaseNotFound',
    ofRelease('/revoke', { note: 'engano' }),
  ),
  row('post /release-requests', 'releases:request', 'BranchNotFound', async (api, branch) => ({
    path: '/release-requests',
    body: await asked(api, branch),
  })),
  row('post /release-requests/{release}/grant', 'releases:decide', 'ReleaseNotFound', ofRequest('grant', {})),
  row(
    'post /release-requests/{release}/refuse',
    'releases:decide',
    'ReleaseNotFound',
    ofRequest('refuse', { note: 'sem garantias' }),
  ),
  row('post /release-requests/{release}/escalate', 'releases:decide', 'ReleaseNotFound', ofRequest('escalate')),
  row(
    'get /branches/{branch}/customers/{customerKey}/releases',
    'releases:read',
    'BranchNotFound',
    async (api, branch) => ({
      path: `/branches/${branch}/customers/${(await submitted(api, branch)).customerKey}/releases`,
    }),
  ),
  row(
    'get /branches/{branch}/customers/{customerKey}/instalments',
    'credit:check',
    'BranchNotFound',
    async (api, branch) => ({
      path: `/branches/${branch}/customers/${(await submitted(api, branch)).customerKey}/instalments`,
    }),
  ),
  row('get /reason-codes', 'releases:read', 'company', () => ({ path: '/reason-codes' })),
  row('put /reason-codes', 'reasons:write', 'company', () => ({
    path: '/reason-codes',
    body: { codes: DEFAULT_REASON_CODES },
  })),
  row(`post ${DELEGATIONS}`, 'releases:decide', 'BranchNotFound', async (api, branch) => {
    await withCommonBand(api);
    return { path: `/branches/${branch}/delegations`, body: aDelegation() };
  }),
  row(`get ${DELEGATIONS}`, 'releases:decide', 'BranchNotFound', (_api, branch) => ({
    path: `/branches/${branch}/delegations`,
  })),
  row(`post ${DELEGATIONS}/{delegation}/end`, 'releases:decide', 'BranchNotFound', async (api, branch) => {
    await withCommonBand(api);
    const base = `/branches/${branch}/delegations`;
    return { path: `${base}/${await answered(api, base, branch, aDelegation())}/end` };
  }),
];
