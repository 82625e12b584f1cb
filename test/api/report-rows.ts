/** Owns the rows of R7 on reports and their purchases. */
import type { TestApi } from '../support/api';
import { aPurchase, aReport } from '../support/builders';
import { aBoughtReport, anUnreadAnswer } from '../support/raw-reports';
import { row, submitted, type Row } from './access-row';

/** The other route whose permission depends on what is asked for: each bureau has its own. */
export const BUY = 'post /branches/{branch}/customers/{customerKey}/reports';
const LOGIN = { email: 'api@example.com', password: 'senha' };
const CUSTOMER = '/branches/{branch}/customers/{customerKey}';

/** A report that is stored already, of a branch with an account. */
async function aStoredReport(api: TestApi, branch: string) {
  const { customerKey } = await submitted(api, branch);
  expect((await api.call('PUT', `/branches/${branch}/deps`, LOGIN)).status).toBe(200);
  const now = new Date().toISOString();
  const record = aReport({ customerKey, providerAt: now, storedAt: now });
  await api.stores.reports.insert(record);
  return { at: `/branches/${branch}/customers/${customerKey}`, record };
}

/** A purchase that waits for a person. */
const ofUnknownPurchase =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => {
    const { customerKey } = await submitted(api, branch);
    const record = aPurchase({ customerKey, branch, status: 'unknown' });
    await api.stores.purchases.insert(record);
    return { path: `/branches/${branch}/customers/${customerKey}/purchases/${record.purchase}${suffix}`, body };
  };

export const REPORT_ROWS: readonly Row[] = [
  row(BUY, 'reports:buy', 'BranchNotFound', async (api, branch) => {
    const { at, record } = await aStoredReport(api, branch);
    return { path: `${at}/reports`, body: { bureau: 'deps', product: record.product, purpose: 'limitReview' } };
  }),
  row(`get ${CUSTOMER}/report-offers`, 'reports:read', 'BranchNotFound', async (api, branch) => ({
    path: `${(await aStoredReport(api, branch)).at}/report-offers`,
  })),
  row(`get ${CUSTOMER}/reports`, 'reports:read', 'BranchNotFound', async (api, branch) => ({
    path: `${(await aStoredReport(api, branch)).at}/reports`,
  })),
  row(`get ${CUSTOMER}/reports/{report}`, 'reports:read', 'BranchNotFound', async (api, branch) => {
    const { at, record } = await aStoredReport(api, branch);
    return { path: `${at}/reports/${record.report}` };
  }),
  row(`get ${CUSTOMER}/reports/{report}/raw`, 'reports:raw', 'BranchNotFound', async (api, branch) => {
    const { customerKey } = await submitted(api, branch);
    const { report } = await aBoughtReport(api, { branch, customerKey, now: new Date() }, '{}');
    return { path: `/branches/${branch}/customers/${customerKey}/reports/${report.report}/raw?reason=disputa` };
  }),
  row(`get ${CUSTOMER}/purchases/{purchase}`, 'reports:read', 'BranchNotFound', ofUnknownPurchase('')),
  row(`get ${CUSTOMER}/purchases/{purchase}/raw`, 'reports:raw', 'BranchNotFound', async (api, branch) => {
    const { customerKey } = await submitted(api, branch);
    const { purchase } = await anUnreadAnswer(api, { branch, customerKey, now: new Date() }, '{}');
    return { path: `/branches/${branch}/customers/${customerKey}/purchases/${purchase}/raw?reason=fatura` };
  }),
  row('get /purchases/unknown', 'reports:read', 'list', () => ({ path: '/purchases/unknown' })),
  row('get /branches/{branch}/purchases', 'reports:read', 'BranchNotFound', (_api, branch) => ({
    path: `/branches/${branch}/purchases`,
  })),
  row(
    `post ${CUSTOMER}/purchases/{purchase}/resolve`,
    'purchases:resolve',
    'BranchNotFound',
    ofUnknownPurchase('/resolve', { how: 'giveUp', note: 'não consta da fatura', charged: 'no' }),
  ),
];
