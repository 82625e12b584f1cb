/** Owns what Deps makes of a customer: score, class, suggested limit, verdict and the points that led to them. */
import { RISK_CLASSES, type RiskClass } from '../../domain/bureau-report';
import type { ReportFindings, ReportPoint } from '../../domain/credit-bureau';
import { amountOf, decimalText } from '../bureau/decimal';
import { dayOf } from '../bureau/provider-dates';
import { shownText } from '../bureau/provider-text';
import { at, dataOf, isTrue, type Json } from './report-blocks';

type Judgement = Pick<
  ReportFindings,
  'score' | 'riskClass' | 'suggestedLimitCents' | 'suggestedUntil' | 'verdict' | 'points'
>;

const MOST_SCORE = 1_000;
const MOST_POINTS = 50;
const LONGEST_TEXT = 300;
const LONGEST_CLASS = 20;

/** `hasUnreadable`: a figure was told and isn't understood, so the report isn't complete. */
export function judgementOf(
  mix: Json,
  isFailed: (name: string) => boolean,
): Judgement & { readonly notes: readonly string[]; readonly hasUnreadable: boolean } {
  const notes: string[] = [];
  const score = isFailed('score') ? null : scoreOf(dataOf(at(mix, 'score')), notes);
  const smart = isFailed('smart') ? null : dataOf(at(mix, 'smart'));
  const classified = at(smart, 'classificacao');
  const riskClass = classOf(typeof classified === 'string' ? classified : at(classified, 'classificacao'), notes);
  const suggestedLimitCents = limitOf(at(classified, 'limiteSugerido'), notes);
  const suggestedUntil = untilOf(at(classified, 'validade'), notes);
  const hasUnreadable = notes.length > 0;
  if (isTrue(at(dataOf(at(mix, 'empresa')), 'possuiRestricao')))
    notes.push('A Deps marca restrição no cadastro da empresa.');
  return {
    score,
    riskClass,
    suggestedLimitCents,
    suggestedUntil,
    verdict: verdictOf(at(smart, 'parecer')),
    points: [...pointsOf(at(smart, 'negativas'), false), ...pointsOf(at(smart, 'positivas'), true)],
    notes,
    hasUnreadable,
  };
}

/** 0 is a score, and the worst there is; none is none. A fraction is left out, never rounded up. */
function scoreOf(data: Json | null, notes: string[]): number | null {
  const told = [at(data, 'score'), at(data, 'valor')].find((value) => !isUntold(value));
  if (told === undefined) return null;
  const text = decimalText(told);
  const score = text === null ? NaN : Math.floor(Number(text));
  if (score >= 0 && score <= MOST_SCORE) return score;
  notes.push('O score não pôde ser lido na escala de 0 a 1.000 e não foi considerado.');
  return null;
}

function classOf(told: unknown, notes: string[]): RiskClass | null {
  if (isUntold(told)) return null;
  const name = typeof told === 'string' ? told.trim().toUpperCase() : '';
  const known = RISK_CLASSES.find((riskClass) => riskClass === name);
  if (known !== undefined) return known;
  const shown = shownText(String(told), LONGEST_CLASS);
  notes.push(`A classificação “${shown}” da Deps é desconhecida e não foi considerada: confira na resposta original.`);
  return null;
}

function limitOf(told: unknown, notes: string[]): number | null {
  if (isUntold(told)) return null;
  const cents = amountOf(told);
  if (cents === null) notes.push('O limite sugerido não pôde ser lido: confira na resposta original.');
  return cents;
}

function untilOf(told: unknown, notes: string[]): string | null {
  // A serializer's date for none at all.
  if (isUntold(told) || (typeof told === 'string' && told.startsWith('0001-01-01'))) return null;
  const day = dayOf(told);
  if (day === null) notes.push('A validade da sugestão não pôde ser lida: confira na resposta original.');
  return day;
}

function verdictOf(told: unknown): Judgement['verdict'] {
  const approved = at(told, 'aprovado');
  const isTold = typeof approved === 'boolean' || (typeof approved === 'string' && /^(true|false)$/i.test(approved));
  if (!isTold) return null;
  const reason = at(told, 'motivo');
  const shown = typeof reason === 'string' ? shownText(reason, LONGEST_TEXT) : '';
  return { approved: isTrue(approved), reason: shown === '' ? null : shown };
}

function pointsOf(list: unknown, isFavourable: boolean): ReportPoint[] {
  const rows: readonly unknown[] = Array.isArray(list) ? list.slice(0, MOST_POINTS) : [];
  return rows.flatMap((row) => {
    const told = [at(row, 'descricao'), at(row, 'metrica')].find(
      (text) => typeof text === 'string' && text.trim() !== '',
    );
    const text = typeof told === 'string' ? shownText(told, LONGEST_TEXT) : '';
    return text === '' ? [] : [{ text, isFavourable }];
  });
}

function isUntold(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}
