/** Owns the guarantees of the audit trail: filters, pages that miss nothing, and exports that are whole and noted. */
import { exportAudit, type AuditLine } from '../../usecases/audit-trail';
import type { AuditEntry } from '../../contracts/audit';
import { uniqueDocument } from '../support/orders';
import { aPerson } from '../support/people';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';

const NOON = new Date('2026-11-20T15:00:00.000Z');
let api: TestApi;
beforeEach(async () => {
  api = await startApi({ name: 'audit', startsAt: NOON });
});
afterEach(() => api.stop());

let noted = 0;
async function note(given: Partial<AuditEntry>): Promise<string> {
  noted += 1;
  const id = `aud_${String(noted).padStart(8, '0')}`;
  const about = { subject: 'ana', kind: 'exception', target: 'exc_1', branch: OWN_BRANCH, before: null } as const;
  await api.stores.audit.note({ id, at: NOON.toISOString(), ...about, after: { n: noted }, ...given });
  return id;
}
type NamedEntry = AuditEntry & { readonly subjectName: string | null; readonly targetName: string | null };
const list = async (query: string, key?: string) => {
  const answer = await api.call('GET', `/audit${query}`, undefined, key === undefined ? {} : { key });
  expect([query, answer.status, answer.body['errors']]).toEqual([query, 200, undefined]);
  return answer.body as { entries: NamedEntry[]; nextCursor: string | null };
};
const idsOf = async (query: string, key?: string) => (await list(query, key)).entries.map(({ id }) => id);

test('entries are found by person, kind, target, branch and days of Brasília, alone and together', async () => {
  const byBia = await note({ subject: 'bia' });
  const ofUser = await note({ kind: 'user', target: 'caio', branch: null });
  const ofOther = await note({ branch: OTHER_BRANCH });
  const late = await note({ at: '2026-11-19T02:59:59.999Z' });
  const early = await note({ at: '2026-11-19T03:00:00.000Z', subject: 'bia', target: 'exc_2' });
  expect(await idsOf('?subject=bia')).toEqual([byBia, early]);
  expect(await idsOf('?kind=user')).toEqual([ofUser]);
  expect(await idsOf('?target=caio')).toEqual([ofUser]);
  expect(await idsOf(`?branch=${OTHER_BRANCH}&kind=exception`)).toEqual([ofOther]);
  expect(await idsOf('?from=2026-11-19&to=2026-11-19')).toEqual([early]);
  expect(await idsOf('?to=2026-11-18')).toEqual([late]);
  expect(await idsOf('?subject=bia&target=exc_2&to=2026-11-20')).toEqual([early]);
});

test('who did it, and the person or customer it was done to, are named where the caller may know them', async () => {
  await aPerson(api, { user: 'bia', name: 'Bia Lima' });
  const customer = { document: uniqueDocument(), name: 'Mercado Sol' };
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, customer);
  const { customerKey } = body as { customerKey: string };
  await note({ subject: 'bia', kind: 'personalData', target: customerKey });
  await note({ subject: 'erp', kind: 'user', target: 'bia' });
  const named = async (query: string, key?: string) =>
    (await list(query, key)).entries.map((one) => (({ subjectName, targetName }) => [subjectName, targetName])(one));
  expect(await named('?kind=personalData')).toEqual([['Bia Lima', 'Mercado Sol']]);
  expect(await named('?kind=user&target=bia&subject=erp')).toEqual([[null, 'Bia Lima']]);
  const auditor = await api.keyOf({ permissions: ['audit:read'] });
  expect(await named('?kind=personalData', auditor)).toEqual([['Bia Lima', null]]);
});

test('pages miss nothing and tell nothing twice, also where many entries are of one instant', async () => {
  const ids = [];
  for (let one = 0; one < 25; one += 1) ids.push(await note({ subject: 'bia' }));
  const met: string[] = [];
  let cursor = '';
  do {
    const page = await list(`?subject=bia&limit=10${cursor}`);
    met.push(...page.entries.map(({ id }) => id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(met).toEqual(ids.toReversed());
});

test("a caller of one branch sees the company's entries and that branch's, and another branch is none", async () => {
  const [own, , company] = [await note({}), await note({ branch: OTHER_BRANCH }), await note({ branch: null })];
  const key = await api.keyOf({ branches: [OWN_BRANCH] });
  expect(await idsOf('?kind=exception', key)).toEqual([company, own]);
  expect(await idsOf(`?kind=exception&branch=${OWN_BRANCH}`, key)).toEqual([own]);
  for (const path of ['/audit', '/audit/export']) {
    const foreign = await api.call('GET', `${path}?branch=${OTHER_BRANCH}`, undefined, { key });
    const absent = await api.call('GET', `${path}?branch=99`, undefined, { key });
    expect([foreign.status, foreign.body['code'], absent.body['code']]).toEqual([
      404,
      'BranchNotFound',
      'BranchNotFound',
    ]);
  }
});

test.each(['?from=2026-11-31', '?kind=everything', '?from=2026-11-20&to=2026-11-19', '?subject=', '?who=ana'])(
  '%s is a bad request, which notes nothing',
  async (query) => {
    for (const path of ['/audit', '/audit/export']) {
      const { status, body } = await api.call('GET', `${path}${query}`);
      expect([path, status, body['code']]).toEqual([path, 400, 'InvalidRequest']);
    }
    expect(await idsOf('?kind=audit')).toEqual([]);
  },
);

test('an export as lines has every entry that was asked for and an end that says so; it is noted with who and what', async () => {
  const ids = [await note({ subject: 'bia' }), await note({ subject: 'bia' })];
  await note({ subject: 'caio' });
  const answer = await api.call('GET', '/audit/export?subject=bia');
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  expect(answer.headers.get('content-disposition')).toContain('auditoria.ndjson');
  const lines = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditLine);
  expect(lines.map(({ part }) => part)).toEqual(['entry', 'entry', 'end']);
  expect(lines.slice(0, 2).map(({ data }) => (data as AuditEntry).id)).toEqual(ids.toReversed());
  expect(lines[2]?.data).toEqual({ isWhole: true, count: 2 });
  const [entry] = (await list('?kind=audit')).entries;
  expect(entry).toMatchObject({ target: 'export', before: null, after: { format: 'ndjson', subject: 'bia' } });
  const again = await api.call('GET', '/audit/export?kind=audit');
  expect(again.text.split('"part":"entry"')).toHaveLength(2);
});

test('asking only for the headers of an export takes nothing, and nothing is noted', async () => {
  await note({ subject: 'bia' });
  const { status, headers } = await api.call('HEAD', '/audit/export?format=csv');
  expect([status, headers.get('content-disposition')]).toEqual([200, 'attachment; filename="auditoria.csv"']);
  expect(await idsOf('?kind=audit')).toEqual([]);
});

test('an export as a table is CSV whose formulas are defused, and ends by telling how many there were', async () => {
  await note({ subject: 'bia', target: '=HYPERLINK("http://evil.example")', after: { name: 'a;b\n"c"' } });
  const { text, headers } = await api.call('GET', '/audit/export?format=csv&subject=bia');
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(text.startsWith('Quando (UTC);Quem;')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(text).toContain('"{""name"":""a;b\\n\\""c\\""""}"');
  expect(text.trimEnd().endsWith('Fim: 1 registros')).toBe(true);
});

test('an export that would be too long is cut, and says so', async () => {
  for (let one = 0; one < 5; one += 1) await note({ subject: 'bia' });
  const principal = { subject: 'dora', userGroups: [], permissions: ['audit:read'], branches: '*' } as const;
  const lines: AuditLine[] = [];
  const deps = { audit: api.stores.audit, now: () => api.now() };
  const wanted = { filter: { subject: 'bia' }, format: 'ndjson' };
  for await (const line of await exportAudit(deps, principal, wanted, 3)) lines.push(line);
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toEqual({ part: 'end', data: { isWhole: false, count: 3 } });
});

test('5,000 entries are exported in full', async () => {
  const entries = Array.from({ length: 5_000 }, (_, index) => ({
    ...{ _id: `aud_x${String(index).padStart(6, '0')}`, at: new Date(NOON.getTime() - index * 1_000).toISOString() },
    ...{ subject: 'bia', kind: 'customerCredit', target: `cus_${index}`, branch: null, before: null, after: { index } },
  }));
  await api.database.collection<{ _id: string }>('audit').insertMany(entries);
  const { text } = await api.call('GET', '/audit/export?kind=customerCredit');
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(5_001);
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ part: 'end', data: { isWhole: true, count: 5_000 } });
});
