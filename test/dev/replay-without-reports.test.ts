/** Owns the proof that a replay does not judge what its history can't tell, and says so. */
import { replayHistory } from '../../dev/replay-history/replay';
import { printReport } from '../../dev/replay-history/report';
import type { Policy } from '../../contracts/policy';
import { defaultPolicy } from '../../rules/default-policy';
import { anInvoiceRow, toCsv } from '../support/histories';

const csv = toCsv([
  anInvoiceRow(),
  anInvoiceRow({ InvoiceDate: '3/1/2024', DueDate: '4/1/2024', SettledDate: '3/28/2024' }),
]);
const replayed = (policy: Policy) => replayHistory({ source: 'test', csv, policy, lateDays: 15 });

test('checks that read bureau reports are switched off and named, wherever they would have been on', async () => {
  const policy = defaultPolicy();
  const overrides = [{ branch: '02', check: 'deps-report-old', action: 'save', mode: 'block' } as const];
  const { report, place } = await replayed({ ...policy, overrides });
  expect(report.leftOut).toEqual(['spc-query-due', 'deps-report-old', 'bureau-restrictions', 'risk-class-low']);
  expect(place.policy.checks).toHaveLength(policy.checks.length);
  expect(place.policy.overrides).toEqual([]);
  const text = printReport(report);
  expect(text).toContain('Switched off, since a history has no bureau reports: spc-query-due, deps-report-old');
  const checks = policy.checks.filter(({ id }) => !report.leftOut.includes(id));
  // Bands may name the checks that are left out.
  const bare = (await replayed({ ...policy, checks, bands: [] })).report;
  expect([bare.leftOut, bare.readings]).toEqual([[], report.readings]);
  expect(printReport(bare)).not.toContain('Switched off');
});
