/** Owns the rows of R7 of back-tests and shadows. */
import { comparisonAudit } from '../../usecases/backtest-policy';
import type { TestApi } from '../support/api';
import { aBacktest, aShadow } from '../support/backtests';
import { uniqueId } from '../support/orders';
import { row, type Row } from './access-row';

const BACKTESTS = '/policies/{policy}/backtests';
const BACKTEST = `${BACKTESTS}/{backtest}`;
const DRAFT = '/policies/{policy}/drafts/{draft}';

async function aDraft(api: TestApi): Promise<string> {
  const { body, status } = await api.call('POST', '/policies/default/drafts', {});
  expect(status).toBe(200);
  return `/policies/default/drafts/${String(body['draft'])}`;
}

const ofBacktest =
  (suffix: string): Row['send'] =>
  async (api, branch) => {
    const record = aBacktest({ branches: [branch] });
    await api.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
    return { path: `/policies/default/backtests/${record.backtest}${suffix}` };
  };

const ofShadow =
  (suffix: string): Row['send'] =>
  async (api, branch) => {
    const { compared, ...rest } = aShadow({ branches: [branch] });
    const policy = uniqueId('policy');
    const record = { ...rest, compared: { ...compared, policy } };
    await api.stores.policyShadows.begin(record, comparisonAudit('ana', 'begin', record));
    return { path: `/policies/${policy}/drafts/${String(compared.draft)}/shadow${suffix}` };
  };

export const BACKTEST_ROWS: readonly Row[] = [
  row(`post ${DRAFT}/backtest`, 'policies:write', 'BranchNotFound', async (api, branch) => {
    // Nothing runs here: those begun before would count as running for ever.
    await api.database.collection('policyBacktests').updateMany({}, { $set: { status: 'cancelled' } });
    return { path: `${await aDraft(api)}/backtest`, body: { branches: [branch] } };
  }),
  row(`get ${BACKTESTS}`, 'policies:read', 'company', () => ({ path: '/policies/default/backtests' })),
  row(`get ${BACKTEST}`, 'policies:read', 'BacktestNotFound', ofBacktest('')),
  row(`get ${BACKTEST}/flips`, 'decisions:read', 'BacktestNotFound', ofBacktest('/flips')),
  row(`delete ${BACKTEST}`, 'policies:write', 'BacktestNotFound', ofBacktest('')),
  row(`post ${DRAFT}/shadow`, 'policies:write', 'company', async (api) => {
    await api.database.collection('policyShadows').deleteMany({});
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
    return { path: `${await aDraft(api)}/shadow`, body: { until } };
  }),
  row(`get ${DRAFT}/shadow`, 'policies:read', 'ShadowNotFound', ofShadow('')),
  row(`get ${DRAFT}/shadow/flips`, 'decisions:read', 'ShadowNotFound', ofShadow('/flips')),
  row(`delete ${DRAFT}/shadow`, 'policies:write', 'ShadowNotFound', ofShadow('')),
];
