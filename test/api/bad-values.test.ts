/** Owns the guarantee that a wrong value is refused by place and fix, and that nothing of its request is stored. */
import type { Finding } from '../../domain/errors';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { testAlphanumericCnpj, testCnpj, testCpf } from '../support/documents';
import { anOrder, aSale, uniqueId } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'bad-values' });
});
afterAll(() => api.stop());

const branch = `/branches/${OWN_BRANCH}`;
const line = (given: object) => anOrder({ payments: [{ modality: 'bankSlip', amountCents: 90_000, ...given }] });
const customer = (given: object) => ({ document: testCpf(1), ...given });
const limit = (given: object) => customer({ limit: { kind: 'amount', amountCents: 1, ...given } });

type Refused = readonly [what: string, request: string, body: unknown, at: string, message: RegExp];

const MONEY: readonly Refused[] = [
  ['a fraction of a cent', 'POST /orders', anOrder({ totalCents: 10.5 }), 'totalCents', /integer .* got 10\.5/],
  ['a fraction in a line', 'POST /orders', line({ amountCents: 0.1 }), 'payments[0].amountCents', /integer/],
  ['a negative amount', 'POST /orders', line({ amountCents: -1 }), 'payments[0].amountCents', /negative, got -1/],
  ['over R$ 10 billion', 'POST /orders', line({ amountCents: 1e12 + 1 }), 'payments[0].amountCents', /at most/],
  ['a number as text', 'POST /orders', line({ amountCents: '100' }), 'payments[0].amountCents', /got "100"/],
  ['reais as text', 'POST /orders', line({ amountCents: '1.000,00' }), 'payments[0].amountCents', /got "1.000,00"/],
  ['a document as an amount', 'POST /orders', line({ amountCents: testCpf(7) }), 'payments[0].amountCents', /11 char/],
  ['null', 'POST /orders', anOrder({ totalCents: null }), 'totalCents', /got null/],
  ['an operator', 'POST /orders', anOrder({ totalCents: { $gt: '' } }), 'totalCents', /got an object/],
  ['a total that is not the sum', 'POST /orders', anOrder({ totalCents: 89_999 }), 'totalCents', /sum/],
  ['no payment line', 'POST /orders', anOrder({ totalCents: 0, payments: [] }), 'payments', /./],
  ['61 payment lines', 'POST /orders', anOrder({ totalCents: 0, payments: sixtyOne() }), 'payments', /./],
  ['a negative limit', 'PUT /customers', limit({ amountCents: -1 }), 'limit.amountCents', /negative/],
  ['an amount that is not its lines', 'POST /credit-checks', check({ amountCents: 1 }), 'amountCents', /sum/],
];

const DATES: readonly Refused[] = [
  ...['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '31/12/2026', '2026-1-1', '20261231'].map(
    (day): Refused => [day, 'POST /orders', line({ dueOn: [day] }), 'payments[0].dueOn[0]', /date that exists/],
  ),
  ['the year 9999', 'POST /orders', line({ dueOn: ['9999-12-31'] }), 'payments[0].dueOn[0]', /between 1900/],
  ['the year 0', 'POST /orders', line({ dueOn: ['0000-01-01'] }), 'payments[0].dueOn[0]', /between 1900/],
  ['the year 1', 'PUT /customers', limit({ validUntil: '0001-01-01' }), 'limit.validUntil', /between 1900/],
  ['an instant', 'PUT /customers', limit({ validUntil: '2026-01-01T00:00:00Z' }), 'limit.validUntil', /date/],
  ['a number', 'PUT /customers', limit({ validUntil: 20261231 }), 'limit.validUntil', /date/],
  ['121 instalments', 'POST /orders', line({ dueOn: Array(121).fill('2027-01-01') }), 'payments[0].dueOn', /./],
];

const MASS: readonly Refused[] = [
  ...['outcome', 'limitCents', 'branch', 'role', 'status', 'decision', 'customerKey', '_id', '$set', 'generation'].map(
    (field): Refused => [
      `${field} in an order`,
      'POST /orders',
      anOrder({ [field]: 'clear' }),
      '',
      new RegExp(`here: ${field.replace('$', '[$]')}$`),
    ],
  ),
  ['masteredAt in a customer', 'PUT /customers', customer({ masteredAt: null }), '', /masteredAt/],
  ['customerKey in a customer', 'PUT /customers', customer({ customerKey: 'cus_1' }), '', /customerKey/],
  ['limitCents in a customer', 'PUT /customers', customer({ limitCents: 1 }), '', /limitCents/],
  ['an amount in an unlimited limit', 'PUT /customers', customer({ limit: unlimited() }), 'limit', /amountCents/],
  ['remaining in a payment line', 'POST /orders', line({ remainingCents: 0 }), 'payments[0]', /remainingCents/],
  ['updatedAt in a branch', 'PUT ', { name: 'Filial', updatedAt: 'now' }, '', /updatedAt/],
  ['a policy version in a branch', 'PUT ', { name: 'Filial', version: 7 }, '', /version/],
  ['a mode in a credit check', 'POST /credit-checks', check({ mode: 'off' }), '', /mode/],
];

const TEXTS: readonly Refused[] = [
  ['a lone surrogate in a note', 'POST /orders', anOrder({ note: 'a\ud800' }), 'note', /Unicode/],
  ['a NUL in a seller', 'POST /orders', anOrder({ seller: 'jo\u0000ao' }), 'seller', /control/],
  ['an escape sequence in a name', 'PUT /customers', customer({ name: '\u001b[31mred' }), 'name', /control/],
  ['an empty name', 'PUT /customers', customer({ name: '' }), 'name', /./],
  ['a name of 161 characters', 'PUT /customers', customer({ name: 'x'.repeat(161) }), 'name', /./],
  ['a slash in an order id', 'POST /orders', anOrder({ id: 'a/b' }), 'id', /letters/],
  ['dots as an order id', 'POST /orders', anOrder({ id: '..' }), 'id', /letters/],
  ['a NUL in an order id', 'POST /orders', anOrder({ id: 'a\u0000' }), 'id', /letters/],
  ['65 characters of order id', 'POST /orders', anOrder({ id: 'x'.repeat(65) }), 'id', /letters/],
  ['a customer without a document', 'PUT /customers', { name: 'X' }, 'document', /^is missing$/],
  [
    'a payment without a modality',
    'POST /orders',
    line({ modality: undefined }),
    'payments[0].modality',
    /^is missing$/,
  ],
  [
    'a limit of no kind there is',
    'PUT /customers',
    { document: testCpf(1), limit: { kind: 'much' } },
    'limit.kind',
    /^must be one of none, amount, unlimited, alwaysReview$/,
  ],
  ['a number as an order id', 'POST /orders', anOrder({ id: 10482 }), 'id', /string/],
  ['a modality with a dot', 'POST /orders', line({ modality: 'bank.slip' }), 'payments[0].modality', /modality/],
  ['a modality with a dollar', 'POST /orders', line({ modality: '$bankSlip' }), 'payments[0].modality', /modality/],
  ['an unknown kind of limit', 'PUT /customers', customer({ limit: { kind: 'infinite' } }), 'limit.kind', /./],
  ['an unknown situation', 'PUT /customers', customer({ situation: 'fine' }), 'situation', /./],
  ['an unknown zone', 'PUT ', { name: 'Filial', zone: 'Mars/Olympus' }, 'zone', /zone/],
  ['an origin as text', 'POST /orders', anOrder({ origin: '10481' }), 'origin', /./],
  ['an unknown action', 'POST /credit-checks', check({ action: 'ship' }), 'action', /./],
];

const cpf = testCpf(123_456_789);
const wrongDigits = (value: string) => value.slice(0, -1) + String((Number(value.at(-1)) + 1) % 10);
const DOCUMENTS: readonly (readonly [what: string, document: unknown, message: RegExp])[] = [
  ['wrong digits of a CPF', wrongDigits(cpf), /wrong check digits/],
  ['wrong digits of a CNPJ', wrongDigits(testCnpj(5)), /wrong check digits/],
  ['wrong digits of an alphanumeric CNPJ', wrongDigits(testAlphanumericCnpj(5)), /wrong check digits/],
  ['000.000.000-00', '000.000.000-00', /equal digits/],
  ['11111111111', '11111111111', /equal digits/],
  ['00000000000000', '00000000000000', /equal digits/],
  ['11111111111111', '11111111111111', /equal digits/],
  ['a CPF without its leading zero', testCpf(12_345_678).slice(1), /leading zeros/],
  ['a CNPJ without its leading zeros', testCnpj(123).replace(/^0+/, ''), /leading zeros/],
  ['a CPF filled to a CNPJ', `000${cpf}`, /CPF filled/],
  ['letters in a CPF', `A${cpf.slice(1)}`, /letters/],
  ['letters as check digits', `${testAlphanumericCnpj(5).slice(0, 12)}AB`, /must be digits/],
  ['full-width digits', '５２９９８２２４７２５', /characters that no/],
  ['a percent escape', '529%39224725', /characters that no/],
  ['text of 41 characters', 'x'.repeat(41), /./],
  ['a number', 52998224725, /string/],
  ['an operator', { $gt: '' }, /string/],
  ['null', null, /string/],
];

async function expectRefused(method: string, path: string, body: unknown, at: string, message: RegExp): Promise<void> {
  const before = await api.storedDigests();
  const answer = await api.call(method, path, body);
  expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidRequest']);
  const errors = answer.body['errors'] as Finding[];
  const found = errors.find((finding) => finding.at === at);
  expect(errors.map((finding) => finding.at)).toContain(at);
  expect(found?.message).toMatch(message);
  expect(found?.fix).toMatch(/./);
  expect(await api.storedDigests()).toEqual(before);
}

test.each([...MONEY, ...DATES, ...MASS, ...TEXTS])('%s is refused', async (_what, request, body, at, message) => {
  const [method = '', suffix = ''] = request.split(' ');
  await expectRefused(method, branch + suffix, body, at, message);
});

test.each(DOCUMENTS)('%s is no document, wherever one is taken', async (_what, document, message) => {
  const places = [
    ['PUT', `${branch}/customers`, { document }],
    ['POST', '/customers/search', { document }],
    ['POST', `${branch}/credit-checks`, { document }],
    ['POST', `${branch}/sales`, aSale({ document })],
    ['POST', `${branch}/orders`, anOrder({ document })],
  ] as const;
  // A check and a sale take `null`: a buyer without document.
  const refusing = places.filter(([, path]) => document !== null || !/sales|checks/.test(path));
  for (const [method, path, body] of refusing) await expectRefused(method, path, body, 'document', message);
  const movement = {
    movement: uniqueId('mv'),
    title: 'T',
    amountCents: 1,
    issuedOn: '2026-01-01',
    dueOn: '2026-02-01',
  };
  const before = await api.storedDigests();
  const answer = await api.call(
    'POST',
    `${branch}/receivables`,
    JSON.stringify({ type: 'issued', ...movement, document }),
  );
  expect(answer.body).toMatchObject({ stored: 0, rejectedLines: [{ line: 1, errors: [{ at: 'document' }] }] });
  expect(await api.storedDigests()).toEqual(before);
  if (typeof document === 'string') expect(answer.text).not.toContain(document);
});

test.each([
  ['a CPF with punctuation', `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-${cpf.slice(9)}`, cpf],
  ['a CPF with blanks around it', ` ${cpf} `, cpf],
  ['an alphanumeric CNPJ in lower case', testAlphanumericCnpj(99).toLowerCase(), testAlphanumericCnpj(99)],
  ['a CNPJ with punctuation', testCnpj(77).replace(/^(..)(...)(...)(....)/, '$1.$2.$3/$4-'), testCnpj(77)],
])('%s is the customer that the bare document is', async (_what, written, bare) => {
  const [one, other] = [await upsert({ document: written }), await upsert({ document: bare })];
  expect(one.body['customerKey']).toBe(other.body['customerKey']);
});

test.each([
  ['29 February of a leap year', ['2028-02-29']],
  ['a day that has passed', ['2020-01-01']],
  ['instalments out of order', ['2027-03-01', '2027-01-01']],
  ['no due date', []],
])('%s is taken', async (_what, dueOn) => {
  expect((await api.call('POST', `${branch}/orders`, line({ dueOn }))).status).toBe(200);
});

test('sixty lines of the largest amount, and order upon order of it, are still summed exactly', async () => {
  const document = testCpf(424_242);
  await upsert({ document, limit: { kind: 'unlimited' } });
  const payments = Array.from({ length: 60 }, () => ({ modality: 'bankSlip', amountCents: 1e12 }));
  expect((await api.call('POST', `${branch}/credit-checks`, { document, payments })).status).toBe(200);
  for (let n = 0; n < 20; n += 1) {
    const order = anOrder({ document, amountCents: 1e12 });
    expect((await api.call('POST', `${branch}/orders`, order)).body).toMatchObject({ status: 'waiting' });
  }
  expect((await upsert({ document })).body).toMatchObject({ takenCents: 20e12 });
});

test('an order of nothing is taken: a line of zero is a line', async () => {
  const free = anOrder({ totalCents: 0, payments: [{ modality: 'cash', amountCents: 0 }] });
  expect((await api.call('POST', `${branch}/orders`, free)).body).toMatchObject({ status: 'waiting' });
});

test('every fault of a body is told at once, and of a thousand at most fifty', async () => {
  const two = await api.call('POST', `${branch}/orders`, anOrder({ totalCents: -1, note: '' }));
  expect(new Set((two.body['errors'] as Finding[]).map(({ at }) => at))).toEqual(new Set(['note', 'totalCents']));
  const holidays = Array.from({ length: 399 }, () => 'never');
  const many = await api.call('PUT', branch, { name: 'Filial', holidays });
  expect((many.body['errors'] as Finding[]).length).toBe(50);
  const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`field${n}`, n]));
  expect((await api.call('PUT', branch, { name: 'Filial', ...fields })).text.length).toBeLessThan(2_000);
});

test('a group is given no limit that only customers have: the answer says where to set it', async () => {
  const { groupKey } = (await api.call('POST', '/groups', { name: 'Grupo' })).body;
  const { customerKey } = (await upsert({ document: testCpf(2) })).body;
  const review = { limit: { kind: 'alwaysReview' }, note: 'comitê' };
  const refused = await api.call('PATCH', `/groups/${String(groupKey)}/credit-terms`, review);
  expect(refused.body).toMatchObject({
    status: 400,
    errors: [{ at: 'limit.kind', fix: 'set it on the customers of the group' }],
  });
  expect((await api.call('GET', `/groups/${String(groupKey)}`)).body).toMatchObject({
    terms: { limit: { kind: 'none' } },
  });
  const taken = await api.call('PATCH', `/customers/${String(customerKey)}/credit-terms`, review);
  expect(taken.body).toMatchObject({ limit: { kind: 'alwaysReview' } });
});

test('a modality that nobody knows is taken, and said to be unknown: of the order, and at the line of a check', async () => {
  const known = await api.call('POST', `${branch}/orders`, anOrder());
  expect(known.body).not.toHaveProperty('unknownModalities');
  const order = line({ modality: 'bankslip' });
  const first = await api.call('POST', `${branch}/orders`, order);
  expect([first.status, first.body['unknownModalities']]).toEqual([200, ['bankslip']]);
  expect((await api.call('POST', `${branch}/orders`, order)).text).toBe(first.text);
  const payments = [
    { modality: 'bankslip', amountCents: 1 },
    { modality: 'bankSlip', amountCents: 1 },
  ];
  const told = await api.call('POST', `${branch}/credit-checks`, { document: testCpf(3), payments });
  expect(told.body['payments']).toMatchObject([{ modality: 'bankslip', known: false }, { modality: 'bankSlip' }]);
  expect((told.body['payments'] as object[])[1]).not.toHaveProperty('known');
});

test('a document in the wrong field is not repeated to anybody', async () => {
  const misplaced = [
    anOrder({ [cpf]: true }),
    anOrder({ totalCents: cpf }),
    anOrder({ id: `/${cpf}` }),
    line({ dueOn: [cpf] }),
    line({ modality: cpf }),
  ];
  for (const body of misplaced) {
    const answer = await api.call('POST', `${branch}/orders`, body);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(cpf);
  }
  expect(api.logged.join('')).not.toContain(cpf);
});

function upsert(body: object) {
  return api.call('PUT', `${branch}/customers`, body);
}
function check(given: object) {
  return { document: testCpf(1), payments: [{ modality: 'bankSlip', amountCents: 2 }], ...given };
}
function sixtyOne() {
  return Array.from({ length: 61 }, () => ({ modality: 'cash', amountCents: 0 }));
}
function unlimited() {
  return { kind: 'unlimited', amountCents: 1 };
}
