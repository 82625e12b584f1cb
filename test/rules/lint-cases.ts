/** Owns a policy for each kind of finding, with all that is to be said of it, and the small parts such policies are made of. */
import type { Condition, Leaf } from '../../contracts/condition';
import type { Policy, PolicyCheck } from '../../contracts/policy';
import { Mode } from '../../domain/outcome';
import type { KnownPlaces, LintCode } from '../../rules/lint';
import { aCheck, aPolicy } from './builders';

export const delay = (operator: Leaf['operator'], value: number): Leaf => ({
  fact: 'averageDelayDays',
  operator,
  value,
});
export const count = (operator: Leaf['operator'], value: number): Leaf => ({ fact: 'overdueCount', operator, value });
export const late = delay('greaterThan', 5);

export const ruled = (...conditions: Condition[]): Policy =>
  aPolicy([aCheck(late, { rules: conditions.map((when, index) => ({ id: `r${index}`, when })) })]);
export const checked = (changed: Partial<PolicyCheck>, rest: Partial<Policy> = {}): Policy =>
  aPolicy([aCheck(late, changed)], rest);
export const between = (from: number, to: number): Condition => ({
  all: [delay('greaterThanInclusive', from), delay('lessThan', to)],
});
export const band = (id: string, changed: object = {}) => ({
  id,
  label: `Alçada ${id}`,
  userGroups: ['analyst'],
  limitUpToCents: null,
  ...changed,
});
export const table = (everyDays: readonly number[], aboveEveryDays: number) => ({
  parameters: {
    overdueGraceDays: 3,
    spcTable: {
      rows: everyDays.map((every, index) => ({ averageDelayBelowDays: 10 * (index + 1), everyDays: every })),
      aboveEveryDays,
      withoutHistoryDays: 90,
    },
  },
});
const off = Object.fromEntries(
  ['save', 'commercialApproval', 'financialApproval', 'stockSeparation', 'invoicing', 'receipt'].map((action) => [
    action,
    Mode.off,
  ]),
);
/** Each comparison of one list with each of the others: more than can be looked into. */
const entangled: Condition = {
  all: Array.from({ length: 40 }, (_row, row) => ({
    any: Array.from({ length: 6 }, (_column, column) => ({
      all: [count('greaterThan', row * 6 + column), delay('greaterThan', 200 - row - column), count('lessThan', 300)],
    })),
  })),
};
const entangledPolicy = ruled({ all: [entangled, { any: [count('lessThan', 3), count('equal', 2)] }] });

interface Told {
  readonly policy: unknown;
  readonly known?: KnownPlaces;
  readonly severity?: 'warning';
  readonly at: string;
  readonly message: string;
  readonly fix: string;
  readonly text: string;
}

/** A policy with that fault alone, and all that is said of it. */
export const TOLD: Readonly<Record<Exclude<LintCode, 'otherPolicy'>, Told>> = {
  shape: {
    policy: { ...aPolicy([aCheck(late)]), name: undefined },
    at: '/name',
    message: 'is missing',
    fix: 'send',
    text: 'Falta este campo.',
  },
  neverFires: {
    policy: ruled({ all: [late, delay('lessThan', 3)] }),
    at: '/checks/0/rules/0/when',
    message: 'rule r0: no value of averageDelayDays meets all that is asked of it, so this never holds',
    fix: 'correct the comparisons with averageDelayDays',
    text: 'nenhum valor de "Atraso médio" atende a tudo o que se pede; a condição nunca vale',
  },
  neverHolds: {
    policy: ruled({ any: [late, { all: [count('lessThan', 2), count('greaterThan', 4)] }] }),
    at: '/checks/0/rules/0/when/any/1',
    message: 'no value of overdueCount meets all',
    fix: 'correct the comparisons with overdueCount',
    text: 'regra r0: nenhum valor de',
  },
  alwaysFires: {
    policy: ruled({ any: [late, delay('lessThanInclusive', 5)] }),
    severity: 'warning',
    at: '/checks/0/rules/0/when',
    message: 'this holds whatever the facts are, so the check always fires',
    fix: 'narrow the condition',
    text: 'dispara para todos. Restrinja a condição.',
  },
  alwaysHolds: {
    policy: ruled({ all: [late, count('greaterThanInclusive', 0)] }),
    severity: 'warning',
    at: '/checks/0/rules/0/when/all/1',
    message: 'this holds whatever the facts are',
    fix: 'narrow it or leave it out',
    text: 'esta parte vale sempre e não restringe nada',
  },
  deadAlternative: {
    policy: ruled({ all: [late, { any: [delay('lessThan', 4), count('greaterThan', 2), count('equal', 1)] }] }),
    severity: 'warning',
    at: '/checks/0/rules/0/when/all/1/any/0',
    message: 'what is asked beside this alternative rules it out',
    fix: 'correct or remove it',
    text: 'esta alternativa contradiz o que se exige junto dela',
  },
  comparedWithItself: {
    policy: ruled({ all: [late, { fact: 'openCents', operator: 'lessThan', value: { fact: 'openCents' } }] }),
    at: '/checks/0/rules/0/when/all/1',
    message: 'openCents is compared with itself',
    fix: 'compare with another fact or a value',
    text: 'um dado é comparado com ele mesmo',
  },
  ruleSwallowed: {
    policy: ruled(late, { all: [delay('greaterThan', 9), count('greaterThan', 1)] }),
    severity: 'warning',
    at: '/checks/0/rules/1',
    message: 'rule r1 fires only where rule r0 does',
    fix: 'correct or remove it',
    text: 'a regra r1 só dispara onde a regra r0 já dispara',
  },
  tableGap: {
    policy: ruled(between(5, 10), between(12, 20)),
    severity: 'warning',
    at: '/checks/0/rules/1/when',
    message: 'between rules a-check/r0 and a-check/r1 there is a gap of averageDelayDays',
    fix: 'let the ranges meet',
    text: 'Atraso médio: há uma lacuna entre as faixas das regras a-check/r0 e a-check/r1 (10 dias a 12 dias)',
  },
  tableOverlap: {
    policy: ruled(between(5, 10), between(8, 20)),
    severity: 'warning',
    at: '/checks/0/rules/1/when',
    message: 'the ranges of rules a-check/r0 and a-check/r1 overlap in averageDelayDays',
    fix: 'let the ranges meet',
    text: 'Atraso médio: as faixas das regras a-check/r0 e a-check/r1 se sobrepõem (8 dias a 10 dias)',
  },
  notAllLookedInto: {
    policy: entangledPolicy,
    severity: 'warning',
    at: '/checks',
    message: 'too entangled to look into all of them',
    fix: 'split the rules with many nested alternatives',
    text: 'As condições são intrincadas demais para uma análise completa',
  },
  figureMissing: {
    policy: ruled({ fact: 'spcReportDue', operator: 'equal', value: true }),
    at: '/checks/0/rules/0/when',
    message: 'spcReportDue needs parameters.spcTable, which is not there',
    fix: 'add parameters.spcTable',
    text: 'precisa do parâmetro "Consulta SPC em dia", que não está na política',
  },
  offEverywhere: {
    policy: checked({ modes: off }),
    severity: 'warning',
    at: '/checks/0/modes',
    message: 'the check a-check is off at every action and branch',
    fix: 'switch it on somewhere or remove it',
    text: 'está desligada em todas as ações e filiais',
  },
  blocksInVain: {
    policy: checked({ modes: { save: 'block' } }, { actions: { save: { block: false } } }),
    severity: 'warning',
    at: '/checks/0/modes/save',
    message: 'the check a-check blocks at save, where the switch actions.save.block lets nothing block',
    fix: 'switch actions.save.block on, or let the check indicate',
    text: 'mas ali "Bloquear ação" é "não": apenas indica',
  },
  overrideChangesNothing: {
    policy: checked(
      { modes: { save: 'block' } },
      { overrides: [{ branch: '02', check: 'a-check', action: 'save', mode: 'block' }] },
    ),
    severity: 'warning',
    at: '/overrides/0',
    message: 'the override of branch 02 at save says what holds without it',
    fix: 'remove it, or choose another value',
    text: 'Filial 02, gravação: a exceção da filial repete o que a política já diz',
  },
  noSuchBranch: {
    policy: checked({}, { overrides: [{ branch: '99', check: 'a-check', action: 'save', mode: 'block' }] }),
    known: { branches: ['02', '07'] },
    severity: 'warning',
    at: '/overrides/0/branch',
    message: 'there is no branch 99',
    fix: 'correct the code or remove it',
    text: 'Não existe a filial 99',
  },
  sameName: {
    policy: aPolicy([aCheck(late), aCheck(count('greaterThan', 2), { id: 'another' })]),
    severity: 'warning',
    at: '/checks/1/name',
    message: 'the check another has the name of the check a-check',
    fix: 'give each its own name',
    text: 'As verificações a-check e another têm o mesmo nome, "Uma verificação"',
  },
  blankText: {
    policy: checked({ modes: { save: 'block' }, texts: { seller: '   ', analyst: 'Motivo.' } }),
    at: '/checks/0/texts/seller',
    message: 'is blank',
    fix: 'write what is to be read here',
    text: 'O texto está em branco',
  },
  documentInText: {
    policy: checked({ texts: { seller: 'Motivo.', analyst: 'Como no caso do CPF 529.982.247-25.' } }),
    at: '/checks/0/texts/analyst',
    message: 'names a CPF or CNPJ',
    fix: 'remove it',
    text: 'não leva dados de pessoas: remova-o',
  },
  releasedByNobody: {
    policy: checked({ modes: { save: 'block' } }, { bands: [band('desk', { releaseUpToCents: 1_00 })] }),
    severity: 'warning',
    at: '/checks/0/modes',
    message: 'the check a-check blocks, and no band may release it',
    fix: 'name it in the checks of a band',
    text: 'bloqueia e nenhuma alçada pode liberá-la',
  },
  bandHeldByNobody: {
    policy: checked({}, { bands: [band('desk')] }),
    known: { userGroups: ['viewer'] },
    severity: 'warning',
    at: '/bands/0/userGroups',
    message: 'nobody is in a user group of the band desk',
    fix: 'correct its userGroups or remove the band',
    text: 'Alçada "Alçada desk": ninguém pertence aos grupos de usuários dela',
  },
  bandSwallowed: {
    policy: checked({}, { bands: [band('desk', { limitUpToCents: 5_00 }), band('head')] }),
    severity: 'warning',
    at: '/bands/0',
    message: 'whoever is in the band desk may do as much and more by the band head',
    fix: 'remove it, or correct its figures',
    text: 'já é permitido às mesmas pessoas pela alçada "Alçada head"',
  },
  bandsOverlap: {
    policy: checked(
      {},
      { bands: [band('desk', { limitUpToCents: 5_00, userGroups: ['analyst', 'junior'] }), band('head')] },
    ),
    severity: 'warning',
    at: '/bands/1/userGroups',
    message: 'the bands desk and head are both held by the user group analyst',
    fix: 'name each user group in one band',
    text: 'o grupo analyst está nas duas',
  },
  bandsEnd: {
    policy: checked({}, { bands: [band('desk', { limitUpToCents: 5_00 })] }),
    severity: 'warning',
    at: '/bands',
    message: 'nobody may give a limit above 500 cents',
    fix: 'let one band have limitUpToCents null',
    text: 'acima da maior delas ninguém pode conceder limite',
  },
  spcTableNotFalling: {
    policy: checked({}, table([180, 180], 90)),
    severity: 'warning',
    at: '/parameters/spcTable/rows/0/everyDays',
    message: 'the next line asks every 180 days too, so this row changes nothing',
    fix: 'remove it',
    text: 'Tabela do SPC: a linha seguinte consulta com a mesma frequência (180 dias)',
  },
  toleranceTooWide: {
    policy: checked({}, { tolerance: { growPercent: 50, days: 10 } }),
    severity: 'warning',
    at: '/tolerance/growPercent',
    message: 'an approved order may grow by 50 % unjudged',
    fix: 'lower it to 20 or less',
    text: 'um pedido aprovado poderia crescer 50 % sem nova análise',
  },
};
