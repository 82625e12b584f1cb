/** Owns the guarantees of a sale over HTTP: refused lines are named, one id is one sale, a limit is never exceeded. */
import { BUYER_UNIDENTIFIED } from '../../domain/sale';
import { aReport } from '../support/builders';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aCustomer, anOrder, aSale, ndjson, uniqueDocument, uniqueId } from '../support/orders';
import { nextDefaultPolicy } from './access-rows';

jest.setTimeout(300_000);

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'sales' });
});
afterAll(() => api.stop());

const branch = `/branches/${OWN_BRANCH}`;
const sales = `${branch}/sales`;
const slip = (amountCents: number) => ({ modality: 'bankSlip', amountCents, dueOn: ['2027-01-20'] });
const cash = (amountCents: number) => ({ modality: 'cash', amountCents, dueOn: [] });
const send = (body: object, key?: string) => api.call('POST', sales, body, key === undefined ? {} : { key });

/** A customer who has paid before and whom the bureaus call clean, so that only its limit can stand in its way. */
async function aGoodPayer(limitCents: number): Promise<{ document: string; customerKey: string }> {
  const customer = aCustomer(limitCents);
  const { body } = await api.call('PUT', `${branch}/customers`, customer);
  const title = { title: uniqueId('T'), document: customer.document, amountCents: 100_00 };
  const issued = { movement: uniqueId('mv'), type: 'issued', ...title, issuedOn: '2026-08-03', dueOn: '2026-09-01' };
  const paid = { movement: uniqueId('mv'), type: 'collected', ...title, method: 'money', effectiveOn: '2026-09-01' };
  const answer = await api.call('POST', `${branch}/receivables`, ndjson([issued, paid]));
  expect(answer.body).toMatchObject({ stored: 2 });
  const customerKey = String(body['customerKey']);
  const asked = { customerKey, providerAt: new Date().toISOString() };
  for (const bureau of ['deps', 'spc'] as const) await api.stores.reports.insert(aReport({ ...asked, bureau }));
  return { document: customer.document, customerKey };
}
const takenOf = async (customerKey: string) => (await api.call('GET', `/customers/${customerKey}`)).body['takenCents'];

describe('a sale with receipt', () => {
  test('that nothing stands against is allowed, and reserves its exposed lines', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_00);
    const payments = [cash(100_00), slip(300_00), { modality: 'creditCard', amountCents: 50_00 }];
    const { status, body } = await send(aSale({ document, totalCents: 450_00, payments }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ allowed: true, customerKey, restrictions: [] });
    expect(body['payments']).toEqual(
      ['cash', 'bankSlip', 'creditCard'].map((modality, line) => ({ line, modality, allowed: true, restrictions: [] })),
    );
    expect(await takenOf(customerKey)).toBe(300_00);
  });

  test('in part on term is refused for its term lines only, named with the checks that block, and takes nothing', async () => {
    const { document, customerKey } = await aGoodPayer(100_00);
    const payments = [cash(100_00), slip(300_00), { ...slip(1), modality: 'somethingNew' }];
    const { status, body } = await send(aSale({ document, totalCents: 400_01, payments }));
    expect([status, body['allowed'], body['outcome'], body['indicator']]).toEqual([
      200,
      false,
      'blocked',
      'restricted',
    ]);
    const refused = { allowed: false, restrictions: ['limit-exceeded'] };
    expect(body['payments']).toEqual([
      { line: 0, modality: 'cash', allowed: true, restrictions: [] },
      { line: 1, modality: 'bankSlip', ...refused },
      { line: 2, modality: 'somethingNew', known: false, ...refused },
    ]);
    expect(body['restrictions']).toMatchObject([{ check: 'limit-exceeded', action: 'receipt', mode: 'block' }]);
    expect(await takenOf(customerKey)).toBe(0);
  });

  test('in cash alone is allowed whatever is held against the buyer', async () => {
    const document = uniqueDocument();
    await api.call('PUT', `${branch}/customers`, { document, situation: 'blocked' });
    const { body } = await send(aSale({ document, totalCents: 7_00, payments: [cash(7_00)] }));
    expect(body).toMatchObject({ allowed: true, outcome: 'indicated', payments: [{ allowed: true }] });
  });

  test('of a buyer without document is cash only: a term line is refused by a reason that no policy switches off', async () => {
    const paid = await send(aSale({ document: null, totalCents: 7_00, payments: [cash(7_00)] }));
    expect(paid.body).toMatchObject({ allowed: true, outcome: 'clear', customerKey: null, restrictions: [] });
    const payments = [slip(3_00), cash(4_00), { modality: 'creditCard', amountCents: 0 }];
    const { body } = await send(aSale({ document: null, totalCents: 7_00, payments }));
    expect(body).toMatchObject({ allowed: false, outcome: 'blocked', customerKey: null });
    const lines = body['payments'] as { restrictions: string[] }[];
    expect(lines.map(({ restrictions }) => restrictions)).toEqual([[BUYER_UNIDENTIFIED], [], [BUYER_UNIDENTIFIED]]);
    expect(body['restrictions']).toMatchObject([
      { check: BUYER_UNIDENTIFIED, result: 'refused', seller: expect.stringMatching(/à vista/) as unknown },
    ]);
  });

  test('shows a seller no numbers and no text meant for analysts', async () => {
    const { document } = await aGoodPayer(100_00);
    const key = await api.keyOf({ role: 'seller' });
    const sale = aSale({ document });
    const { body } = await send(sale, key);
    const read = await api.call('GET', `${sales}/${sale.id}`, undefined, { key });
    const unknown = await send(aSale({ document: null }), key);
    for (const answer of [body, read.body, unknown.body]) {
      const [restriction] = answer['restrictions'] as object[];
      expect(Object.keys(restriction ?? {}).sort()).toEqual(
        ['action', 'check', 'mode', 'result', 'seller', 'unverified'].sort(),
      );
    }
  });
});

describe('one id', () => {
  test('R5: a thousand identical sales at once are one sale, one decision, one body', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_00);
    const sale = aSale({ document });
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => send(sale)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ allowed: true });
    expect(await api.stores.decisions.ofSale(OWN_BRANCH, sale.id, 10)).toHaveLength(1);
    expect(await takenOf(customerKey)).toBe(90_000);
    const restarted = await api.call('POST', sales, sale, { app: api.restarted() });
    expect(restarted.text).toBe(answers[0]?.text);
  });

  test('refused, it may be sent again with other lines: a new evaluation, and the first stays as it was', async () => {
    const { document, customerKey } = await aGoodPayer(500_00);
    const sale = aSale({ document });
    const refused = await send(sale);
    expect(refused.body).toMatchObject({ allowed: false });
    expect((await send(sale)).text).toBe(refused.text);
    const corrected = { ...sale, payments: [cash(400_00), slip(500_00)] };
    const allowed = await send(corrected);
    expect(allowed.body).toMatchObject({ allowed: true });
    expect(allowed.body['decision']).not.toBe(refused.body['decision']);
    expect((await send(corrected)).text).toBe(allowed.text);
    expect(await takenOf(customerKey)).toBe(500_00);
    const decisions = await api.stores.decisions.ofSale(OWN_BRANCH, sale.id, 10);
    expect(decisions.map((one) => [one.evaluation, one.allowed])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('allowed or cancelled, it is a conflict with other content, and the same sale of another branch is another', async () => {
    const { document } = await aGoodPayer(1_000_00);
    const sale = aSale({ document });
    const first = await send(sale);
    const other = { ...sale, note: 'other' };
    expect([(await send(other)).status, (await send(other)).body]).toMatchObject([
      409,
      { code: 'SaleConflict', state: { sale: sale.id, status: 'allowed' } },
    ]);
    await api.call('POST', `${sales}/${sale.id}/cancel`);
    expect((await send(other)).body).toMatchObject({ code: 'SaleConflict', state: { status: 'cancelled' } });
    expect(first.body).toMatchObject({ status: 'allowed', allowed: true });
    const elsewhere = await api.call('POST', `/branches/${OTHER_BRANCH}/sales`, { ...sale, note: 'there' });
    expect(elsewhere.body).toMatchObject({ allowed: true, branch: OTHER_BRANCH });
  });

  test('an order and a sale of one id are two', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_00);
    const id = uniqueId('both');
    const order = await api.call('POST', `${branch}/orders`, anOrder({ id, document, amountCents: 100_00 }));
    const sale = await send(aSale({ id, document, amountCents: 200_00 }));
    expect([order.body['status'], sale.body['allowed']]).toEqual(['waiting', true]);
    expect(sale.body['decision']).not.toBe(order.body['decision']);
    expect(await takenOf(customerKey)).toBe(300_00);
  });
});

describe('what stands afterwards', () => {
  test('a sale is read as it stands, with what was said of each line', async () => {
    const { document } = await aGoodPayer(1_000_00);
    const sale = aSale({ document, seller: 'joao', note: 'balcão' });
    const { body } = await send(sale);
    const read = await api.call('GET', `${sales}/${sale.id}`);
    const { payments: _lines, ...said } = body;
    expect(read.body).toMatchObject({ ...said, seller: 'joao', note: 'balcão', cancelledBy: null });
    expect(read.body['payments']).toEqual([
      { line: 0, modality: 'bankSlip', allowed: true, restrictions: [], amountCents: 90_000, dueOn: ['2027-01-20'] },
    ]);
    expect((await api.call('GET', `${sales}/never`)).body).toMatchObject({ code: 'SaleNotFound' });
    expect((await api.call('GET', `/branches/${OTHER_BRANCH}/sales/${sale.id}`)).body).toMatchObject({
      code: 'SaleNotFound',
    });
  });

  test('its decisions are read and replayed bit for bit, of known and unknown buyers', async () => {
    const { document } = await aGoodPayer(100_00);
    const sent = [aSale({ document }), aSale({ document, amountCents: 50_00 }), aSale({ document: null })];
    for (const sale of sent) {
      const { body } = await send(sale);
      const decision = await api.call('GET', `/decisions/${String(body['decision'])}`);
      expect(decision.body).toMatchObject({ kind: 'sale', sale: sale.id, allowed: body['allowed'] });
      const replay = await api.call('POST', `/decisions/${String(body['decision'])}/replay`);
      expect(replay.body).toMatchObject({ identical: true, outcome: body['outcome'] });
    }
  });

  test('cancelling frees what it holds, and twice is once; a sale nobody sent is not found', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_00);
    const sale = aSale({ document });
    await send(sale);
    const first = await api.call('POST', `${sales}/${sale.id}/cancel`);
    expect(first.body).toMatchObject({ status: 'cancelled', cancelledBy: 'administrator', allowed: false });
    expect(await takenOf(customerKey)).toBe(0);
    expect((await api.call('POST', `${sales}/${sale.id}/cancel`)).text).toBe(first.text);
    expect((await api.call('POST', `${sales}/never/cancel`)).body).toMatchObject({ code: 'SaleNotFound' });
  });

  test('titles with its id use its reservation up, and no other one', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_00);
    const [one, other] = [aSale({ document, amountCents: 300_00 }), aSale({ document, amountCents: 200_00 })];
    for (const sale of [one, other]) expect((await send(sale)).body).toMatchObject({ allowed: true });
    const title = { type: 'issued', document, issuedOn: '2026-11-01', dueOn: '2027-01-20', sale: one.id };
    const issue = (amountCents: number) => ({ movement: uniqueId('mv'), title: uniqueId('T'), ...title, amountCents });
    await api.call('POST', `${branch}/receivables`, ndjson([issue(100_00)]));
    expect(await takenOf(customerKey)).toBe(500_00);
    await api.call('POST', `${branch}/receivables`, ndjson([issue(250_00)]));
    expect(await takenOf(customerKey)).toBe(550_00);
    await api.call('POST', `${sales}/${one.id}/cancel`);
    expect(await takenOf(customerKey)).toBe(550_00);
    await api.call('POST', `${sales}/${other.id}/cancel`);
    expect(await takenOf(customerKey)).toBe(350_00);
  });

  test('a refused sale is judged again on request, on what is true now; an allowed one is not', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_00);
    const [holding, sale] = [aSale({ document, amountCents: 600_00 }), aSale({ document, amountCents: 500_00 })];
    await send(holding);
    const refused = await send(sale);
    expect(refused.body).toMatchObject({ allowed: false });
    await api.call('POST', `${sales}/${holding.id}/cancel`);
    expect((await send(sale)).text).toBe(refused.text);
    const [again, repeated] = [
      await api.call('POST', `${sales}/${sale.id}/reevaluate`),
      await api.call('POST', `${sales}/${sale.id}/reevaluate`),
    ];
    expect(again.body).toMatchObject({ allowed: true });
    expect(repeated.text).toBe(again.text);
    expect((await send(sale)).text).toBe(again.text);
    expect(await takenOf(customerKey)).toBe(500_00);
  });
});

describe('R11: a hundred at once of one customer', () => {
  test('never take more than its limit, and as many as fit are allowed', async () => {
    const { document, customerKey } = await aGoodPayer(1_000_000);
    const sent = Array.from({ length: 100 }, () => send(aSale({ document, amountCents: 90_000 })));
    const answers = await Promise.all(sent);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(answers.filter(({ body }) => body['allowed'] === true)).toHaveLength(11);
    expect(await takenOf(customerKey)).toBe(990_000);
  });

  test('also sales and orders together, where the limit blocks both', async () => {
    const { path, body } = await nextDefaultPolicy(api, 'block');
    expect((await api.call('POST', path, body)).status).toBe(200);
    const at = api.restarted();
    const { document, customerKey } = await aGoodPayer(1_000_000);
    const sent = Array.from({ length: 100 }, (_, n) => {
      const given = { document, amountCents: 90_000 };
      const [to, content] = n % 2 === 0 ? [sales, aSale(given)] : [`${branch}/orders`, anOrder(given)];
      return api.call('POST', to, content, { app: at });
    });
    const answers = await Promise.all(sent);
    const took = answers.filter(({ body: one }) => one['allowed'] === true || one['status'] === 'waiting');
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(took).toHaveLength(11);
    expect(await takenOf(customerKey)).toBe(990_000);
  });
});

describe('a credit check says the same as the sale', () => {
  test('at receipt, line by line, also without document', async () => {
    const { document } = await aGoodPayer(100_00);
    const payments = [cash(100_00), slip(300_00)];
    for (const buyer of [document, null]) {
      const told = await api.call('POST', `${branch}/credit-checks`, { document: buyer, action: 'receipt', payments });
      expect(told.status).toBe(200);
      const { body } = await send(aSale({ document: buyer, totalCents: 400_00, payments }));
      for (const part of ['payments', 'restrictions', 'outcome', 'indicator', 'customerKey', 'policy']) {
        expect(told.body[part]).toEqual(body[part]);
      }
    }
  });

  test('without a buyer and without lines it is read as on term', async () => {
    const { body } = await api.call('POST', `${branch}/credit-checks`, { document: null, amountCents: 1_00 });
    expect(body).toMatchObject({ outcome: 'blocked', restrictions: [{ check: BUYER_UNIDENTIFIED }], payments: [] });
    const empty = await api.call('POST', `${branch}/credit-checks`, { document: null });
    expect(empty.body).toMatchObject({ outcome: 'blocked', restrictions: [{ check: BUYER_UNIDENTIFIED }] });
  });
});
