/** Owns the guarantees of the spend report: sums by every dimension, nothing of other branches, formulas defused. */
import { parse } from 'csv-parse/sync';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aPurchase, aReportUse } from '../support/builders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'spend', startsAt: new Date('2026-11-20T12:00:00Z') });
  const day = '2026-11-10';
  const of = { branch: OWN_BRANCH, day, subject: 'ana', priceCents: 15_00, charged: 'yes' } as const;
  const purchases = [
    aPurchase({ ...of, status: 'done' }),
    aPurchase({ ...of, status: 'done', day: '2026-11-11', subject: 'beto', priceCents: null }),
    aPurchase({ ...of, status: 'reconciled' }),
    aPurchase({ ...of, status: 'unknown', charged: null }),
    aPurchase({ ...of, status: 'givenUp', charged: 'no' }),
    aPurchase({ ...of, status: 'givenUp', charged: 'yes' }),
    aPurchase({ ...of, status: 'givenUp', charged: 'unknown' }),
    aPurchase({ ...of, status: 'reconciled', isPerhapsChargedTwice: true }),
    aPurchase({ ...of, status: 'refused', charged: 'no' }),
    aPurchase({ ...of, status: 'sent', charged: null }),
    aPurchase({ ...of, status: 'done', branch: OTHER_BRANCH, priceCents: 99_00 }),
    aPurchase({ ...of, status: 'done', day: '2026-10-31' }),
    aPurchase({ ...of, status: 'done', subject: '=HYPERLINK("http://x")', day: '2026-11-12', priceCents: 7 }),
  ];
  for (const one of purchases) expect(await api.stores.purchases.insert(one)).toBe(true);
  for (const kind of ['reused', 'reused', 'bought'] as const) {
    await api.stores.reportUses.insert(aReportUse({ branch: OWN_BRANCH, day, subject: 'ana', kind }));
  }
});
afterAll(() => api.stop());

interface Spend {
  readonly rows: readonly Record<string, unknown>[];
  readonly total: Record<string, number>;
}
const spend = async (query: string, key?: string) => {
  const options = key === undefined ? {} : { key };
  const { status, body } = await api.call('GET', `/reports/spend${query}`, undefined, options);
  expect(status).toBe(200);
  return body as unknown as Spend;
};

test('the month of a branch: what was bought, may have been, is under way, was reused, has no price', async () => {
  const { total } = await spend(`?branch=${OWN_BRANCH}`);
  expect(total).toEqual({
    ...{ bought: 5, boughtCents: 45_07, unknown: 2, unknownCents: 30_00, underWay: 1, underWayCents: 15_00 },
    ...{ chargedWithoutReport: 1, chargedWithoutReportCents: 15_00, perhapsTwice: 1, perhapsTwiceCents: 15_00 },
    ...{ withoutPrice: 1, reused: 2 },
  });
});

test.each([
  ['user', ['=HYPERLINK("http://x")', 'ana', 'beto']],
  ['day', ['2026-11-10', '2026-11-11', '2026-11-12']],
  ['branch', [OWN_BRANCH]],
])('by %s, and the rows add up to the total', async (by, expected) => {
  const { rows, total } = await spend(`?by=${by}&branch=${OWN_BRANCH}`);
  expect(rows.map((row) => row[by])).toEqual(expected);
  for (const name of Object.keys(total)) {
    expect(rows.reduce((sum, row) => sum + Number(row[name]), 0)).toBe(total[name]);
  }
});

test('by nothing there is one row, and a month before has its own', async () => {
  expect((await spend('?by=')).rows).toHaveLength(1);
  const { total } = await spend('?from=2026-10-01&to=2026-10-31');
  expect(total).toMatchObject({ bought: 1, boughtCents: 15_00, reused: 0 });
});

test('callers of one branch see nothing of others', async () => {
  const key = await api.keyOf({ role: 'manager', branches: [OTHER_BRANCH] });
  expect((await spend('', key)).total).toMatchObject({ bought: 1, boughtCents: 99_00 });
  const answer = await api.call('GET', `/reports/spend?branch=${OWN_BRANCH}`, undefined, { key });
  expect(answer).toMatchObject({ status: 404, body: { code: 'BranchNotFound' } });
});

test('as a table it has the same figures, decimal commas, and no cell that a spreadsheet would run', async () => {
  const { status, text, headers } = await api.call('GET', `/reports/spend?by=user&branch=${OWN_BRANCH}&format=csv`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const rows = parse(text, { bom: true, delimiter: ';', columns: true }) as unknown as Record<string, string>[];
  expect(rows.map((row) => [row['Usuário'], row['Compradas'], row['Valor das compradas (R$)']])).toEqual([
    [`'=HYPERLINK("http://x")`, '1', '0,07'],
    ['ana', '3', '45,00'],
    ['beto', '1', '0,00'],
  ]);
});

test.each([
  ['?by=subject', 'query.by'],
  ['?by=day,day', 'query.by'],
  ['?from=2026-11-02&to=2026-11-01', 'query.to'],
  ['?from=2024-01-01&to=2026-11-01', 'query.to'],
  ['?format=xls', 'query.format'],
])('%s is refused at %s', async (query, at) => {
  expect(await api.call('GET', `/reports/spend${query}`)).toMatchObject({ status: 400, body: { errors: [{ at }] } });
});
