/** Owns the guarantee that what people read of a restriction is exact Portuguese and never claims what isn't known. */
import type { FactName, FactReading, FactValue } from '../../domain/facts';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { formatReading, formatValue } from '../../rules/format-value';
import { aCheck, aPolicy, readings } from './builders';

const AT = { branch: '01', actions: ['save'], holdable: true } as const;

test.each<readonly [FactName, FactValue, string]>([
  ['takenCents', 5_230_000, 'R$ 52.300,00'],
  ['takenCents', 0, 'R$ 0,00'],
  ['takenCents', 7, 'R$ 0,07'],
  ['averageDelayDays', 12, '12 dias'],
  ['averageDelayDays', 12.5, '12,5 dias'],
  ['averageDelayDays', 12.04, '12,04 dias'],
  ['averageDelayDays', 12.996, '13 dias'],
  ['averageDelayDays', 1, '1 dia'],
  ['averageDelayDays', 0, '0 dias'],
  ['longestTermDays', -1, '-1 dia'],
  ['longestTermDays', -0.001, '0 dias'],
  ['settledCount', 1, '1'],
  ['limitExpired', true, 'sim'],
  ['limitExpired', false, 'não'],
  ['situation', 'underReview', 'em análise'],
  ['limitKind', 'none', 'crédito não concedido'],
])('%s of %s reads %s', (fact, value, text) => {
  expect(formatValue(fact, value)).toBe(text);
});

test('a fact that could not be read says so', () => {
  expect(formatReading('takenCents', { known: false, why: 'failed' })).toBe('não disponível');
});

test('a restriction tells its numbers to the analyst, its reason to the seller, and carries the values', async () => {
  const facts = readings({
    takenCents: 3_340_000,
    thisCents: 1_890_000,
    exposureAfterCents: 5_230_000,
    groupExposureAfterCents: 5_230_000,
    limitCents: 4_000_000,
  });
  const { restrictions } = await judgePolicy(defaultPolicy(), facts, AT);
  expect(restrictions).toEqual([
    {
      check: 'limit-exceeded',
      mode: 'indicate',
      action: 'save',
      result: 'hit',
      unverified: false,
      seller: 'Limite de crédito excedido. Ofereça pagamento à vista ou solicite liberação.',
      analyst:
        'Cliente: utilizado R$ 52.300,00, limite R$ 40.000,00 (R$ 33.400,00 já tomados e R$ 18.900,00 nesta operação; pedidos bloqueados: R$ 0,00). Grupo econômico: utilizado R$ 52.300,00, limite R$ 0,00.',
      values: {
        limitKind: 'amount',
        limitExpired: false,
        exposureAfterCents: 5_230_000,
        limitCents: 4_000_000,
        takenCents: 3_340_000,
        thisCents: 1_890_000,
        heldOrdersCents: 0,
        hasGroupLimit: false,
        groupExposureAfterCents: 5_230_000,
        groupLimitCents: 0,
      },
    },
  ]);
});

test('where only the limit of the group is exceeded, the text names both with what they have used', async () => {
  const group = { hasGroupLimit: true, groupExposureAfterCents: 90_000_00, groupLimitCents: 80_000_00 };
  const { restrictions } = await judgePolicy(defaultPolicy(), readings(group), AT);
  expect(restrictions).toHaveLength(1);
  expect(restrictions[0]?.analyst).toMatch(/^Cliente: utilizado R\$ 3\.000,00, limite R\$ 10\.000,00 /);
  expect(restrictions[0]?.analyst).toMatch(/ Grupo econômico: utilizado R\$ 90\.000,00, limite R\$ 80\.000,00\.$/);
});

test('what is unknown is told as unverified, with the facts that could not be read and why', async () => {
  const unread: FactReading = { known: false, why: 'failed' };
  const check = aCheck(
    {
      any: [
        { fact: 'openCents', operator: 'greaterThan', value: 1 },
        { fact: 'limitExpired', operator: 'equal', value: true },
      ],
    },
    { texts: { seller: 'Deve demais.', analyst: 'Deve {openCents}.' } },
  );
  const { restrictions } = await judgePolicy(aPolicy([check]), readings({ openCents: unread }), AT);
  expect(restrictions[0]).toMatchObject({
    seller:
      'Não foi possível verificar agora: Uma verificação. Tente novamente em instantes ou solicite análise de crédito.',
    analyst: 'Não foi possível verificar: Uma verificação. Sem leitura de: Em aberto (falha na leitura).',
    values: { limitExpired: false },
  });
  expect(restrictions[0]?.values).not.toHaveProperty('openCents');
});
