/** Owns how an SPC report is read: whose it is, what it found, and what it doesn't say. */
import type { BureauQuery, ReportFindings, ReportPoint } from '../../domain/credit-bureau';
import { instantOf } from '../bureau/provider-dates';
import { countOf } from '../bureau/decimal';
import { shownText } from '../bureau/provider-text';
import { attribute, child, childrenOf, isNil, type XmlElement } from './read-xml';
import { amountOfAttribute, restrictionsOf, type Restrictions } from './report-blocks';

export type ReadReport =
  | { readonly kind: 'read'; readonly findings: ReportFindings }
  | { readonly kind: 'anotherDocument' }
  | { readonly kind: 'unreadable' };

const SCORES = ['spc-score-12-meses', 'spc-score-3-meses', 'score-cadastro-positivo'] as const;
const ALERTS = { 'alerta-documento': 'Alerta de documento', 'spc-obito': 'Registro de óbito' } as const;
const MOST_NAMED = 50;
const MOST_CHARACTERS = 200;
const PLACES = {
  F: { consumer: 'consumidor-pessoa-fisica', document: 'cpf', digits: 11 },
  J: { consumer: 'consumidor-pessoa-juridica', document: 'cnpj', digits: 14 },
} as const;

/** `body` is that of the envelope. `now` dates an answer that doesn't say when it was given. Never throws. */
export function readReport(body: XmlElement, query: BureauQuery, now: Date): ReadReport {
  const result = child(body, 'resultado') ?? child(body, 'consultarResponse', 'resultado');
  if (result === undefined || isNil(result) || result.children.length === 0) return { kind: 'unreadable' };
  const whose = answeredDocument(result, query);
  if (whose === 'another') return { kind: 'anotherDocument' };
  return { kind: 'read', findings: findingsOf(result, whose === 'same', now) };
}

function findingsOf(result: XmlElement, isSame: boolean, now: Date): ReportFindings {
  const inoperative = namesOf(childrenOf(result, 'base-inoperante'));
  const restrictions = restrictionsOf(result, inoperative);
  const notes = [
    ...inoperative.map((name) => `Base inoperante na consulta: ${name}.`),
    ...(isSame ? [] : ['A resposta do SPC não diz de quem é.']),
    ...unexplained(result, restrictions),
  ];
  const isFailed = Object.values(restrictions).some(({ state }) => state === 'failed');
  const hasNothing = Object.keys(restrictions).length === 0;
  return {
    status: notes.length > 0 || isFailed || (hasNothing && scoreOf(result) === null) ? 'partial' : 'ok',
    providerAt: instantOf(attribute(result, 'data')) ?? now.toISOString(),
    restrictions,
    score: scoreOf(result),
    riskClass: null,
    suggestedLimitCents: suggestedLimitOf(result),
    suggestedUntil: null,
    verdict: null,
    points: alertsOf(result),
    providerReference: protocolOf(result),
    charged: 'yes',
    notes,
  };
}

/** SPC says that there is something, and no block that is read here tells what. */
function unexplained(result: XmlElement, restrictions: Restrictions): string[] {
  const isRestricted = ['true', '1'].includes(attribute(result, 'restricao')?.toLowerCase() ?? '');
  const isExplained = Object.values(restrictions).some(({ state }) => state === 'found');
  return isRestricted && !isExplained ? ['O SPC indica restrição que não aparece em nenhum bloco lido.'] : [];
}

/** Numbers may have lost their leading zeros. A consumer of the other kind is somebody else. */
function answeredDocument(result: XmlElement, { document, personType }: BureauQuery): 'same' | 'another' | 'untold' {
  const consumer = child(result, 'consumidor');
  const { consumer: own, document: name, digits } = PLACES[personType];
  const other = PLACES[personType === 'F' ? 'J' : 'F'].consumer;
  const element = child(consumer, own, name);
  const told = (attribute(element, 'numero') ?? element?.text ?? '').replace(/[.\-/\s]/g, '').toUpperCase();
  if (told !== '') return told.padStart(digits, '0') === document ? 'same' : 'another';
  return child(consumer, own) === undefined && child(consumer, other) !== undefined ? 'another' : 'untold';
}

/** The first that is there; a block without details says that there is none, and its count of 0 is no score. */
function scoreOf(result: XmlElement): number | null {
  const scores = SCORES.flatMap((name) => {
    const detail = child(result, name, `detalhe-${name}`);
    const score = countOf(attribute(detail, 'score'));
    return score === null || score > 1_000 ? [] : [score];
  });
  return scores[0] ?? null;
}

function suggestedLimitOf(result: XmlElement): number | null {
  const name = 'limite-credito-sugerido';
  const detail = child(result, name, `detalhe-${name}`);
  return amountOfAttribute(detail, 'limite-sugerido') ?? amountOfAttribute(detail, 'valor');
}

function alertsOf(result: XmlElement): ReportPoint[] {
  const all = Object.entries(ALERTS).flatMap(([name, words]) =>
    childrenOf(child(result, name), `detalhe-${name}`).map((detail) => {
      const said = ['motivo', 'observacao', 'msg-obito'].flatMap((key) => attribute(detail, key) ?? []);
      const text = shownText([words, ...said].join(': '), MOST_CHARACTERS);
      return { text, isFavourable: false };
    }),
  );
  return all.slice(0, MOST_NAMED);
}

function protocolOf(result: XmlElement): string | null {
  const protocol = child(result, 'protocolo');
  const parts = ['numero', 'digito'].flatMap((name) => attribute(protocol, name) ?? []);
  const text = parts.length > 0 ? parts.join('-') : (protocol?.text.trim() ?? '');
  return /^[\x21-\x7e]{1,200}$/.test(text) ? text : null;
}

function namesOf(elements: readonly XmlElement[]): string[] {
  return elements
    .slice(0, MOST_NAMED)
    .map((element) => shownText(element.text.trim() || (attribute(element, 'nome') ?? ''), MOST_CHARACTERS) || '?');
}
