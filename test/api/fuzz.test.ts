/** Owns R10: no request, however made, is answered with a 5xx. */
import fc from 'fast-check';
import { problemSchema } from '../../api/problem';
import { ROUTES } from '../../api/routes';
import { defaultPolicy } from '../../rules/default-policy';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { testCpf } from '../support/documents';
import { anAmendment, anOrder, aSale } from '../support/orders';

const SEED = 20_261_122;
const REQUESTS = 3_000;

let api: TestApi;
let known: { order: string; sale: string; decision: string; customerKey: string };
beforeAll(async () => {
  api = await startApi({ name: 'fuzz' });
  const order = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder());
  const sale = await api.call('POST', `/branches/${OWN_BRANCH}/sales`, aSale());
  known = { ...order.body, sale: sale.body['sale'] } as typeof known;
});
afterAll(() => api.stop());

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '0',
    '-0',
    '1e400',
    '../..',
    '%00',
    '$where',
    '__proto__',
    'constructor',
    'null',
    '\ud800',
    'a.b',
    '\u0000',
  ),
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oddText,
  fc.constantFrom(null, true, -1, 0.1, 2 ** 53, 1e300, [], {}, { $gt: '' }, [[]]),
);

const field = fc.constantFrom(
  ...[
    'id',
    'document',
    'totalCents',
    'payments',
    'note',
    'seller',
    'items',
    'origin',
    'limit',
    'situation',
    'name',
    'zone',
  ],
  ...[
    'action',
    'amountCents',
    'basedOn',
    'document',
    'holidays',
    'stages',
    'holdDeadlineHours',
    'movement',
    'type',
    'title',
  ],
  ...[
    'issuedOn',
    'dueOn',
    'recordedAt',
    'order',
    'collection',
    'method',
    'effectiveOn',
    'carrier',
    'modality',
    'sale',
    'renegotiates',
  ],
);
const customers = fc.nat(200).map((n) => ({ document: testCpf(n + 1) }));
const lineBase = { document: testCpf(1), amountCents: 100, dueOn: '2026-02-01', effectiveOn: '2026-02-02' };
const lines = fc.tuple(fc.nat(50), fc.constantFrom('issued', 'collected')).map(([n, type]) => {
  const name = { ...lineBase, type, movement: `mv-${n}`, title: `T-${n % 7}` };
  return type === 'issued' ? { ...name, issuedOn: '2026-01-01' } : { ...name, method: 'money' };
});

/** What a valid body of a route looks like, so that the changes below reach behind its schema. */
const VALID: Readonly<Record<string, fc.Arbitrary<object>>> = {
  'put /branches/{branch}': fc.constant({ name: 'Filial', zone: 'America/Manaus', holidays: ['2026-07-09'] }),
  'put /branches/{branch}/customers': fc
    .tuple(customers, fc.nat())
    .map(([one, amountCents]) => ({ ...one, limit: { kind: 'amount', amountCents }, name: 'Nome' })),
  'post /customers/search': customers,
  'post /branches/{branch}/credit-checks': customers.map((one) => ({ ...one, amountCents: 100 })),
  'post /branches/{branch}/orders': customers.map((one) => anOrder(one)),
  'post /branches/{branch}/sales': customers.map((one) => aSale(one)),
  'patch /branches/{branch}/orders/{order}': fc.nat(1_000_00).map(anAmendment),
  'post /branches/{branch}/receivables': lines,
  'post /policies/{policy}/publish': fc.nat(4).map((basedOn) => ({ basedOn, document: defaultPolicy() })),
};
const changed = (base: fc.Arbitrary<object>) =>
  fc
    .tuple(base, fc.array(fc.tuple(fc.oneof(field, oddText), oddValue), { maxLength: 2 }))
    .map(([valid, changes]) => JSON.stringify({ ...valid, ...Object.fromEntries(changes) }));
const bodyOf = (route: string) => {
  const valid = VALID[route];
  if (valid === undefined) return fc.oneof({ weight: 9, arbitrary: fc.constant('') }, oddText);
  return fc.oneof(
    { weight: 4, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 8, arbitrary: changed(valid) },
    { weight: 2, arbitrary: oddValue.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: oddText },
    { weight: 1, arbitrary: fc.array(changed(valid), { maxLength: 4 }).map((all) => all.join('\n')) },
  );
};

const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const segment = (name: string) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant(`known:${name}`) },
    { weight: 1, arbitrary: oddText.map((text) => encodeURIComponent(text.toWellFormed())) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%E0%A4%A', '%2e%2e', '..', '%2F', 'x'.repeat(3_000)) },
  );
const request = fc.constantFrom(...ROUTES).chain((route) => {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return fc.record({
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constant(route.method) },
      fc.constantFrom('get', 'post', 'put', 'delete'),
    ),
    template: fc.constant(route.path),
    values: fc.record(Object.fromEntries(names.map((name) => [name, segment(name)]))),
    query: rarely(fc.tuple(fc.oneof(fc.constantFrom('limit', 'cursor', 'branch', 'a[$ne]'), oddText), oddText)),
    body: fc.option(bodyOf(`${route.method} ${route.path}`), { freq: 9 }),
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      fc.constantFrom('', 'text/plain', 'multipart/form-data'),
    ),
    idempotencyKey: rarely(fc.constantFrom('a', 'b', 'c')),
  });
});
type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

function addressOf({ template, values, query }: Request): string {
  const standing: Record<string, string> = {
    ...known,
    branch: OWN_BRANCH,
    action: 'commercialApproval',
    policy: 'default',
    version: '1',
  };
  const path = template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name] ?? '';
    return value.startsWith('known:') ? (standing[name] ?? 'none') : value;
  });
  const asked = query && new URLSearchParams([[query[0].toWellFormed(), query[1].toWellFormed()]]).toString();
  return asked ? `${path}?${asked}` : path;
}

test(`of ${REQUESTS} random requests none is answered with a 5xx, and every refusal is a problem`, async () => {
  const statuses = new Map<number, number>();
  const check = fc.asyncProperty(request, async (random) => {
    const { method, type, idempotencyKey } = random;
    const hasBody = method !== 'get' && random.body !== null;
    const answer = await api.call(method.toUpperCase(), addressOf(random), hasBody ? random.body : undefined, {
      headers: {
        ...(type !== undefined && { 'content-type': type }),
        ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
      },
    });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    expect(answer.status).toBeLessThan(500);
    if (answer.status !== 200) problemSchema.strict().parse(answer.body);
  });
  await fc.assert(check, { numRuns: REQUESTS, seed: SEED });
  // Requests that all fall at the first fence would prove little.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 5);
  expect(statuses.get(400) ?? 0).toBeGreaterThan(REQUESTS / 5);
}, 300_000);
