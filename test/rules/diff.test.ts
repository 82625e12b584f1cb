/** Owns that policies are compared by meaning: what moved is no difference, and one thing changed is one difference. */
import type { Policy } from '../../contracts/policy';
import { defaultPolicy } from '../../rules/default-policy';
import { diffPolicies, MAX_CHANGES } from '../../rules/diff';

/** The default policy as JSON that a test may change. */
const aPolicy = () => structuredClone(defaultPolicy()) as unknown as Editable;
type Editable = { -readonly [Key in keyof Policy]: Policy[Key] } & Record<string, unknown>;
const checkOf = (policy: Policy, id: string) => {
  const at = policy.checks.findIndex((check) => check.id === id);
  const check = policy.checks[at];
  if (check === undefined) throw new Error(`no check ${id}`);
  return { at, check };
};
const leafOf = (policy: Policy, id: string) => {
  const { at, check } = checkOf(policy, id);
  const when = JSON.stringify(check.rules[0]?.when);
  return { at, check, when };
};

test('a policy does not differ from itself, nor from itself with everything in another order', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned).reverse();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, child]) => [key, turned(child)])
        .reverse(),
    );
  };
  expect(diffPolicies(defaultPolicy(), aPolicy())).toEqual([]);
  expect(diffPolicies(defaultPolicy(), turned(aPolicy()))).toEqual([]);
});

test('a threshold changed is one difference: its place, before, after, and a sentence', () => {
  const before = aPolicy();
  const { at, when } = leafOf(before, 'average-delay');
  const after = aPolicy();
  const changed = JSON.parse(when.replace(/"value":10\b/, '"value":15')) as never;
  after.checks = after.checks.map((check, index) =>
    index === at
      ? { ...check, rules: check.rules.map((rule, first) => (first === 0 ? { ...rule, when: changed } : rule)) }
      : check,
  );
  const [change, ...rest] = diffPolicies(before, after);
  expect(rest).toEqual([]);
  expect(change).toMatchObject({ kind: 'changed', before: { value: 10 }, after: { value: 15 } });
  expect(change?.at).toMatch(new RegExp(`^/checks/${at}/rules/0/when`));
  expect(change?.text).toContain('Atraso médio');
  expect(change?.text).toMatch(/de “.*maior que 10 dias” para “.*maior que 15 dias”\.$/);
});

test('a threshold changed among others that moved is still the one difference', () => {
  const leaf = (fact: string, value: unknown) => ({ fact, operator: 'greaterThan', value });
  const of = (...all: object[]) => ({ checks: [{ id: 'a', name: 'Uma', rules: [{ id: 'r', when: { all } }] }] });
  const before = of(leaf('averageDelayDays', 10), leaf('overdueCents', 5_000), { any: [leaf('openTitles', 1)] });
  const after = of({ any: [leaf('openTitles', 1)] }, leaf('overdueCents', 9_000), leaf('averageDelayDays', 10));
  expect(diffPolicies(before, after)).toEqual([
    expect.objectContaining({ at: '/checks/0/rules/0/when/all/1', kind: 'changed' }),
  ]);
});

test('checks, modes and overrides are told by their names', () => {
  const before = aPolicy();
  const after = aPolicy();
  const [first, second] = [after.checks[0], after.checks[1]];
  if (first === undefined || second === undefined) throw new Error('the default policy has two checks');
  after.checks = [{ ...second, modes: { ...second.modes, save: 'block' } }, ...after.checks.slice(2)];
  after.overrides = [...after.overrides, { branch: '02', check: second.id, action: 'invoicing', mode: 'off' }];
  const changes = diffPolicies(before, after);
  expect(changes.map(({ kind, at }) => [kind, at])).toEqual(
    expect.arrayContaining([
      ['removed', '/checks/0'],
      ['added', `/overrides/${before.overrides.length}`],
    ]),
  );
  expect(changes.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining(first.name), expect.stringMatching(/gravação: .*“bloqueia”/)]),
  );
});

test('of JSON that is no policy all is told that can be, within bounds', () => {
  expect(diffPolicies({}, { checks: 'none' })).toMatchObject([{ kind: 'added', at: '/checks' }]);
  expect(diffPolicies({ checks: [{ id: 'a' }, { id: 'a' }] }, { checks: [{ id: 'a' }] })).toHaveLength(1);
  expect(diffPolicies(null, [])).toMatchObject([{ kind: 'changed', at: '' }]);
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index]));
  expect(diffPolicies({}, many)).toHaveLength(MAX_CHANGES);
});

test('a policy compared with none is told without JSON, its figures one by one', () => {
  const policy = { ...aPolicy(), tolerance: { growPercent: 10, days: 30 }, modalities: { bankSlip: { term: true } } };
  const changes = diffPolicies({}, policy);
  const texts = changes.map(({ text }) => text);
  expect(texts.filter((text) => /[{}[\]]/.test(text))).toEqual([]);
  expect(texts).toEqual(
    expect.arrayContaining([
      'Parâmetro, prazo máximo em dias: incluído “120”.',
      'Parâmetro, o que os bureaus precisam ter verificado: incluído “pendências financeiras”, “protestos”, “cheques sem fundos”.',
      expect.stringContaining('“atraso médio abaixo de 10 dias: a cada 365 dias”'),
      'Tolerância, crescimento em %: incluído “10”.',
      'Modalidade, boleto a prazo, a prazo: incluído “sim”.',
    ]),
  );
  expect(diffPolicies(policy, {}).map(({ kind }) => kind)).toEqual(changes.map(() => 'removed'));
  expect(diffPolicies({}, { modalities: {} })).toHaveLength(1);
});
