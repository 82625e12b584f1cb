/** Owns that no change of configuration is without its audit entry, and no entry without its change. */
import { mongoStores } from '../../../adapters/mongo/stores';
import type { AuditEntry } from '../../../contracts/audit';
import { branchParametersSchema, type BranchParameters } from '../../../contracts/branch';
import { anAuditEntry, aCustomerRecord } from '../../support/builders';
import { uniqueId } from '../../support/orders';
import { openStores, type TestStores } from '../../support/stores';

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('configuration');
});
afterAll(() => stores.stop());

const AT = '2026-11-20T12:00:00.000Z';
const parametersOf = (name: string): BranchParameters => branchParametersSchema.parse({ name });
const put = (branch: string, name: string, entry: Partial<AuditEntry> = {}, version = 1) =>
  stores.branches.put(
    { branch, parameters: parametersOf(name), policy: { id: 'default', version }, updatedAt: AT, movesPolicy: false },
    (before) => anAuditEntry({ target: branch, before, ...entry }),
  );
const auditOf = async (target: string) =>
  (await stores.audit.page({ branches: '*', limit: 1_000 })).filter((entry) => entry.target === target);

/** The same stores, whose transactions are aborted when all their work is done. */
function aborting(): ReturnType<typeof mongoStores> {
  const transaction: TestStores['database']['transaction'] = (work) =>
    stores.database.transaction(async (session) => {
      await work(session);
      throw new Error('aborted on purpose');
    });
  return mongoStores({ ...stores.database, transaction });
}

describe('a change that is aborted leaves neither itself nor an entry', () => {
  const counts = async () => {
    const names = ['branches', 'customers', 'policies', 'audit'] as const;
    const contents = names.map((name) => stores.database.collection<{ _id: string }>(name).find().toArray());
    return JSON.stringify(await Promise.all(contents));
  };

  test('of a branch, a customer, a policy', async () => {
    const [branch, customer] = [uniqueId('b'), aCustomerRecord()];
    await put(branch, 'Before');
    await stores.customers.ensure(customer);
    const before = await counts();
    const policy = { id: 'default', version: 1 };
    const record = { branch, parameters: parametersOf('After'), policy, updatedAt: AT, movesPolicy: true };
    const changed = { ...customer, situation: 'blocked', updatedAt: '2026-11-21T12:00:00.000Z' } as const;
    const publication = { ...policy, hash: 'hash', document: {}, publishedAt: AT, publishedBy: 'test' };
    const failing = [
      () => aborting().branches.put(record, () => anAuditEntry()),
      () => aborting().customers.replace(changed, customer.updatedAt, anAuditEntry()),
      () => aborting().policies.publish(publication, anAuditEntry()),
    ];
    for (const attempt of failing) await expect(attempt()).rejects.toThrow('aborted on purpose');
    expect(await counts()).toBe(before);
  });
});

describe('branches', () => {
  test('a change and its entry stand together, and the entry tells what was there', async () => {
    const branch = uniqueId('b');
    await put(branch, 'Before');
    await put(branch, 'After');
    expect((await stores.branches.find(branch))?.parameters.name).toBe('After');
    const befores = (await auditOf(branch)).map(
      ({ before }) => (before as { parameters: BranchParameters } | null)?.parameters.name,
    );
    expect(befores.sort()).toEqual(['Before', undefined]);
  });

  test('when the entry cannot be written, the change is not made', async () => {
    const branch = uniqueId('b');
    await put(branch, 'Before', { id: `aud_${branch}` });
    await expect(put(branch, 'After', { id: `aud_${branch}` })).rejects.toThrow();
    expect((await stores.branches.find(branch))?.parameters.name).toBe('Before');
    expect(await auditOf(branch)).toHaveLength(1);
  });

  test('a change of parameters leaves the policy that was published meanwhile', async () => {
    const branch = uniqueId('b');
    await put(branch, 'Before', {}, 4);
    expect(await put(branch, 'After', {}, 1)).toMatchObject({ policy: { id: 'default', version: 4 } });
    expect((await stores.branches.find(branch))?.policy.version).toBe(4);
  });

  test('ten changes at once are ten entries, each telling the one before it', async () => {
    const branch = uniqueId('b');
    await put(branch, 'name 0');
    await Promise.all(Array.from({ length: 10 }, (_, n) => put(branch, `name ${n + 1}`)));
    const befores = (await auditOf(branch)).map(
      ({ before }) => (before as { parameters: BranchParameters } | null)?.parameters.name,
    );
    expect(new Set(befores).size).toBe(11);
  });
});

describe('customers', () => {
  test('who is met again stays as stored', async () => {
    const record = aCustomerRecord();
    await stores.customers.ensure(record);
    await Promise.all([1, 2, 3].map(() => stores.customers.ensure({ ...record, situation: 'blocked' })));
    expect(await stores.customers.find(record.customerKey)).toEqual(record);
  });

  test('a replacement needs the version that was read, and writes its entry with it', async () => {
    const record = aCustomerRecord();
    await stores.customers.ensure(record);
    const changed = { ...record, situation: 'blocked', updatedAt: '2026-11-21T12:00:00.000Z' } as const;
    const [won, lost] = [anAuditEntry({ target: record.customerKey }), anAuditEntry({ target: record.customerKey })];
    expect(await stores.customers.replace(changed, record.updatedAt, won)).toBe(true);
    expect(await stores.customers.replace({ ...changed, situation: 'cleared' }, record.updatedAt, lost)).toBe(false);
    expect(await stores.customers.find(record.customerKey)).toEqual(changed);
    expect((await auditOf(record.customerKey)).map(({ id }) => id)).toEqual([won.id]);
  });

  test('when the entry cannot be written, the replacement is not made', async () => {
    const record = aCustomerRecord();
    await stores.customers.ensure(record);
    const taken = anAuditEntry();
    await put(uniqueId('b'), 'Filial', { id: taken.id });
    const changed = { ...record, situation: 'blocked', updatedAt: '2026-11-21T12:00:00.000Z' } as const;
    await expect(stores.customers.replace(changed, record.updatedAt, taken)).rejects.toThrow();
    expect(await stores.customers.find(record.customerKey)).toEqual(record);
  });
});

describe('the audit trail', () => {
  test('is paged newest first by time and id, of the company and the given branches', async () => {
    const branch = uniqueId('b');
    const ids = ['a', 'b', 'c', 'd'].map((letter) => `aud_${branch}_${letter}`);
    const days = ['2027-01-01', '2027-01-02', '2027-01-02', '2027-01-03'];
    for (const [at, id] of ids.entries()) await put(branch, 'Filial', { id, branch, at: `${days[at]}T00:00:00.000Z` });
    const first = await stores.audit.page({ branches: [branch], limit: 2 });
    expect(first.map(({ id }) => id)).toEqual([ids[3], ids[2]]);
    const last = first.at(-1);
    if (last === undefined) throw new Error('no page');
    const rest = await stores.audit.page({ branches: [branch], limit: 10, before: { at: last.at, id: last.id } });
    expect(rest.map(({ id }) => id).filter((id) => id.startsWith(`aud_${branch}`))).toEqual([ids[1], ids[0]]);
    const others = await stores.audit.page({ branches: ['another'], limit: 1_000 });
    expect(others.map(({ id }) => id)).not.toContain(ids[0]);
  });
});

describe('API keys', () => {
  test('only the hash of a secret finds its principal, as it was last put', async () => {
    const principal = {
      subject: 'maria',
      userGroups: ['analyst'],
      permissions: ['holds:read'],
      branches: ['02'],
    } as const;
    await stores.apiKeys.put('hash', principal);
    expect(await stores.apiKeys.findBySecretHash('hash')).toEqual(principal);
    await stores.apiKeys.put('hash', { ...principal, permissions: [] });
    expect((await stores.apiKeys.findBySecretHash('hash'))?.permissions).toEqual([]);
    expect(await stores.apiKeys.findBySecretHash('other')).toBeNull();
  });
});
