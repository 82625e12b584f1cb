/** Owns what back-tests and shadows leave behind for others: who began and ended them, and no more at once than there may be. */
import { comparisonAudit } from '../../usecases/backtest-policy';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aBacktest } from '../support/backtests';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'policy-backtests' });
});
afterAll(() => api.stop());

const draftPath = async () => {
  const { body } = await api.call('POST', '/policies/default/drafts', {});
  return `/policies/default/drafts/${String(body['draft'])}`;
};
const auditOf = async (kind: string) => {
  const { body } = await api.call('GET', '/audit?limit=200');
  const entries = body['entries'] as readonly { kind: string; subject: string; target: string; after: unknown }[];
  return entries.filter((entry) => entry.kind === kind);
};
const nothingRuns = () =>
  api.database.collection('policyBacktests').updateMany({}, { $set: { status: 'cancelled' as const } });

test('who begins a back-test or a shadow, and who ends it before its time, stands in the audit', async () => {
  const draft = await draftPath();
  const begun = await api.call('POST', `${draft}/backtest`);
  const path = `/policies/default/backtests/${String(begun.body['backtest'])}`;
  await api.call('DELETE', path);
  await api.call('DELETE', path);
  const until = new Date(api.now().getTime() + 3_600_000).toISOString();
  expect((await api.call('GET', draft)).body['hasShadow']).toBe(false);
  expect((await api.call('POST', `${draft}/shadow`, { until })).status).toBe(200);
  expect((await api.call('GET', draft)).body['hasShadow']).toBe(true);
  expect((await api.call('POST', `${draft}/shadow`, { until })).body['code']).toBe('ShadowUnderWay');
  await api.call('DELETE', `${draft}/shadow`);
  for (const kind of ['policyBacktest', 'policyShadow']) {
    const [ended, started, ...more] = await auditOf(kind);
    expect([ended?.after, more]).toEqual([null, []]);
    expect(started).toMatchObject({ subject: 'administrator', after: { compared: { policy: 'default' } } });
  }
});

test('of many begun at once no more run than there may, and each of the others is told', async () => {
  await nothingRuns();
  const draft = await draftPath();
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.call('POST', `${draft}/backtest`)));
  const begun = answers.filter(({ status }) => status === 202);
  expect(begun.length).toBeLessThanOrEqual(4);
  for (const { status, body } of answers)
    if (status !== 202) expect([status, body['code']]).toEqual([429, 'TooManyBacktests']);
  expect(await api.stores.policyBacktests.countRunning()).toBe(begun.length);
  await nothingRuns();
});

test('a list shows the latest of the branches one sees, however many of others are newer', async () => {
  const insert = async (branch: string, startedAt: string) => {
    const record = aBacktest({ branches: [branch], startedAt, status: 'done' });
    await api.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
    return record.backtest;
  };
  const own = await insert(OWN_BRANCH, '2026-11-01T12:00:00.000Z');
  for (let n = 0; n < 60; n += 1) await insert(OTHER_BRANCH, '2026-11-19T12:00:00.000Z');
  const key = await api.keyOf({ permissions: ['policies:read'], branches: [OWN_BRANCH] });
  const { body } = await api.call('GET', '/policies/default/backtests', undefined, { key });
  expect((body['backtests'] as { backtest: string }[]).map(({ backtest }) => backtest)).toContain(own);
});
