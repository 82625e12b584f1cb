/** Owns the words of a timeline in Portuguese: one text for a counter, and one with numbers for an analyst. */
import type { Limit, Situation } from '../../contracts/customer';
import type { TimelineDocuments } from '../../contracts/timeline';
import type { CreditTerms } from '../../domain/limits';
import type { HoldEnding } from '../../domain/hold-account';
import { formatBRL } from '../../domain/money';
import { OUTCOME_LABELS } from '../../domain/outcome';
import { ACTION_NAMES } from '../../domain/policy-words';
import type { TimelineSource } from '../../domain/timeline';
import type { WaiverKind } from '../../domain/waivers';
import type { AgedReport } from '../../usecases/readable-report';

/** `analyst` is what is said besides, with numbers. */
export interface TimelineText {
  readonly seller: string;
  readonly analyst: string;
}

/** What a text needs beside its document. */
export interface TextContext {
  /** The report that was used, where the caller may read reports and it is there. */
  readonly reportOf: (report: string) => AgedReport | undefined;
  /** As a check is called in the policies in force; its id where it is in none. */
  readonly nameOf: (check: string) => string;
  /** What a reason code means to the company; the code itself where it knows it no longer. */
  readonly reasonOf: (code: string) => string;
}

type Texts = {
  readonly [S in TimelineSource]: (document: TimelineDocuments[S], context: TextContext) => TimelineText;
};

const ENDINGS: Readonly<Record<HoldEnding, string>> = {
  released: 'por liberação',
  excepted: 'por exceção',
  tolerated: 'pela tolerância',
  causeGone: 'porque a causa deixou de existir',
  amended: 'pela alteração do pedido',
  lifted: 'manualmente',
  cancelled: 'pelo cancelamento do pedido',
  closed: 'pelo encerramento do pedido',
  expired: 'pelo fim do prazo',
};
const SITUATIONS: Readonly<Record<Situation, string>> = {
  cleared: 'liberado',
  blocked: 'bloqueado',
  underReview: 'em análise',
};
const WAIVERS: Readonly<Record<WaiverKind, string>> = {
  exception: 'exceção',
  release: 'liberação',
  tolerance: 'tolerância da decisão',
};
const UNTIL: Readonly<Record<string, string>> = {
  revoked: 'revogada',
  expired: 'vencida',
  used: 'encerrada após o uso',
};

type Said = readonly { readonly seller: string; readonly analyst: string }[];
const sellers = (said: Said) => said.map(({ seller }) => seller).join(' ');
const analysts = (said: Said) => said.map(({ analyst }) => analyst).join(' ');
const scopeOf = ({ scope }: Pick<TimelineDocuments['releaseAsked'], 'scope'>) => {
  if (scope.kind === 'customer') return 'do cliente';
  return scope.kind === 'order' ? `do pedido ${scope.order}` : `da venda ${scope.sale}`;
};
const ceilingOf = (
  { checks, ceilingCents, until }: TimelineDocuments['releaseAsked'],
  nameOf: TextContext['nameOf'],
): string => {
  const which = checks === 'all' ? 'todas as verificações' : checks.map(nameOf).join(', ');
  return `Até ${formatBRL(ceilingCents)} e ${dayOf(until)}, ${which}.`;
};

const listOf = (checks: readonly string[], nameOf: TextContext['nameOf']): string =>
  checks.length === 0 ? '' : ` Verificações: ${checks.map(nameOf).join(', ')}.`;

/** The words of each source. */
export const TIMELINE_TEXTS: Texts = {
  orderEvaluated: ({ order, event, judgement: { outcome, restrictions }, waived = [] }, { nameOf }) => {
    const action = ACTION_NAMES[event.actions.at(-1) ?? 'save'];
    const head = `Pedido ${order}, ${action}: ${OUTCOME_LABELS[outcome]}.`;
    return evaluated(head, restrictions, passedOf(waived, nameOf));
  },
  saleEvaluated: ({ sale, allowed, judgement: { restrictions }, waived = [] }, { nameOf }) => {
    const head = `Venda ${sale}: ${allowed ? 'permitida' : 'pagamento a prazo recusado'}.`;
    return evaluated(head, restrictions, passedOf(waived, nameOf));
  },
  restrictions: ({ restrictions }) => {
    if (restrictions.length === 0)
      return { seller: 'O cliente ficou sem restrições.', analyst: 'Nenhuma verificação aponta restrição.' };
    return { seller: `Restrições: ${sellers(restrictions)}`, analyst: analysts(restrictions) };
  },
  credit: ({ before, after }) => ({
    seller: 'A situação ou o limite de crédito do cliente foi alterado.',
    analyst: `De ${termsOf(before)} para ${termsOf(after)}.`,
  }),
  releaseAsked: (release, { nameOf }) => ({
    seller: `Liberação ${scopeOf(release)} solicitada.`,
    analyst: `${ceilingOf(release, nameOf)}${noteOf(release.requested)}`,
  }),
  releaseDecided: (release, { nameOf, reasonOf }) => {
    const isRefused = release.status === 'refused';
    const seller = `Liberação ${scopeOf(release)} ${isRefused ? 'recusada' : 'concedida'}.`;
    const reason = release.reasonCode === null ? '' : ` Motivo: ${reasonOf(release.reasonCode)}.`;
    return {
      seller,
      analyst: `${isRefused ? '' : ceilingOf(release, nameOf)}${reason}${noteOf(release.decided)}`.trim(),
    };
  },
  releaseEnded: (release) => ({
    seller: `Liberação ${scopeOf(release)} ${UNTIL[release.status] ?? 'encerrada'}.`,
    analyst: `Utilizado ${formatBRL(release.usedCents)} de ${formatBRL(release.ceilingCents)}.${noteOf(release.ended)}`,
  }),
  proposalOpened: ({ terms, note }) => ({
    seller: 'Situação e limite de crédito em análise.',
    analyst: `Proposta: ${termsOf(terms)}.${note === null ? '' : ` ${note}`}`,
  }),
  proposalSeconded: ({ terms, first }) => ({
    seller: 'Proposta de limite aguarda uma segunda confirmação.',
    analyst: `Confirmada acima da alçada: ${termsOf(terms)}.${noteOf(first)}`,
  }),
  proposalEnded: ({ status, terms, ended }) => ({
    seller: `Proposta de limite ${PROPOSAL_ENDS[status] ?? 'encerrada'}.`,
    analyst: `${termsOf(terms)}.${noteOf(ended)}`,
  }),
  reportUsed: ({ kind, bureau, product, report }, { reportOf }) => {
    const bureauName = bureau === 'deps' ? 'Deps' : 'SPC';
    const found = reportOf(report);
    return {
      seller: `Consulta ${bureauName} ${kind === 'bought' ? 'realizada' : 'reaproveitada'}.`,
      analyst: `Produto ${product}.${found === undefined ? '' : reportWords(found)}`,
    };
  },
  holdBegun: ({ order, kind, action, checks, valueCents }, { nameOf }) => ({
    seller: `Pedido ${order} bloqueado ${kind === 'forced' ? 'manualmente' : `${action === 'invoicing' ? 'no' : 'na'} ${ACTION_NAMES[action]}`}.`,
    analyst: `Valor ${formatBRL(valueCents)}.${listOf(checks, nameOf)}`,
  }),
  holdEnded: ({ order, ended, since, checks }, { nameOf }) => ({
    seller: `O bloqueio do pedido ${order} terminou ${ended === null ? '' : ENDINGS[ended.how]}.`,
    analyst: `Durou ${spanOf(since, ended?.at ?? since)}.${listOf(checks, nameOf)}`,
  }),
  exceptionMade: ({ check, effect, from, to, reasonCode, note }, { nameOf, reasonOf }) => ({
    seller: effect === 'hold' ? 'O cliente passa por análise em cada pedido.' : 'Exceção de crédito registrada.',
    analyst: `${nameOf(check)}, de ${dayOf(from)} até ${dayOf(to)}. Motivo: ${reasonOf(reasonCode)}.${noteOf({ note })}`,
  }),
  exceptionEnded: ({ check, ended }, { nameOf }) => ({
    seller: 'Exceção de crédito encerrada.',
    analyst: `${nameOf(check)}.${noteOf(ended)}`,
  }),
  noted: ({ order, text }) => ({
    seller: order === null ? 'Anotação registrada.' : `Anotação no pedido ${order}.`,
    analyst: text,
  }),
  consentGiven: ({ givenOn, validUntil }) => ({
    seller: 'Autorização para consulta ao SCR registrada.',
    analyst: `De ${dayOf(givenOn)} até ${dayOf(validUntil)}.`,
  }),
  consentRevoked: ({ revoked }) => ({
    seller: 'Autorização para consulta ao SCR revogada.',
    analyst: noteOf(revoked).trim(),
  }),
  reviewAsked: ({ decision }) => ({
    seller: 'Revisão de uma decisão por uma pessoa solicitada.',
    analyst: `Decisão ${decision}.`,
  }),
  reviewAnswered: ({ decision, answer }) => ({
    seller: `Revisão respondida: decisão ${answer?.result === 'corrected' ? 'corrigida' : 'mantida'}.`,
    analyst: `Decisão ${decision}. ${answer?.text ?? ''}`.trim(),
  }),
};

const PROPOSAL_ENDS: Readonly<Record<string, string>> = {
  confirmed: 'confirmada',
  dismissed: 'dispensada',
  superseded: 'substituída por outra mais nova',
};

function evaluated(head: string, restrictions: Said, passed: string): TimelineText {
  return {
    seller: [head, sellers(restrictions)].filter(Boolean).join(' '),
    analyst: [analysts(restrictions), passed].filter(Boolean).join(' '),
  };
}

type Waived = readonly { readonly kind: WaiverKind; readonly id: string; readonly check: string }[];
const passedOf = (waived: Waived, nameOf: TextContext['nameOf']): string =>
  waived.map(({ check, kind, id }) => `${nameOf(check)} não conta: ${WAIVERS[kind]} ${id}.`).join(' ');

/** Terms are stored as they were at the time, so every part may be missing. */
function termsOf(stored: unknown): string {
  const terms = (stored ?? {}) as Partial<CreditTerms> & { situation?: Situation };
  const { situation, limit, temporaryLimit, guarantees = [] } = terms;
  const words = [
    ...(situation === undefined ? [] : [`situação ${SITUATIONS[situation]}`]),
    ...(limit === undefined ? [] : [limitWords(limit)]),
    ...(temporaryLimit ? [temporaryWords(temporaryLimit)] : []),
    ...guarantees.map(
      ({ id, amountCents, sharePercent }) => `garantia ${id} de ${formatBRL(amountCents)} (${sharePercent}%)`,
    ),
  ];
  return words.length === 0 ? 'nada informado' : words.join(', ');
}

function temporaryWords({ amountCents, from, to }: NonNullable<CreditTerms['temporaryLimit']>): string {
  return `limite temporário ${formatBRL(amountCents)} de ${dayOf(from)} até ${dayOf(to)}`;
}

function limitWords(limit: Limit): string {
  if (limit.kind === 'amount') {
    const until = limit.validUntil === null ? '' : ` até ${dayOf(limit.validUntil)}`;
    return `limite ${formatBRL(limit.amountCents)}${until}`;
  }
  if (limit.kind === 'none') return 'crédito não concedido';
  return limit.kind === 'unlimited' ? 'limite ilimitado' : 'análise obrigatória a cada pedido';
}

function reportWords({ report: { riskClass, score }, ageDays, isTooOld }: AgedReport): string {
  if (isTooOld) return ' Consulta com mais de cinco anos: o conteúdo não é exibido.';
  const class_ = riskClass === null ? '' : ` Classe ${riskClass}.`;
  return `${class_}${score === null ? '' : ` Pontuação ${score}.`} Idade hoje: ${ageDays} ${ageDays === 1 ? 'dia' : 'dias'}.`;
}

function noteOf(said: { readonly note: string | null } | null): string {
  return said === null || said.note === null ? '' : ` ${said.note}`;
}

function dayOf(date: string): string {
  return date.slice(0, 10).split('-').reverse().join('/');
}

const HOUR_MS = 3_600_000;
function spanOf(from: string, to: string): string {
  const hours = Math.floor((Date.parse(to) - Date.parse(from)) / HOUR_MS);
  if (hours < 1) return 'menos de uma hora';
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} dias`;
}
