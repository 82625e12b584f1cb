/** Owns the paid query: what is asked, whether data is held already, and what it costs. */
import { randomUUID } from 'node:crypto';
import { problem, type Reply } from './calls';
import { disturbed } from './disturbed-mix';
import type { Faults } from './faults';
import type { DepsInvoice } from './charges';
import type { SimulatedProduct, SimulatedUser } from './logins';
import { mixOf, inSaoPaulo, type Mix } from './mix-answer';
import { isRecord } from './receivables';
import { strangerTo, subjectOf, type Profile } from '../subjects';

/** What reuse costs at this account, which no documentation tells. */
export interface ReuseTerms {
  readonly isFree: boolean;
  /** With nothing held: refused with 400, or bought and paid like any other. */
  readonly whenNothingHeld: 'refuse' | 'buy';
}

export interface Queries {
  /** What a query is answered with; without `charge` it cost nothing. */
  reply(user: SimulatedUser, body: unknown): Reply;
  terms(next: Partial<ReuseTerms>): void;
  /** From now on this document is such a one. */
  profile(documento: string, profile: Profile): void;
  /** What is held of a document becomes this much older; false where nothing is held. */
  age(documento: string, days: number): boolean;
  /** Makes it forget what is held of a document. */
  forget(documento: string): void;
}

export interface QueriesDeps {
  readonly invoice: DepsInvoice;
  readonly faults: Faults;
  readonly now: () => number;
}

interface Asked {
  readonly documento: string;
  readonly product: SimulatedProduct;
  readonly reuse: boolean;
  readonly limiteRequisitado: unknown;
}
interface Held {
  mix: Mix;
  at: number;
}

const DOCUMENT = /^(?:\d{11}|[0-9A-Z]{12}\d{2})$/;

export function createQueries({ invoice, faults, now }: QueriesDeps): Queries {
  const held = new Map<string, Held>();
  const profiles = new Map<string, Profile>();
  let terms: ReuseTerms = { isFree: true, whenNothingHeld: 'buy' };

  const charged = ({ account, email }: SimulatedUser, { documento, product }: Asked, reused: boolean): number => {
    const at = new Date(now()).toISOString();
    return invoice.add({ account, email, documento, identificadorProduto: product.identificador, at, reused });
  };
  const answer = (user: SimulatedUser, asked: Asked, charge: number | null, { mix }: Held): Reply => {
    const named = { kind: 'query', documents: [asked.documento] } as const;
    const body = disturbed(faults, named, mix, () =>
      newMix(user, { ...asked, documento: strangerTo(asked.documento) }),
    );
    return { status: 200, body, ...(charge !== null && { charge }) };
  };
  const newMix = ({ email }: SimulatedUser, { documento, product, limiteRequisitado }: Asked): Mix => {
    const subject = subjectOf(documento, profiles.get(documento));
    return mixOf({ subject, product, email, limiteRequisitado, historicoConsultaId: randomUUID(), at: now() });
  };
  return {
    reply: (user, body) => {
      const asked = askedOf(user, body);
      if ('status' in asked) return asked;
      const named = { kind: 'query', documents: [asked.documento] } as const;
      if (isRecord(body) && body['autorizacaoScr'] !== true && faults.happening('consentPending', named)) {
        return problem(400, 'SCR-001', 'Consentimento do consultado para dados do SCR pendente');
      }
      const key = `${user.account}/${asked.documento}/${asked.product.identificador}`;
      const found = faults.happening('noData', named) ? undefined : held.get(key);
      if (asked.reuse && found !== undefined) {
        return answer(user, asked, terms.isFree ? null : charged(user, asked, true), found);
      }
      if (asked.reuse && terms.whenNothingHeld === 'refuse') {
        return problem(400, 'REUSO-001', 'Não há dados existentes para reutilizar');
      }
      const bought = { mix: newMix(user, asked), at: now() };
      held.set(key, bought);
      return answer(user, asked, charged(user, asked, false), bought);
    },
    terms: (next) => void (terms = { ...terms, ...next }),
    profile: (documento, profile) => void profiles.set(documento, profile),
    age: (documento, days) => {
      const those = [...held].filter(([key]) => key.split('/')[1] === documento).map(([, one]) => one);
      for (const one of those) {
        one.at -= days * 86_400_000;
        one.mix = { ...one.mix, dataConsulta: inSaoPaulo(one.at) };
      }
      return those.length > 0;
    },
    forget: (documento) => [...held.keys()].forEach((key) => key.split('/')[1] === documento && held.delete(key)),
  };
}

/** The question, or what is wrong with it: answered before anything is charged. */
function askedOf({ products }: SimulatedUser, body: unknown): Asked | Reply {
  if (!isRecord(body)) return problem(400, 'CONS-000', 'Corpo da requisição inválido');
  const { documento, identificadorProduto, reutilizarDadosExistentes: reuse, autorizacaoScr, limiteRequisitado } = body;
  if (typeof documento !== 'string' || !DOCUMENT.test(documento)) return problem(400, 'CONS-001', 'Documento inválido');
  if (typeof reuse !== 'boolean' || typeof autorizacaoScr !== 'boolean') {
    return problem(400, 'CONS-002', 'reutilizarDadosExistentes e autorizacaoScr são obrigatórios');
  }
  if (limiteRequisitado !== undefined && !(typeof limiteRequisitado === 'number' && limiteRequisitado >= 0)) {
    return problem(400, 'CONS-003', 'limiteRequisitado inválido');
  }
  const product = products.find(({ identificador }) => identificador === identificadorProduto);
  if (product === undefined) return problem(400, 'CONS-004', 'Produto não contratado para este usuário');
  if ((product.tipoPessoa === 'F') !== (documento.length === 11)) {
    return problem(400, 'CONS-005', 'Produto não atende a este tipo de pessoa');
  }
  return { documento, product, reuse, limiteRequisitado };
}
