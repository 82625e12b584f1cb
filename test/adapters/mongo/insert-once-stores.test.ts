/** Owns what is inserted once and never changed: decisions, movements, published policies. */
import type { PublishedPolicy } from '../../../adapters/mongo/policy-store';
import { branchParametersSchema } from '../../../contracts/branch';
import { anAuditEntry, aDecision } from '../../support/builders';
import { anIssue } from '../../support/movements';
import { uniqueId } from '../../support/orders';
import { openStores, type TestStores } from '../../support/stores';

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('insert-once');
});
afterAll(() => stores.stop());

describe('decisions', () => {
  test('the first one stands, whoever repeats it with whatever', async () => {
    const first = aDecision();
    expect(await stores.decisions.insertOrFind(first)).toBe(first);
    const repeated = await stores.decisions.insertOrFind({ ...first, subject: 'somebody else' });
    expect(repeated).toEqual(first);
    expect(await stores.decisions.find(first.decision)).toEqual(first);
  });

  test('of fifty at once all get the same one', async () => {
    const decision = uniqueId('dec');
    const records = Array.from({ length: 50 }, (_, n) => aDecision({ decision, subject: `caller ${n}` }));
    const kept = await Promise.all(records.map((record) => stores.decisions.insertOrFind(record)));
    expect(new Set(kept.map(({ subject }) => subject)).size).toBe(1);
  });

  test("an order's decisions come oldest first, at most as many as asked for", async () => {
    const order = uniqueId('ord');
    for (const evaluation of [3, 1, 2]) await stores.decisions.insertOrFind(aDecision({ order, evaluation }));
    await stores.decisions.insertOrFind(aDecision({ order, branch: '07' }));
    const found = await stores.decisions.ofOrder('02', order, 2);
    expect(found.map(({ evaluation }) => evaluation)).toEqual([1, 2]);
  });
});

describe('movements', () => {
  const AT = '2026-11-20T15:00:00.000Z';

  test('a movement is stored once; repeated it says so, and with other content it is a conflict', async () => {
    const customerKey = uniqueId('cus');
    const movement = anIssue({ movement: uniqueId('mv'), customerKey });
    expect(await stores.movements.insertMany([movement], AT)).toEqual(['stored']);
    expect(await stores.movements.insertMany([movement], AT)).toEqual(['repeated']);
    expect(await stores.movements.insertMany([{ ...movement, amountCents: 1 }], AT)).toEqual(['conflict']);
    expect(await stores.movements.ofCustomers([customerKey], 10)).toEqual([movement]);
  });

  test('the same id at another branch is another movement', async () => {
    const movement = anIssue({ movement: uniqueId('mv'), customerKey: uniqueId('cus') });
    expect(await stores.movements.insertMany([movement], AT)).toEqual(['stored']);
    expect(await stores.movements.insertMany([{ ...movement, branch: '07' }], AT)).toEqual(['stored']);
  });

  test('of fifty at once one is stored and the others are repetitions', async () => {
    const movement = anIssue({ movement: uniqueId('mv') });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => stores.movements.insertMany([movement], AT)));
    expect(outcomes.flat().filter((outcome) => outcome === 'stored').length).toBe(1);
    expect(outcomes.flat().filter((outcome) => outcome === 'repeated').length).toBe(49);
  });
});

describe('published policies', () => {
  const policy = (id: string, version: number): PublishedPolicy => ({
    id,
    version,
    hash: `hash-${version}`,
    document: { id, checks: [] },
    publishedAt: '2026-11-20T12:00:00.000Z',
    publishedBy: 'test',
  });
  const aBranch = async (policyId: string) => {
    const branch = uniqueId('b');
    const parameters = branchParametersSchema.parse({ name: 'Filial' });
    const record = { branch, parameters, policy: { id: policyId, version: 1 }, updatedAt: '2026-11-20T12:00:00.000Z' };
    await stores.branches.put({ ...record, movesPolicy: false }, () => anAuditEntry({ target: branch }));
    return branch;
  };

  test('a version is inserted, pointed to by the branches that use the policy, and audited, all at once', async () => {
    const id = uniqueId('pol');
    const [mine, other] = [await aBranch(id), await aBranch('another')];
    const audit = anAuditEntry({ kind: 'policy', target: `${id}@2` });
    expect(await stores.policies.publish(policy(id, 2), audit)).toBe(true);
    expect((await stores.branches.find(mine))?.policy).toEqual({ id, version: 2 });
    expect((await stores.branches.find(other))?.policy).toEqual({ id: 'another', version: 1 });
    expect(await stores.policies.find({ id, version: 2 })).toEqual(policy(id, 2));
    expect(await auditIds()).toContain(audit.id);
  });

  test('a version that exists is not published again, and leaves pointers and audit as they are', async () => {
    const id = uniqueId('pol');
    await stores.policies.publish(policy(id, 1), anAuditEntry());
    await stores.policies.publish(policy(id, 2), anAuditEntry());
    const branch = await aBranch(id);
    const audit = anAuditEntry();
    expect(await stores.policies.publish({ ...policy(id, 1), hash: 'changed' }, audit)).toBe(false);
    expect((await stores.policies.find({ id, version: 1 }))?.hash).toBe('hash-1');
    expect((await stores.branches.find(branch))?.policy.version).toBe(1);
    expect(await auditIds()).not.toContain(audit.id);
  });

  test('when its audit entry cannot be written, neither version nor pointer is', async () => {
    const id = uniqueId('pol');
    const branch = await aBranch(id);
    const taken = anAuditEntry();
    await stores.policies.publish(policy(uniqueId('pol'), 1), taken);
    expect(await stores.policies.publish(policy(id, 2), taken)).toBe(false);
    expect(await stores.policies.find({ id, version: 2 })).toBeNull();
    expect((await stores.branches.find(branch))?.policy.version).toBe(1);
  });

  test('of ten publications of one version one is made', async () => {
    const id = uniqueId('pol');
    const made = await Promise.all(
      Array.from({ length: 10 }, () => stores.policies.publish(policy(id, 1), anAuditEntry())),
    );
    expect(made.filter(Boolean).length).toBe(1);
    expect(await stores.policies.latestVersion(id)).toBe(1);
    expect(await stores.policies.latestVersion('never published')).toBe(0);
  });

  const auditIds = async () => (await stores.audit.page({ branches: '*', limit: 1_000 })).map(({ id }) => id);
});
