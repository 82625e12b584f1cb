/** Owns publication: numbered without a gap, never twice, refused whole, and read back as it was judged by. */
import type { Policy } from '../../contracts/policy';
import { defaultPolicy } from '../../rules/default-policy';
import { policySource } from '../../usecases/policy-source';
import { ensurePolicy, publishPolicy } from '../../usecases/publish-policy';
import { branchSource } from '../../usecases/branch-source';
import { uniqueId } from '../support/orders';
import { openSetting, type Setting } from './setting';

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting('publish-policy');
});
afterAll(() => setting.stop());

const deps = () => ({ policies: setting.stores.policies, now: () => setting.clock.now });
const policyOf = (id: string, name = 'Uma política'): Policy => ({ ...defaultPolicy(), id, name });
const publish = (id: string, basedOn: number, document: unknown = policyOf(id)) =>
  publishPolicy(deps(), 'maria', id, basedOn, document);
const auditOf = async (id: string) =>
  (await setting.stores.audit.page({ branches: '*', limit: 1_000 })).filter(({ target }) =>
    target.startsWith(`${id}@`),
  );

test('versions follow each other from 1, each kept for ever, each audited with the one before it', async () => {
  const id = uniqueId('policy');
  const first = await publish(id, 0, policyOf(id, 'A primeira'));
  const second = await publish(id, 1, policyOf(id, 'A segunda'));
  expect([first.version, second.version]).toEqual([1, 2]);
  expect(first.hash).not.toBe(second.hash);
  expect((await setting.stores.policies.find({ id, version: 1 }))?.document).toMatchObject({ name: 'A primeira' });
  const entries = await auditOf(id);
  expect(entries.map(({ subject }) => subject)).toEqual(['maria', 'maria']);
  expect(entries.find(({ target }) => target === `${id}@2`)).toMatchObject({
    before: { version: 1, document: { name: 'A primeira' } },
    after: { version: 2, document: { name: 'A segunda' } },
  });
});

test.each([0, 2, 7])(
  'based on version %d where 1 is the latest it is a conflict that tells the latest',
  async (basedOn) => {
    const id = uniqueId('policy');
    await publish(id, 0);
    await expect(publish(id, basedOn)).rejects.toMatchObject({
      code: 'PolicyVersionConflict',
      details: { state: { id, latest: 1 } },
    });
    expect(await setting.stores.policies.latestVersion(id)).toBe(1);
  },
);

test('of ten people publishing at once one succeeds, and all others are told to look again', async () => {
  const id = uniqueId('policy');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => publish(id, 0, policyOf(id, `Nome ${n}`))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'PolicyVersionConflict' });
  }
  expect(await auditOf(id)).toHaveLength(1);
});

test('a document that is no policy, or another policy, is refused with its findings and stores nothing', async () => {
  const id = uniqueId('policy');
  for (const document of [
    null,
    {},
    { ...policyOf(id), checks: [] },
    policyOf('another'),
    { ...policyOf(id), more: 1 },
  ]) {
    await expect(publish(id, 0, document)).rejects.toMatchObject({ code: 'PolicyInvalid' });
  }
  expect(await setting.stores.policies.latestVersion(id)).toBe(0);
  expect(await auditOf(id)).toEqual([]);
});

test('the shipped policy is published once, whoever starts first and however often', async () => {
  const id = uniqueId('policy');
  await Promise.all(Array.from({ length: 5 }, () => ensurePolicy(deps(), id, policyOf(id))));
  await ensurePolicy(deps(), id, policyOf(id, 'Outro nome'));
  expect(await setting.stores.policies.latestVersion(id)).toBe(1);
});

test('a version is parsed once and remembered; one that was tampered with is not judged by', async () => {
  const id = uniqueId('policy');
  const { hash } = await publish(id, 0);
  let reads = 0;
  const source = policySource({
    find: (pointer) => {
      reads += 1;
      return setting.stores.policies.find(pointer);
    },
  });
  expect(await source.load({ id, version: 1 })).toMatchObject({ hash, policy: { id } });
  await source.load({ id, version: 1 });
  expect(reads).toBe(1);
  const tampered = { $set: { 'document.parameters.overdueGraceDays': 300 } };
  await setting.stores.database.collection<{ _id: string }>('policies').updateOne({ _id: `${id}@1` }, tampered);
  const fresh = policySource(setting.stores.policies);
  await expect(fresh.load({ id, version: 1 })).rejects.toMatchObject({ code: 'PolicyInvalid' });
  await expect(fresh.load({ id, version: 2 })).rejects.toMatchObject({ code: 'PolicyNotFound' });
});

test('a branch is looked up at most once a second, so that a publication is live within two', async () => {
  const branch = await setting.branchWith({});
  let [now, reads] = [0, 0];
  const source = branchSource(
    {
      find: (name) => {
        reads += 1;
        return setting.stores.branches.find(name);
      },
    },
    () => now,
  );
  const versionAt = async (at: number) => {
    now = at;
    return (await source.find(branch))?.policy.version;
  };
  const id = (await setting.stores.branches.find(branch))?.policy.id ?? '';
  expect(await versionAt(0)).toBe(1);
  await publish(id, 1);
  expect([await versionAt(999), reads]).toEqual([1, 1]);
  expect([await versionAt(1_000), reads]).toEqual([2, 2]);
});

test('a branch that is not there is looked up every time, so that it is found as soon as it is', async () => {
  const source = branchSource(setting.stores.branches, () => 0);
  expect(await source.find('not yet')).toBeNull();
});
