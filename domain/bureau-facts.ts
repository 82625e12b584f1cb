/** Owns the part of the catalogue of facts that tells of bureau reports. Not one of them is for a seller's screen. */
import { RISK_CLASSES } from './bureau-report';
import type { FactDefinition } from './facts';

const ofReport = { source: 'report', mayBeUnknown: true, audience: 'analyst' } as const;

/** Keyed like the closed list it is, so that a rule may name each class. */
const RISK_CLASS_LABELS = Object.fromEntries(RISK_CLASSES.map((name) => [name, name])) as Record<
  (typeof RISK_CLASSES)[number],
  string
>;

/** Facts of the reports stored so far; a name is for ever, like every other of the catalogue. */
export const BUREAU_FACTS = {
  bureauConsulted: {
    ...ofReport,
    type: 'boolean',
    unit: 'none',
    label: 'Já consultado em bureau',
    description: 'Se algum bureau já foi consultado, ainda que a resposta não tenha vindo completa.',
  },
  depsConsulted: {
    ...ofReport,
    type: 'boolean',
    unit: 'none',
    label: 'Já consultado na Deps',
    description: 'Se a Deps já foi consultada, ainda que a resposta não tenha vindo completa.',
  },
  hasDepsReport: {
    ...ofReport,
    type: 'boolean',
    unit: 'none',
    label: 'Tem consulta Deps',
    description: 'Se há uma consulta Deps completa.',
  },
  depsReportAgeDays: {
    ...ofReport,
    type: 'days',
    unit: 'days',
    label: 'Idade da consulta Deps',
    description: 'Dias corridos desde a data, no provedor, da última consulta Deps completa.',
  },
  riskClass: {
    ...ofReport,
    type: 'text',
    unit: 'none',
    label: 'Classe de risco',
    description: 'Classificação da última consulta Deps completa, de E (pior) a AAA.',
    values: RISK_CLASS_LABELS,
  },
  hasSpcReport: {
    ...ofReport,
    type: 'boolean',
    unit: 'none',
    label: 'Tem consulta SPC',
    description: 'Se há uma consulta SPC completa.',
  },
  spcReportAgeDays: {
    ...ofReport,
    type: 'days',
    unit: 'days',
    label: 'Idade da consulta SPC',
    description: 'Dias corridos desde a data, no provedor, da última consulta SPC completa.',
  },
  spcEveryDays: {
    ...ofReport,
    type: 'days',
    unit: 'days',
    label: 'Intervalo de consulta SPC',
    description: 'De quantos em quantos dias consultar o SPC, pela tabela da política e o atraso médio.',
  },
  spcReportDue: {
    ...ofReport,
    type: 'boolean',
    unit: 'none',
    label: 'Consulta SPC a renovar',
    description: 'Se não há consulta SPC completa ou se a última já alcançou o intervalo da tabela.',
  },
  hasBureauRestrictions: {
    ...ofReport,
    type: 'boolean',
    unit: 'none',
    label: 'Tem restrições em bureau',
    description: 'Se algum bureau encontrou restrições; só é "não" quando tudo o que se exige foi pesquisado.',
  },
  bureauRestrictionsCount: {
    ...ofReport,
    type: 'count',
    unit: 'records',
    label: 'Restrições em bureau',
    description: 'Quantidade de restrições; de cada tipo, a do bureau que conhece mais.',
  },
  bureauRestrictionsCents: {
    ...ofReport,
    type: 'cents',
    unit: 'cents',
    label: 'Valor das restrições',
    description: 'Soma das restrições em bureau, quando todos os valores são informados.',
  },
} as const satisfies Readonly<Record<string, FactDefinition>>;

/**
 * What a bureau says of a person, other than that and when it was asked. Shown to who may read reports, and noted: in a
 * decision's facts alone, never in a text or among the values of a restriction, which are stored and shown in many places.
 */
export const BUREAU_FINDINGS = [
  'riskClass',
  'hasBureauRestrictions',
  'bureauRestrictionsCount',
  'bureauRestrictionsCents',
] as const satisfies readonly (keyof typeof BUREAU_FACTS)[];

/** True for a fact that tells what a bureau says. */
export function isBureauFinding(fact: string): boolean {
  return (BUREAU_FINDINGS as readonly string[]).includes(fact);
}
