/** Owns that what the catalogue shows can be written in a policy as shown. */
import { conditionSchema } from '../../contracts/condition';
import { catalogue } from '../../rules/catalogue';
import { sayCondition } from '../../rules/say-condition';

const { facts, operators } = catalogue();

test.each([...facts, ...operators].map((entry) => [entry.name, entry.example] as const))(
  'the example of %s is a condition, about what it is an example of',
  (name, { condition, text }) => {
    expect(conditionSchema.safeParse(condition)).toMatchObject({ success: true });
    expect([condition.fact, condition.operator]).toContain(name);
    expect(text).not.toMatch(/undefined|não disponível/);
  },
);

test('each fact offers the operators that fit it, its example among them', () => {
  expect(facts.filter(({ operators: fitting, example }) => !fitting.includes(example.condition.operator))).toEqual([]);
});

test('a condition is said with its grouping', () => {
  const late = { fact: 'averageDelayDays', operator: 'greaterThan', value: 10 } as const;
  const large = { fact: 'exposureAfterCents', operator: 'greaterThan', value: { fact: 'limitCents' } } as const;
  const bad = { fact: 'riskClass', operator: 'in', value: ['E', 'D'] } as const;
  expect(sayCondition({ all: [late, { any: [large, { not: bad }] }] })).toBe(
    'Atraso médio maior que 10 dias e (Utilizado com este pedido maior que “Limite de crédito” ou não (Classe de risco um de E, D))',
  );
});
