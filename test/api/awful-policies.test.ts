/** Owns the guarantee that no policy, however awful, stops anybody: it is told what is wrong with it, and others go on. */
import { ACTIONS } from '../../domain/actions';
import { defaultPolicy } from '../../rules/default-policy';
import { contentHash } from '../../usecases/content-hash';
import { startApi, type ApiAnswer, type TestApi } from '../support/api';
import { anOrder, uniqueDocument, uniqueId } from '../support/orders';

let api: TestApi;
let [author, seller] = ['', ''];
beforeAll(async () => {
  api = await startApi({ name: 'awful-policies' });
  author = await api.keyOf();
  seller = await api.keyOf({ role: 'seller' });
});
afterAll(() => api.stop());

const leaf = '{"fact":"openCents","operator":"greaterThan","value":1}';
const list = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, n) => one(n)).join();
const whenIs = (when: string) => `[{"id":"a-rule","when":${when}}]`;

/** The default policy with other rules in its first check, as text: some of it no JavaScript could write. */
function withRules(rules: string): string {
  const policy = defaultPolicy();
  const [first, ...others] = policy.checks;
  return JSON.stringify({ ...policy, checks: [{ ...first, rules: '!' }, ...others] }).replace('"!"', () => rules);
}

const AWFUL: Readonly<Record<string, string>> = {
  '10,000 rules': withRules(`[${list(10_000, (n) => `{"id":"r${n}","when":${leaf}}`)}]`),
  '10,000 rules of nothing': withRules(`[${list(10_000, () => '{"id":""}')}]`),
  '3,900 rules, with as many keys as may be': withRules(`[${list(3_900, (n) => `{"id":"r${n}","when":${leaf}}`)}]`),
  'a rule of 10,000 levels': withRules(whenIs(`${'{"not":'.repeat(10_000)}${leaf}${'}'.repeat(10_000)}`)),
  'a rule as deep as may be read': withRules(whenIs(`${'{"not":'.repeat(50)}${leaf}${'}'.repeat(50)}`)),
  'a hundred thousand keys': `{${list(100_000, (n) => `"${n.toString(36)}":1`)}}`,
  'a list of 400,000 values': `{"checks":[${list(400_000, () => '1')}]}`,
  'a name of a megabyte': `{"name":"${'a'.repeat(1_000_000)}"}`,
  'a prototype': `{"__proto__":{"schema":1},"checks":[]}`,
  'a prototype inside a rule': withRules(whenIs('{"__proto__":{"fact":"openCents"}}')),
  'a fact named as what every object has': withRules(whenIs('{"fact":"toString","operator":"equal","value":1}')),
  'a regular expression': withRules(whenIs('{"fact":"riskClass","operator":"matches","value":"(a+)+$"}')),
  JSONPath: withRules(whenIs('{"fact":"openCents","path":"$..*","operator":"equal","value":1}')),
  'an operator of a database': withRules(whenIs('{"$where":"while(true){}"}')),
  '1.2 MB': `{"name":"${'a'.repeat(1_200_000)}"}`,
};

test.each(Object.keys(AWFUL))(
  '%s: what is wrong is told with place and fix, while others are answered',
  async (name) => {
    const policy = AWFUL[name] ?? '';
    const begun = await api.call('POST', '/policies/default/drafts', {}, { key: author });
    const draft = `/policies/default/drafts/${String(begun.body['draft'])}`;
    const awful = Promise.all([
      api.call('PUT', draft, `{"revision":1,"document":${policy}}`, { key: author }),
      api.call('POST', '/policies/lint', `{"policy":${policy}}`, { key: author }),
    ]);
    const meanwhile = await api.call('GET', '/reason-codes', undefined, { key: seller });
    expect(meanwhile.status).toBe(200);
    for (const answer of await awful) expectTold(answer);
    expect((await api.call('GET', draft, undefined, { key: author })).status).toBe(200);
    expect((await api.call('GET', 'healthz', undefined, { key: null })).status).toBe(200);
  },
);

/** Kept or looked at with findings, or refused with them; what is too large to be read is told how large it may be. */
function expectTold({ status, body }: ApiAnswer): void {
  expect([200, 400, 413, 422]).toContain(status);
  if (status === 413) return expect(body).toMatchObject({ code: 'BodyTooLarge', state: { maxBytes: 1024 * 1024 } });
  const findings = (status === 200 ? body['lint'] : body['errors']) as Record<string, string>[];
  expect(findings.length).toBeGreaterThan(0);
  for (const { at, message, fix, text } of findings) {
    expect(at).toEqual(expect.any(String));
    expect(message).not.toBe('');
    expect(fix).not.toBe('');
    if (status === 200) expect([at, text]).toEqual([expect.stringMatching(/^(\/|$)/), expect.stringMatching(/\.$/)]);
  }
}

const good = defaultPolicy();
const off = Object.fromEntries(ACTIONS.map((action) => [action, 'off']));
const lenient = { ...good, checks: good.checks.map((check) => ({ ...check, modes: off })), overrides: [] };
const [first, ...others] = lenient.checks;
const isPrime = { id: 'a-rule', when: { fact: 'openCents', operator: 'isPrime', value: 1 } };
const UNREADABLE: Readonly<Record<string, readonly [document: object, at: string]>> = {
  'a newer schema': [{ ...lenient, schema: 2 }, '/schema'],
  'an unknown operator': [
    { ...lenient, checks: [{ ...first, rules: [isPrime] }, ...others] },
    '/checks/0/rules/0/when/operator',
  ],
};

/** Writes a version as a newer program would: whatever this one thinks of it. */
async function store(id: string, version: number, document: object): Promise<void> {
  const at = api.now().toISOString();
  const record = { id, version, hash: contentHash(document), document, publishedAt: at, publishedBy: 'test' };
  const audit = { id: uniqueId('aud'), at, subject: 'test', kind: 'policy' as const, target: id };
  expect(await api.stores.policies.publish(record, { ...audit, branch: null, before: null, after: null })).toBe(true);
  // A branch is remembered for a second.
  api.advance(2_000);
}

const aPurchase = { amountCents: 90_000 };
const checked = (branch: string) =>
  api.call('POST', `/branches/${branch}/credit-checks`, { document: uniqueDocument(), ...aPurchase });
const ordered = (branch: string) => api.call('POST', `/branches/${branch}/orders`, anOrder(aPurchase));
const refusedPolicies = async () => (await api.call('GET', 'readyz', undefined, { key: null })).body['refusedPolicies'];

test.each(Object.keys(UNREADABLE))('%s: it is refused by name, and the last good version decides', async (name) => {
  const [document, at] = UNREADABLE[name] ?? [{}, ''];
  const [id, branch] = [uniqueId('policy'), uniqueId('b').slice(-8)];
  await store(id, 1, { ...good, id });
  expect((await api.call('PUT', `/branches/${branch}`, { name: 'Filial', policy: id })).status).toBe(200);
  const before = await checked(branch);
  await store(id, 2, { ...document, id });
  expect((await api.stores.branches.find(branch))?.policy).toEqual({ id, version: 2 });

  const after = await checked(branch);
  expect([after.status, after.body['outcome']]).toEqual([200, before.body['outcome']]);
  expect(after.body['outcome']).not.toBe('clear');
  const order = await ordered(branch);
  expect(order.body).toMatchObject({ policy: { id, version: 1 } });
  expect(order.body['outcome']).not.toBe('clear');
  expect(await refusedPolicies()).toContainEqual(expect.stringContaining(`${id}@2: ${at} `));

  // What it says would clear, had it been read: the same in a form that can be.
  await store(id, 3, { ...lenient, id });
  expect((await checked(branch)).body['outcome']).toBe('clear');
});

test('where no version can be read, neither an order nor a check is cleared', async () => {
  const [id, branch] = [uniqueId('policy'), uniqueId('b').slice(-8)];
  await store(id, 1, { ...good, id });
  await api.call('PUT', `/branches/${branch}`, { name: 'Filial', policy: id });
  const policies = api.database.collection<{ _id: string; hash: string }>('policies');
  await policies.updateOne({ _id: `${id}@1` }, { $set: { hash: 'tampered with' } });
  await store(id, 2, { ...lenient, id, schema: 2 });
  for (const { status, body } of [await checked(branch), await ordered(branch)]) {
    expect([status, body['code'], body['outcome']]).toEqual([422, 'PolicyInvalid', undefined]);
  }
});
