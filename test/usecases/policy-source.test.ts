/** Owns the guarantee that a policy this program can't read is refused by name, and the last good one stays in force. */
import { contentHash } from '../../usecases/content-hash';
import { checkPolicies, refusedPolicyText } from '../../usecases/check-policies';
import { policySource } from '../../usecases/policy-source';
import { aCheck, aPolicy } from '../rules/builders';

const good = aPolicy([aCheck({ fact: 'openCents', operator: 'greaterThan', value: 1 })]);
const newer = { ...good, schema: 2 };
const [check] = good.checks;
const when = { fact: 'openCents', operator: 'isPrime', value: 1 };
const unknownOperator = { ...good, checks: [{ ...check, rules: [{ id: 'a-rule', when }] }] };

/** A store of versions 1, 2, … and how often it was asked. */
function versions(...documents: unknown[]) {
  const asked: number[] = [];
  const find = ({ id, version }: { id: string; version: number }) => {
    asked.push(version);
    const document = documents[version - 1];
    if (document === undefined) return Promise.resolve(null);
    const hash = contentHash(document);
    return Promise.resolve({ id, version, hash, document, publishedAt: '', publishedBy: '' });
  };
  return { source: policySource({ find }), asked };
}

test.each<readonly [string, unknown, string]>([
  ['a newer schema', newer, '/schema'],
  ['an operator it does not know', unknownOperator, '/checks/0/rules/0/when/operator'],
])('with %s the last good version stays in force, and the refused one is named', async (_name, document, at) => {
  const { source } = versions(good, good, document);
  expect(await source.inForce({ id: 'a-policy', version: 3 })).toMatchObject({ version: 2, policy: good });
  const [refused] = source.refused();
  expect(refused).toMatchObject({ id: 'a-policy', version: 3, findings: [{ at }] });
  expect(refused && refusedPolicyText(refused)).toMatch(new RegExp(`^a-policy@3: ${at} `));
});

test('a refused version is looked at once, and asking for it by number still fails', async () => {
  const { source, asked } = versions(good, newer);
  await source.inForce({ id: 'a-policy', version: 2 });
  await source.inForce({ id: 'a-policy', version: 2 });
  expect(asked).toEqual([2, 1]);
  await expect(source.load({ id: 'a-policy', version: 2 })).rejects.toMatchObject({ code: 'PolicyInvalid' });
});

test('where no version can be read nothing is decided', async () => {
  const { source } = versions(newer, newer);
  await expect(source.inForce({ id: 'a-policy', version: 2 })).rejects.toMatchObject({ code: 'PolicyInvalid' });
});

test('a store that fails is a failure, and no version is refused for it', async () => {
  const source = policySource({ find: () => Promise.reject(new Error('away')) });
  await expect(source.inForce({ id: 'a-policy', version: 2 })).rejects.toThrow('away');
  expect(source.refused()).toEqual([]);
});

test('at the start every branch is looked at, and one without a readable policy stops nothing', async () => {
  const { source } = versions(good, newer);
  const branch = (id: string, version: number) => ({ policy: { id, version } }) as never;
  const branches = { list: () => Promise.resolve([branch('a-policy', 2), branch('gone', 9), branch('a-policy', 2)]) };
  expect(await checkPolicies({ branches, policies: source })).toMatchObject([{ id: 'a-policy', version: 2 }]);
});
