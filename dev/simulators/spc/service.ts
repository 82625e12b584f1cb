/** Owns what the simulated SPC answers when nothing goes wrong: who may ask, what is listed, what a query costs. */
import type { Invoice } from '../invoice';
import { strangerTo, subjectOf, type Profile } from '../subjects';
import type { Faults } from './faults';
import { reportXml } from './report-xml';
import { element, envelope, hasElement, soapFault, textIn } from './xml';

export interface SpcProduct {
  readonly codigo: number;
  readonly nome: string;
  /** `null` for both kinds of persons. */
  readonly tipoPessoa: 'F' | 'J' | null;
}

/** An operator made for the web service. */
export interface SpcOperator {
  readonly operator: string;
  readonly password: string;
  readonly products: readonly SpcProduct[];
}

/** What a charge is for. */
export interface SpcQuestion {
  readonly operator: string;
  readonly documento: string;
  readonly codigoProduto: number;
  /** UTC. */
  readonly at: string;
}

/** The one operator there is unless others are named. */
export const DEFAULT_OPERATOR: SpcOperator = {
  operator: '398745',
  password: 'senha-do-simulador',
  products: [
    { codigo: 257, nome: 'SPC MIX TOP +', tipoPessoa: null },
    { codigo: 325, nome: 'SPC Pessoa Física Avançado', tipoPessoa: 'F' },
    { codigo: 679, nome: 'SPC Relatório Empresarial', tipoPessoa: 'J' },
  ],
};

export interface SpcCall {
  readonly authorization: string | undefined;
  readonly xml: string;
}

/** Without `charge` it cost nothing. */
export interface SpcReply {
  readonly status: number;
  readonly text: string;
  readonly charge?: number;
}

export interface SpcService {
  readonly operators: readonly SpcOperator[];
  readonly passwords: Map<string, string>;
  readonly profiles: Map<string, Profile>;
  readonly invoice: Invoice<SpcQuestion>;
  readonly faults: Faults;
  readonly now: () => number;
}

const SCORE_INPUT = '77';
const LARGE_RECORDS = 7_000;

/** Which operation an envelope asks for; `null` for none we know. */
export function kindOf(xml: string): 'list' | 'query' | null {
  if (hasElement(xml, 'listarProdutos')) return 'list';
  return hasElement(xml, 'filtro') ? 'query' : null;
}

/** The document a query names, whether or not it is otherwise in order. */
export function documentOf(xml: string): string {
  return textIn(xml, 'documento-consumidor') ?? '';
}

export function replyTo(service: SpcService, kind: 'list' | 'query', call: SpcCall): SpcReply {
  const operator = operatorOf(service, call.authorization);
  if (operator === null) return { status: 401, text: '<html><body>401</body></html>' };
  return kind === 'list' ? listed(operator) : queried(service, operator, call.xml);
}

function operatorOf({ operators, passwords }: SpcService, authorization: string | undefined): SpcOperator | null {
  const told = Buffer.from(/^Basic (\S+)$/.exec(authorization ?? '')?.[1] ?? '', 'base64').toString('utf8');
  const found = operators.find(({ operator }) => told.startsWith(`${operator}:`));
  return found !== undefined && told === `${found.operator}:${passwords.get(found.operator)}` ? found : null;
}

function listed({ products }: SpcOperator): SpcReply {
  const list = products.map(({ codigo, nome }) =>
    element('produto', {}, [
      element('codigo', {}, String(codigo)),
      element('nome', {}, nome),
      element('parametro', { nome: 'documento-consumidor', obrigatorio: true }),
    ]),
  );
  return { status: 200, text: envelope(list.join('')) };
}

function queried(service: SpcService, { operator, products }: SpcOperator, xml: string): SpcReply {
  const { invoice, faults, profiles, now } = service;
  const [documento, tipo, codigo] = [documentOf(xml), textIn(xml, 'tipo-consumidor'), textIn(xml, 'codigo-produto')];
  const product = products.find((one) => String(one.codigo) === codigo);
  if (product === undefined) return refused('CN_INT005.E4', 'Operador não possui acesso ao produto');
  if (!/^(?:\d{11}|\d{14})$/.test(documento)) return refused('CN_INT005.E8.2', 'CPF/CNPJ inválido');
  const isOfKind = (documento.length === 11 ? 'F' : 'J') === tipo;
  if (!isOfKind || (product.tipoPessoa !== null && product.tipoPessoa !== tipo)) {
    return refused(tipo === 'F' ? 'CN_INT005.E8.4' : 'CN_INT005.E8.3', 'Tipo de documento inválido para o produto');
  }
  const at = new Date(now());
  const charge = invoice.add({ operator, documento, codigoProduto: product.codigo, at: at.toISOString() });
  const named = { kind: 'query', documents: [documento] } as const;
  const happening = (name: Parameters<Faults['happening']>[0]): boolean => faults.happening(name, named) !== null;
  if (happening('nil')) {
    const nil = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:nil': true };
    return { status: 200, text: envelope(element('resultado', nil)), charge };
  }
  const whom = happening('otherDocument') ? strangerTo(documento) : documento;
  const result = reportXml({
    subject: subjectOf(whom, profiles.get(whom)),
    protocol: 14_558_422_000 + charge,
    at,
    hasScore: new RegExp(`<codigo-insumo-opcional>${SCORE_INPUT}<`).test(xml),
    isBaseDown: happening('baseDown'),
    isScoreEmpty: happening('noScore'),
    isOnlyPending: happening('onlyPending'),
    ...(happening('large') && { records: LARGE_RECORDS }),
  });
  return { status: 200, text: envelope(result), charge };
}

function refused(code: string, words: string): SpcReply {
  return { status: 500, text: soapFault(code, words) };
}
