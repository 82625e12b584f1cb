/** Owns the matrix of what bureaus may have answered, from stored reports through facts to the checks they decide. */
import { ofKind } from '../../contracts/decision';
import type { ReportRecord } from '../../contracts/report';
import type { DefaultCheck } from '../../domain/checks';
import { judgeOrder } from '../../usecases/judge-order';
import { checkCredit } from '../../usecases/check-credit';
import { aReport } from '../support/builders';
import { aCollection, anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, NOON, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
const block = { save: 'block' } as const;
beforeAll(async () => {
  setting = await openSetting('bureau-reports');
  branch = await setting.branchWith({
    'spc-query-due': block,
    'deps-report-old': block,
    'bureau-restrictions': block,
    'risk-class-low': block,
    'terms-longer-than-customer': block,
  });
});
afterAll(() => setting.stop());

type Bureaus = Partial<Record<DefaultCheck, 'hit' | 'unknown'>>;
type BlockFinding = NonNullable<ReportRecord['restrictions']['debts']>;
const OF_REPORTS = ['spc-query-due', 'deps-report-old', 'bureau-restrictions', 'risk-class-low'];

/** The instant `days` before the setting's noon. */
const daysAgo = (days: number) => new Date(NOON.getTime() - days * 86_400_000).toISOString();
const deps = (given: Partial<ReportRecord> = {}) => aReport({ providerAt: daysAgo(3), ...given });
const spc = (given: Partial<ReportRecord> = {}) => deps({ bureau: 'spc', score: null, riskClass: null, ...given });
const nothing = { restrictions: {}, score: null, riskClass: null };
const clean: BlockFinding = { state: 'clean' };
const found: BlockFinding = {
  state: 'found',
  count: 2,
  valueCents: 900_00,
  latestOn: null,
  records: [
    { dueOn: '2026-05-01', valueCents: 400_00 },
    { dueOn: '2026-06-01', valueCents: 500_00 },
  ],
};
const withDebts = (debts: BlockFinding) => ({ restrictions: { debts, protests: clean, cheques: clean } });

/** A customer of whom these reports are stored, and what its order met. */
async function judged(reports: readonly ReportRecord[], given: Parameters<Setting['aCustomer']>[0] = {}) {
  const customer = await setting.aCustomer(given);
  const { customerKey } = customer;
  for (const report of reports) await setting.stores.reports.insert({ ...report, customerKey });
  const { decision } = await judgeOrder(setting.credit, submitting({ branch, order: uniqueId('ord') }, customer));
  const record = ofKind('order', await setting.stores.decisions.find(decision));
  if (record === null) throw new Error('no decision was stored');
  const told = record.judgement.restrictions.filter(({ check }) => OF_REPORTS.includes(check));
  return { customer, record, met: Object.fromEntries(told.map(({ check, result }) => [check, result])) as Bureaus };
}

const DUE = { 'spc-query-due': 'hit', 'deps-report-old': 'hit' } as const;
const ROWS: readonly (readonly [string, readonly ReportRecord[], Bureaus])[] = [
  ['none', [], DUE],
  ['clean', [deps(), spc()], {}],
  ['found', [deps(withDebts(found)), spc()], { 'bureau-restrictions': 'hit' }],
  ['found by the other bureau', [deps(), spc(withDebts(found))], { 'bureau-restrictions': 'hit' }],
  [
    'failed',
    [deps({ status: 'failed', ...nothing }), spc({ status: 'failed', ...nothing })],
    { ...DUE, 'bureau-restrictions': 'unknown', 'risk-class-low': 'unknown' },
  ],
  [
    'not contracted',
    [deps({ status: 'notContracted', ...nothing }), spc({ status: 'notContracted', ...nothing })],
    { ...DUE, 'bureau-restrictions': 'unknown', 'risk-class-low': 'unknown' },
  ],
  [
    'partial, clean so far',
    [deps({ status: 'partial' }), spc({ status: 'partial' })],
    { ...DUE, 'bureau-restrictions': 'unknown', 'risk-class-low': 'unknown' },
  ],
  [
    'partial, found',
    [deps({ status: 'partial', ...withDebts(found) }), spc()],
    { 'deps-report-old': 'hit', 'bureau-restrictions': 'hit', 'risk-class-low': 'unknown' },
  ],
  ['old, by a day', [deps({ providerAt: daysAgo(90) }), spc()], { 'deps-report-old': 'hit' }],
  ['fresh, by a day', [deps({ providerAt: daysAgo(89) }), spc()], {}],
  ['old at the SPC, without history', [deps(), spc({ providerAt: daysAgo(7) })], { 'spc-query-due': 'hit' }],
  ['fresh at the SPC, without history', [deps(), spc({ providerAt: daysAgo(6) })], {}],
  [
    'a failure after a complete report',
    [deps(), spc(), deps({ status: 'failed', ...nothing, providerAt: daysAgo(1) })],
    {},
  ],
  [
    'a partial one after a complete report',
    [deps({ providerAt: daysAgo(90) }), spc(), deps({ status: 'partial' })],
    { 'deps-report-old': 'hit' },
  ],
  [
    'a block not contracted that is required',
    [deps(withDebts({ state: 'notContracted' })), spc({ restrictions: {} })],
    { 'bureau-restrictions': 'unknown' },
  ],
  ['a class below B', [deps({ riskClass: 'C' }), spc()], { 'risk-class-low': 'hit' }],
  ['class B', [deps({ riskClass: 'B' }), spc()], {}],
  ['a report without a class', [deps({ riskClass: null }), spc()], { 'risk-class-low': 'unknown' }],
  [
    'found, and all of it due more than five years ago',
    [
      deps(
        withDebts({
          ...found,
          records: [
            { dueOn: '2021-11-19', valueCents: 1 },
            { dueOn: '2019-01-01', valueCents: 1 },
          ],
        }),
      ),
      spc(),
    ],
    {},
  ],
];

test.each(ROWS)('%s', async (_what, reports, expected) => {
  const { met, record, customer } = await judged(reports);
  expect(met).toEqual(expected);
  const results = Object.values(expected);
  const outcome = results.includes('hit') ? 'blocked' : results.includes('unknown') ? 'undetermined' : 'indicated';
  expect(record.judgement.outcome).toBe(outcome);
  const payments = [{ modality: 'bankSlip', amountCents: 500_00, dueOn: ['2026-12-20'] }];
  const asked = { branch, customer, action: 'save', totalCents: 500_00, payments } as const;
  expect((await checkCredit(setting.credit, asked)).judgement.outcome).toBe(outcome);
});

test("each fact of a report tells the provider's date as its age, and the day it was stored tells nothing", async () => {
  const { record } = await judged([deps({ providerAt: daysAgo(40), storedAt: daysAgo(0) }), spc()]);
  const { depsReportAgeDays, riskClass, hasBureauRestrictions, spcReportDue } = record.facts;
  expect(depsReportAgeDays).toEqual({ known: true, value: 40, asOf: daysAgo(40), source: 'report' });
  expect(riskClass).toMatchObject({ value: 'A', asOf: daysAgo(40) });
  expect(hasBureauRestrictions).toMatchObject({ value: false });
  expect(spcReportDue).toMatchObject({ value: false, asOf: daysAgo(3) });
});

test('the interval of the SPC follows the average delay', async () => {
  const paidLate = async (effectiveOn: string) => {
    const { customerKey } = await setting.aCustomer();
    const names = { customerKey, branch, title: uniqueId('T') };
    const issue = anIssue({ ...names, movement: uniqueId('mv'), issuedOn: '2026-03-01', dueOn: '2026-04-01' });
    await setting.book(
      issue,
      aCollection({ ...names, movement: uniqueId('mv'), effectiveOn, amountCents: issue.amountCents }),
    );
    const { record } = await judged([spc({ providerAt: daysAgo(8) })], { customerKey });
    return [record.facts.spcEveryDays, record.facts.spcReportDue].map((fact) => fact.known && fact.value);
  };
  expect(await paidLate('2026-04-10')).toEqual([365, false]);
  expect(await paidLate('2026-04-11')).toEqual([90, false]);
  expect(await paidLate('2026-04-30')).toEqual([30, false]);
  expect(await paidLate('2026-05-01')).toEqual([7, true]);
});

test("the customer's own longest term is stronger than the policy's", async () => {
  const met = async (maxTermDays: number | null, dueOn: string) => {
    const customer = await setting.aCustomer({ maxTermDays });
    const payments = [{ modality: 'bankSlip', amountCents: 500_00, dueOn: [dueOn] }];
    const input = submitting({ branch, order: uniqueId('ord') }, customer, aContent(customer, { payments }));
    return (await judgeOrder(setting.credit, input)).restrictions.includes('terms-longer-than-customer');
  };
  expect([await met(null, '2027-03-20'), await met(null, '2027-03-21')]).toEqual([false, true]);
  expect([await met(30, '2026-12-20'), await met(30, '2026-12-21')]).toEqual([false, true]);
  expect([await met(0, '2026-11-20'), await met(0, '2026-11-21')]).toEqual([false, true]);
});

test.each([
  ['2021-11-20T12:00:00.000Z', { known: true, value: 'E' }, { known: true, value: true }],
  ['2021-11-19T12:00:00.000Z', { known: false, why: 'missing' }, { known: false }],
])('of a report of %s, five years ago, class and restrictions are %j and %j', async (providerAt, riskClass, found) => {
  const undated = { state: 'found' as const, count: 2, valueCents: null, latestOn: null, records: [] };
  const { record } = await judged([deps({ providerAt, riskClass: 'E', ...withDebts(undated) })]);
  expect(record.facts.riskClass).toMatchObject(riskClass);
  expect(record.facts.hasBureauRestrictions).toMatchObject(found);
});

test('a policy without figures of its own knows neither whether a report is due nor the longest term', async () => {
  const other = await setting.branchWith({}, { parameters: { overdueGraceDays: 3, spcTable: TABLE_OF_ONE } });
  const customer = await setting.aCustomer();
  const { decision } = await judgeOrder(
    setting.credit,
    submitting({ branch: other, order: uniqueId('ord') }, customer),
  );
  const facts = (await setting.stores.decisions.find(decision))?.facts;
  expect(facts?.maxTermDays).toEqual({ known: false, why: 'missing' });
});
const TABLE_OF_ONE = { rows: [{ averageDelayBelowDays: 10, everyDays: 30 }], aboveEveryDays: 7, withoutHistoryDays: 7 };

describe('the store', () => {
  test('keeps a report as it was stored first, and refuses what is none', async () => {
    const report = aReport({ customerKey: 'cus_kept' });
    await setting.stores.reports.insert(report);
    await setting.stores.reports.insert({ ...report, riskClass: 'E' });
    expect(await setting.stores.reports.ofCustomer('cus_kept')).toEqual([report]);
    const wrong = [
      { ...report, status: 'failed' },
      { ...report, providerAt: '2026-11-17' },
      { ...report, restrictions: { debts: { ...found, count: 1 } } },
      { ...report, document: '123' },
    ];
    for (const one of wrong) await expect(setting.stores.reports.insert(one as ReportRecord)).rejects.toThrow();
  });

  test('answers the newest fifty of a customer, and none of another', async () => {
    const customerKey = 'cus_many';
    for (let days = 0; days < 60; days += 1) {
      await setting.stores.reports.insert(deps({ report: `rep_many${days}`, customerKey, providerAt: daysAgo(days) }));
    }
    const read = await setting.stores.reports.ofCustomer(customerKey);
    expect(read.map(({ providerAt }) => providerAt)).toEqual(
      Array.from({ length: 50 }, (_none, days) => daysAgo(days)),
    );
  });
});
