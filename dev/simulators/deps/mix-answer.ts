/** Owns the answer to a paid query: the blocks of one document, in the forms in which the service writes them. */
import type { SimulatedProduct } from './logins';
import type { Subject } from '../subjects';

/** A new one; `at` in ms. */
export interface MixAsked {
  readonly subject: Subject;
  readonly product: SimulatedProduct;
  readonly email: string;
  readonly limiteRequisitado: unknown;
  readonly historicoConsultaId: string;
  readonly at: number;
}
export type Mix = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
const CLASSES = { clean: ['BBB', 'A', 'AA', 'AAA'], restricted: ['D', 'C', 'B', 'BB'] } as const;
const RISKS = ['Muito alto', 'Alto', 'Médio', 'Baixo', 'Muito baixo'] as const;
const NOTHING = { success: true, message: 'Nada consta.', data: null } as const;

/** A product whose name begins with Smart classifies too. */
export function mixOf(asked: MixAsked): Mix {
  const { subject, product, email, historicoConsultaId, at } = asked;
  const isCompany = subject.tipoPessoa === 'J';
  const isRestricted = subject.profile === 'restricted' || subject.profile === 'bankrupt';
  return {
    produto: product.nome,
    consultante: 'Distribuidora',
    usuario: email,
    versao: '2',
    dataConsulta: inSaoPaulo(at),
    isParcial: false,
    isGrupo: false,
    blocosComErros: [],
    historicoConsultaId,
    linkCompartilhamento: null,
    empresa: isCompany ? found(companyOf(subject, isRestricted)) : null,
    pessoa: isCompany
      ? null
      : found({ cpf: subject.documento, nome: subject.name, situacaoCadastral: 'REGULAR', obito: false }),
    score: found(scoreOf(subject)),
    smart: product.nome.startsWith('Smart') ? found(smartOf(asked)) : null,
    pendenciasRestricoes: isRestricted ? found(debtsOf(subject, at)) : NOTHING,
    protestos: isRestricted && subject.draw('protested', 2) === 0 ? found(protestsOf(subject, at)) : NOTHING,
    restricoesCheques: {
      chequesDevolvidosSemFundo: NOTHING,
      chequesSustados: null,
      chequesDevolvidosOutrosMotivos: null,
    },
    acoesJudiciais: NOTHING,
    falenciasRecuperacaoJudicial: isCompany ? bankruptcyOf(subject, at) : null,
  };
}

function companyOf({ documento, name, draw }: Subject, possuiRestricao: boolean): Mix {
  return {
    cnpj: documento,
    razaoSocial: name,
    nomeFantasia: null,
    situacaoCadastral: 'ATIVA',
    dataInicioAtividade: `${1990 + draw('founded', 30)}-03-15T00:00:00`,
    naturezaJuridica: '206-2 - Sociedade Empresária Limitada',
    porte: 'ME',
    uf: 'SP',
    municipio: 'São Paulo',
    possuiRestricao,
    capitalSocial: brl(draw('capital', 50) * 1_000_000 + 1_000_000),
  };
}

/** 0 and "not known" are both met: `thin` has none, and a bankrupt one may have 0. */
function scoreOf({ profile, draw }: Subject): Mix {
  if (profile === 'thin') return { score: null, risco: null, probabilidadePagamento: null };
  const score = { clean: 600 + draw('score', 400), restricted: 100 + draw('score', 400), bankrupt: 0 }[profile];
  return { score, risco: RISKS[Math.min(4, Math.floor(score / 200))], probabilidadePagamento: score / 10 };
}

function smartOf({ subject, limiteRequisitado, at }: MixAsked): Mix {
  const { profile, draw } = subject;
  if (profile === 'thin') return { classificacao: null, parecer: null, positivas: [], negativas: null };
  const classes = CLASSES[profile === 'clean' ? 'clean' : 'restricted'];
  const isClean = profile === 'clean';
  const limit = isClean ? 5_000_00 + draw('limit', 95_000_00) : 0;
  return {
    classificacao: {
      classificacao: profile === 'bankrupt' ? 'E' : classes[draw('class', classes.length)],
      limiteSugerido: isClean ? brl(limit) : 0,
      limiteRequisitado: limiteRequisitado ?? null,
      validade: `${inSaoPaulo(at + 90 * DAY_MS).slice(0, 10)}T00:00:00`,
      politica: 'Política do simulador',
      porte: 'ME',
      pontuacaoAtingida: draw('points', 100),
    },
    parecer: {
      aprovado: isClean,
      motivo: isClean ? null : 'Há restrições em nome do consultado.',
      resultadoParecer: [],
    },
    positivas: isClean ? [point('Tempo de atividade', 'Empresa estabelecida há mais de cinco anos', 20)] : [],
    negativas: isClean ? [] : [point('Restrições', 'Há pendências financeiras em aberto', -30)],
    historicoClassificacao: [],
  };
}

function point(metrica: string, descricao: string, pontuacao: number): Mix {
  return { metrica, descricao, pontuacao, impacto: pontuacao > 0 ? 'Positivo' : 'Negativo' };
}

/** Amounts in each of the forms, as the draw has it. */
function debtsOf({ draw }: Subject, at: number): Mix {
  const cents = Array.from({ length: 1 + draw('debts', 4) }, (_, index) => 100_00 + draw(`debt${index}`, 9_000_00));
  const ocorrencias = cents.map((value, index) => ({
    credor: `Credor ${index + 1}`,
    modalidade: 'Duplicata',
    dataOcorrencia: `${inSaoPaulo(at - (30 + draw(`age${index}`, 2_500)) * DAY_MS).slice(0, 10)}T00:00:00`,
    valor: index % 2 === 0 ? value / 100 : brl(value),
  }));
  const total = cents.reduce((sum, value) => sum + value, 0);
  return { totalPendencias: cents.length, totalCredores: cents.length, nivel: 'Alto', valor: brl(total), ocorrencias };
}

function protestsOf({ draw }: Subject, at: number): Mix {
  const valor = plain(500_00 + draw('protest', 20_000_00));
  const data = `${inSaoPaulo(at - (10 + draw('protestAge', 900)) * DAY_MS).slice(0, 10)}T00:00:00`;
  return {
    quantidadeTotal: 1,
    valorTotal: valor,
    cartorios: [{ nome: '1º Tabelião', quantidade: 1 }],
    ultimasOcorrencias: [{ data, valor }],
  };
}

function bankruptcyOf({ profile }: Subject, at: number): Mix | null {
  if (profile !== 'bankrupt') return NOTHING;
  const data = `${inSaoPaulo(at - 200 * DAY_MS).slice(0, 10)}T00:00:00`;
  return found({ quantidadeTotal: 1, ocorrencias: [{ tipo: 'Recuperação judicial', data, valor: null }] });
}

function found(data: Mix): Mix {
  return { success: true, message: null, data };
}

/** R$ 1.234,56 */
function brl(cents: number): string {
  return `R$ ${plain(cents)}`;
}
/** 1.234,56 */
function plain(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.')},${digits.slice(-2)}`;
}

const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Local time without a zone, as the service writes it. */
export function inSaoPaulo(at: number): string {
  return LOCAL.format(at).replace(' ', 'T');
}
