/** Owns the guarantees around what bureaus answered: shown for a reason and noted, kept for a term, erased with the key. */
import type { mongo } from 'mongoose';
import { customerSeal } from '../../platform/customer-seal';
import { rawVessel } from '../../usecases/record-outcome';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aPurchase } from '../support/builders';
import { testKeyring } from '../support/keys';
import { aBoughtReport, anUnreadAnswer } from '../support/raw-reports';
import { submitted } from './access-row';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY_MS = 24 * 3_600_000;
let api: TestApi;
beforeEach(async () => {
  api = await startApi({ name: 'report-privacy', startsAt: NOW });
});
afterEach(() => api.stop());

const TEXT = '{"nome":"<script>alert(1)</script>"}';
async function aSubject(branch: string = OWN_BRANCH) {
  const { customerKey } = await submitted(api, branch);
  return { branch, customerKey, now: NOW, at: `/branches/${branch}/customers/${customerKey}` };
}
const rawOf = (at: string, report: string, query = '?reason=disputa') =>
  api.call('GET', `${at}/reports/${report}/raw${query}`);
const viewsOf = async (customerKey: string, key?: string) => {
  const answer = await api.call('GET', `/customers/${customerKey}/views`, undefined, key === undefined ? {} : { key });
  return answer.body['views'] as Record<string, unknown>[];
};
const audited = async (kind: string) => {
  const { entries } = (await api.call('GET', '/audit')).body as { entries: { kind: string; target: string }[] };
  return entries.filter((entry) => entry.kind === kind);
};
const erase = (customerKey: string) =>
  api.call('POST', `/customers/${customerKey}/erase-payloads`, { note: 'a pedido do titular' });

describe('an answer as it came', () => {
  test('is told as a text with its type, never as a page, and the look is noted and audited', async () => {
    const subject = await aSubject();
    const { report } = await aBoughtReport(api, subject, TEXT);
    const answer = await rawOf(subject.at, report.report);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ contentType: 'application/json', text: TEXT, report: report.report });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${report.report}.json"`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { customerKey, branch } = subject;
    const seen = { what: 'raw', report: report.report, branch, subject: 'administrator', reason: 'disputa' };
    expect(await viewsOf(customerKey)).toMatchObject([seen]);
    expect(await audited('personalData')).toMatchObject([{ target: customerKey, branch, after: { what: 'raw' } }]);
  });

  test.each([
    ['<?xml version="1.0"?><a/>', 'text/xml'],
    ['<!DOCTYPE html><script>alert(1)</script>', 'text/html'],
    [' [1]', 'application/json'],
    ['Serviço indisponível', 'text/plain'],
    ['', 'text/plain'],
  ])('%s is told to be %s', async (text, contentType) => {
    const subject = await aSubject();
    const { report } = await aBoughtReport(api, subject, text);
    expect((await rawOf(subject.at, report.report)).body).toMatchObject({ contentType, text });
  });

  test.each([
    ['', 'query.reason'],
    ['?reason=', 'query.reason'],
    ['?reason=%20%20', 'query.reason'],
    ['?reason=a&reason=b', 'query'],
    ['?reason=cliente%20529.982.247-25', 'query.reason'],
    ['?reason=12abc34501de35%20pediu', 'query.reason'],
    [`?reason=${'x'.repeat(201)}`, 'query.reason'],
    ['?reason=a%00b', 'query.reason'],
  ])('asked for with %j is refused at %s, and not a word of it is told back', async (query, at) => {
    const subject = await aSubject();
    const { report } = await aBoughtReport(api, subject, TEXT);
    const answer = await rawOf(subject.at, report.report, query);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ at }] } });
    expect(answer.text).not.toMatch(/529\.?982|12abc345/i);
    expect(await viewsOf(subject.customerKey)).toEqual([]);
  });

  test("another customer's, or one that was never bought, is none", async () => {
    const [one, other] = [await aSubject(), await aSubject()];
    const { report } = await aBoughtReport(api, one, TEXT);
    expect(await rawOf(other.at, report.report)).toMatchObject({ status: 404, body: { code: 'ReportNotFound' } });
    const imported = { ...report, report: 'rep_imported', purchase: null };
    await api.stores.reports.insert(imported);
    expect(await rawOf(one.at, 'rep_imported')).toMatchObject({ status: 409, body: { state: { why: 'notKept' } } });
    expect(await viewsOf(one.customerKey)).toEqual([]);
  });

  test('is not shown when who looks could not be noted', async () => {
    const subject = await aSubject();
    const { report } = await aBoughtReport(api, subject, TEXT);
    const insert = jest.spyOn(api.stores.reportViews, 'insert').mockRejectedValue(new Error('the server is away'));
    for (const path of [`${report.report}/raw?reason=disputa`, report.report]) {
      const answer = await api.call('GET', `${subject.at}/reports/${path}`);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toMatch(/script|riskClass/);
    }
    expect(insert).toHaveBeenCalledTimes(2);
  });
});

describe('an answer that nobody could read', () => {
  test('is told to who may read such answers until its purchase is decided, and the look is noted and audited', async () => {
    const { at, ...subject } = await aSubject();
    const { purchase } = await anUnreadAnswer(api, subject, TEXT);
    const path = `${at}/purchases/${purchase}/raw?reason=fatura`;
    expect(await api.call('GET', path)).toMatchObject({ status: 200, body: { text: TEXT, purchase } });
    const seen = { what: 'raw', report: null, within: purchase, reason: 'fatura', subject: 'administrator' };
    expect(await viewsOf(subject.customerKey)).toMatchObject([seen]);
    expect(await audited('personalData')).toMatchObject([{ after: { what: 'raw', within: purchase } }]);
    const other = await aSubject(OTHER_BRANCH);
    for (const wrong of [other.at, at.replace(`/${OWN_BRANCH}/`, `/${OTHER_BRANCH}/`)]) {
      expect((await api.call('GET', `${wrong}/purchases/${purchase}/raw?reason=fatura`)).status).toBe(404);
    }
    expect((await api.call('GET', `${at}/purchases/${purchase}/raw`)).status).toBe(400);
    const seenNow = await api.stores.purchases.find(purchase);
    if (seenNow === null) throw new Error('no purchase');
    await api.stores.purchases.advance(seenNow, { event: 'giveUp', change: { charged: 'no' } });
    expect(await api.call('GET', path)).toMatchObject({ status: 409, body: { code: 'PurchaseNotUnknown' } });
    expect(await viewsOf(subject.customerKey)).toHaveLength(1);
  });

  test('stands in a list that an analyst sees', async () => {
    const subject = await aSubject();
    const { purchase } = await anUnreadAnswer(api, subject, TEXT);
    const key = await api.keyOf({ role: 'analyst' });
    const { body } = await api.call('GET', `/branches/${OWN_BRANCH}/purchases`, undefined, { key });
    expect(body['purchases']).toMatchObject([{ purchase, status: 'unknown' }]);
  });
});

describe('who has looked', () => {
  test('is noted of a list and of a report too, with a reason where one was given', async () => {
    const { at, customerKey, ...rest } = await aSubject();
    const { report } = await aBoughtReport(api, { customerKey, ...rest }, TEXT);
    await api.call('GET', `${at}/reports`);
    await api.call('GET', `${at}/reports/${report.report}?reason=limite`);
    await api.call('GET', `${at}/reports/rep_none`);
    const views = await viewsOf(customerKey);
    const sorted = [...views].sort((a, b) => String(a['what']).localeCompare(String(b['what'])));
    expect(sorted).toMatchObject([
      { what: 'list', report: null, reason: null },
      { what: 'report', report: report.report, reason: 'limite' },
    ]);
  });

  test('comes page by page, each view once', async () => {
    const { at, customerKey } = await aSubject();
    for (let n = 0; n < 5; n += 1) await api.call('GET', `${at}/reports?reason=n${n}`);
    const told: unknown[] = [];
    let cursor = '';
    for (let page = 0; page < 3; page += 1) {
      const { body } = await api.call('GET', `/customers/${customerKey}/views?limit=2${cursor}`);
      told.push(...(body['views'] as { reason: string }[]).map(({ reason }) => reason));
      cursor = `&cursor=${String(body['nextCursor'])}`;
      expect(body['nextCursor'] === null).toBe(page === 2);
    }
    expect([...told].sort()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  });

  test('at another branch is told without whom, where and why', async () => {
    const { at, customerKey } = await aSubject(OTHER_BRANCH);
    await api.call('GET', `${at}/reports?reason=limite`);
    const key = await api.keyOf({ branches: [OWN_BRANCH] });
    expect(await viewsOf(customerKey, key)).toMatchObject([
      { what: 'list', branch: null, subject: null, reason: null },
    ]);
  });
});

describe('the term', () => {
  test("is the branch's, in months of its own length, and nothing is shown when it is over", async () => {
    const { at, ...subject } = await aSubject();
    await api.call('PATCH', `/branches/${OWN_BRANCH}/purchasing`, { rawMonths: 3 });
    const { report } = await aBoughtReport(api, subject, TEXT);
    expect((await rawOf(at, report.report)).body['keptUntil']).toBe('2027-02-20T12:00:00.000Z');
    api.advance(92 * DAY_MS - 1);
    expect((await rawOf(at, report.report)).status).toBe(200);
    api.advance(1);
    expect(await rawOf(at, report.report)).toMatchObject({ status: 409, body: { state: { why: 'expired' } } });
  });

  test('ends on the last day of a month that is shorter', async () => {
    const { customerKey } = await aSubject();
    await api.call('PATCH', `/branches/${OWN_BRANCH}/purchasing`, { rawMonths: 3 });
    const now = () => new Date('2026-11-30T12:00:00Z');
    const deps = { ...api.stores, sealer: testKeyring(), rawSealer: customerSeal, now };
    const { expiresAt } = await rawVessel(deps, aPurchase({ branch: OWN_BRANCH, customerKey }));
    expect(expiresAt.toISOString()).toBe('2027-02-28T12:00:00.000Z');
  });
});

describe('erasure', () => {
  test('ends every answer for ever, whoever has a copy; what is bought later has a key of its own', async () => {
    const { at, ...subject } = await aSubject();
    const { customerKey } = subject;
    const before = await aBoughtReport(api, subject, TEXT);
    const raws = api.database.collection<{ _id: string; customerKey: string; sealed: mongo.Binary }>('rawReports');
    const copy = await raws.findOne({ customerKey });
    if (copy === null) throw new Error('nothing was stored');
    expect(JSON.stringify(await api.everythingStored())).not.toContain('alert');
    expect(await erase(customerKey)).toMatchObject({ status: 200, body: { payloads: 1 } });
    expect(await raws.countDocuments({ customerKey })).toBe(0);
    expect(await rawOf(at, before.report.report)).toMatchObject({
      status: 409,
      body: { code: 'ReportErased', state: { why: 'erased' } },
    });
    const after = await aBoughtReport(api, subject, 'later');
    await raws.insertOne(copy);
    expect((await rawOf(at, after.report.report)).body['text']).toBe('later');
    expect((await rawOf(at, before.report.report)).body).toMatchObject({ state: { why: 'erased' } });
    // Every sealed text that the database holds of the customer, tried as its key.
    const stored = await api.database.collection<{ _id: string }>('customerKeys').findOne({ _id: customerKey });
    const sealedKeys = JSON.stringify(stored).match(/"t1\.[^"]+"/g) ?? [];
    expect(sealedKeys).toHaveLength(1);
    for (const sealed of sealedKeys) {
      const key = testKeyring().openText(JSON.parse(sealed) as string);
      await expect(customerSeal.open(key, Buffer.from(copy.sealed.buffer))).rejects.toThrow();
    }
  });

  test('leaves the report itself, and is audited once however often it is asked for', async () => {
    const { at, ...subject } = await aSubject();
    const { report } = await aBoughtReport(api, subject, TEXT);
    const answers = await Promise.all([erase(subject.customerKey), erase(subject.customerKey)]);
    answers.push(await erase(subject.customerKey));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => body['payloads']).sort()).toEqual([0, 0, 1]);
    for (const { body } of answers) expect(body['erasedAt']).toBe(NOW.toISOString());
    expect(await audited('payloads')).toMatchObject([
      { target: subject.customerKey, before: { payloads: 1 }, after: { note: 'a pedido do titular' } },
    ]);
    expect((await api.call('GET', `${at}/reports/${report.report}`)).status).toBe(200);
  });

  test('of who never had an answer changes nothing', async () => {
    const { customerKey } = await aSubject();
    expect((await erase(customerKey)).body).toEqual({ customerKey, payloads: 0, erasedAt: null });
    expect(await audited('payloads')).toEqual([]);
    expect((await erase(`cus_${'0'.repeat(26)}`)).status).toBe(404);
  });

  test('wins over an answer that is on its way', async () => {
    const { at, ...subject } = await aSubject();
    const { branch, customerKey } = subject;
    await aBoughtReport(api, subject, TEXT);
    const deps = { ...api.stores, sealer: testKeyring(), rawSealer: customerSeal, now: () => NOW };
    const vessel = await rawVessel(deps, aPurchase({ branch, customerKey }));
    await erase(customerKey);
    const { report, raw } = await aBoughtReport(api, subject, 'later');
    const sealed = await customerSeal.seal(vessel.key, 'on its way');
    const { sealedWith } = vessel;
    await api.database
      .collection<{ _id: string }>('rawReports')
      .updateOne({ _id: raw }, { $set: { sealed, sealedWith } });
    expect(await rawOf(at, report.report)).toMatchObject({ status: 409, body: { state: { why: 'erased' } } });
  });

  test('is all or nothing: where its audit entry cannot be written, everything is still there', async () => {
    const { at, ...subject } = await aSubject();
    const { report } = await aBoughtReport(api, subject, TEXT);
    const failing = () => {
      throw new Error('killed here');
    };
    const erasure = { at: NOW.toISOString(), by: 'test' };
    await expect(api.stores.customerKeys.erase(subject.customerKey, erasure, failing)).rejects.toThrow('killed here');
    expect((await rawOf(at, report.report)).status).toBe(200);
  });
});
