/** Owns the report that the simulated SPC writes about somebody: plausible, and always the same for one document. */
import type { Subject } from '../subjects';
import { element, type Attributes } from './xml';

export interface ReportOf {
  readonly subject: Subject;
  readonly protocol: number;
  readonly at: Date;
  /** `spc-score-12-meses` is an input that is bought beside the product. */
  readonly hasScore: boolean;
  readonly isBaseDown: boolean;
  readonly isScoreEmpty: boolean;
  readonly isOnlyPending: boolean;
  /** So many records of the SPC block, whatever the subject has. */
  readonly records?: number;
}

const DAY_MS = 86_400_000;

/** A contracted input stands there with a count of zero; what the product doesn't have is absent. */
export function reportXml(report: ReportOf): string {
  const { subject, protocol, at, hasScore, isBaseDown, isOnlyPending } = report;
  const isBad = subject.profile === 'restricted' || subject.profile === 'bankrupt' || report.records !== undefined;
  const debts = debtsXml(report, isBad ? (report.records ?? 1 + subject.draw('debts', 4)) : 0);
  const isCompany = subject.tipoPessoa === 'J';
  return element('resultado', { restricao: isBad, data: inSaoPaulo(at) }, [
    element('protocolo', { numero: protocol, digito: protocol % 10 }),
    element('consumidor', {}, consumerXml(subject)),
    isOnlyPending ? '' : debts.spc,
    debts.pending,
    element('cheque-lojista', {}, summary(0)),
    element('ccf', {}, summary(0)),
    isBaseDown ? '' : protestsXml(report, isBad && isCompany ? 1 + subject.draw('protests', 3) : 0),
    isCompany ? element('acao', {}, summary(0)) : '',
    hasScore ? scoreXml(report) : '',
    isBaseDown ? element('base-inoperante', {}, 'PROTESTO NACIONAL') : '',
  ]);
}

function consumerXml({ documento, name, tipoPessoa }: Subject): string {
  return tipoPessoa === 'F'
    ? element('consumidor-pessoa-fisica', { nome: name }, element('cpf', { numero: documento }))
    : element('consumidor-pessoa-juridica', { 'razao-social': name }, element('cnpj', { numero: documento }));
}

/** `pendencia-financeira` repeats every record of `spc`. */
function debtsXml({ subject, at }: ReportOf, count: number): { readonly spc: string; readonly pending: string } {
  const rows = Array.from({ length: count }, (_, index) => ({
    cents: 3_000 + subject.draw(`debt ${index}`, 300_000),
    due: daysBefore(at, 60 + subject.draw(`due ${index}`, 900)),
    creditor: `Loja São José ${index}`,
  }));
  const attributes = summaryOf(rows);
  const details = rows.map(({ cents, due, creditor }) =>
    element('detalhe-spc', {
      'nome-associado': creditor,
      'data-vencimento': due,
      'data-inclusao': due,
      valor: reais(cents),
      'comprador-fiador-avalista': 'COMPRADOR',
    }),
  );
  const repeated = rows.map(({ cents, due, creditor }) =>
    element('detalhe-pendencia-financeira', {
      origem: creditor,
      'data-ocorrencia': due,
      'valor-pendencia': reais(cents),
    }),
  );
  return {
    spc: element('spc', {}, [element('resumo', attributes), ...details]),
    pending: element('pendencia-financeira', {}, [element('resumo', attributes), ...repeated]),
  };
}

function protestsXml({ subject, at }: ReportOf, count: number): string {
  const rows = Array.from({ length: count }, (_, index) => ({
    cents: 10_000 + subject.draw(`protest ${index}`, 2_000_000),
    due: daysBefore(at, 30 + subject.draw(`protested ${index}`, 1_000)),
  }));
  const details = rows.map(({ cents, due }) =>
    element('detalhe-protesto', { 'data-protesto': due, valor: reais(cents) }, element('cartorio', { nome: '0001' })),
  );
  return element('protesto', {}, [element('resumo', summaryOf(rows)), ...details]);
}

function scoreXml({ subject, isScoreEmpty }: ReportOf): string {
  const name = 'spc-score-12-meses';
  if (isScoreEmpty || subject.profile === 'thin') return element(name, {}, summary(0));
  const score = subject.profile === 'clean' ? 600 + subject.draw('score', 400) : subject.draw('score', 400);
  return element(name, {}, [summary(1), element(`detalhe-${name}`, { score, horizonte: 12 })]);
}

function summary(count: number): string {
  return element('resumo', { 'quantidade-total': count });
}

function summaryOf(rows: readonly { readonly cents: number; readonly due: string }[]): Attributes {
  const latest = rows
    .map(({ due }) => due)
    .sort()
    .at(-1);
  return {
    'quantidade-total': rows.length,
    'valor-total': reais(rows.reduce((sum, { cents }) => sum + cents, 0)),
    ...(latest !== undefined && { 'data-ultima-ocorrencia': latest }),
  };
}

function reais(cents: number): string {
  return (cents / 100).toFixed(2);
}

function daysBefore(at: Date, days: number): string {
  return `${new Date(at.getTime() - days * DAY_MS).toISOString().slice(0, 10)}T00:00:00-03:00`;
}

function inSaoPaulo(at: Date): string {
  return `${new Date(at.getTime() - 3 * 3_600_000).toISOString().slice(0, -1)}-03:00`;
}
