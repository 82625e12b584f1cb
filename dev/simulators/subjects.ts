/** Owns what the simulated service knows of a person or company: invented, and always the same for one document. */
import { createHash } from 'node:crypto';

/** `thin`: so little is known that there is neither score nor class. */
export const PROFILES = ['clean', 'restricted', 'bankrupt', 'thin'] as const;
export type Profile = (typeof PROFILES)[number];

/** A number below `below`, always the same for one document and one purpose. */
export type Draw = (purpose: string, below: number) => number;

export interface Subject {
  readonly documento: string;
  readonly tipoPessoa: 'F' | 'J';
  readonly name: string;
  readonly profile: Profile;
  readonly draw: Draw;
}

const SURNAMES = ['Almeida', 'Barros', 'Cardoso', 'Duarte', 'Esteves', 'Fonseca', 'Guedes', 'Moreira'] as const;
const FIRST_NAMES = ['Ana', 'Bruno', 'Carla', 'Diego', 'Elisa', 'Fábio', 'Helena', 'Otávio'] as const;
const TRADES = ['Comércio de Alimentos', 'Materiais de Construção', 'Autopeças', 'Bebidas', 'Confecções'] as const;

/** Sixty of a hundred documents are clean, thirty restricted, five bankrupt, five thin, unless a profile is given. */
export function subjectOf(documento: string, profile?: Profile): Subject {
  const draw: Draw = (purpose, below) =>
    createHash('sha256').update(`${documento}/${purpose}`).digest().readUInt32BE(0) % below;
  const pick = (list: readonly string[], purpose: string): string => list[draw(purpose, list.length)] ?? '';
  const tipoPessoa = documento.length === 11 ? 'F' : 'J';
  const surname = pick(SURNAMES, 'surname');
  const name =
    tipoPessoa === 'F' ? `${pick(FIRST_NAMES, 'first')} ${surname}` : `${surname} ${pick(TRADES, 'trade')} Ltda`;
  return { documento, tipoPessoa, name, profile: profile ?? drawn(draw('profile', 100)), draw };
}

function drawn(hundredth: number): Profile {
  if (hundredth < 60) return 'clean';
  if (hundredth < 90) return 'restricted';
  return hundredth < 95 ? 'bankrupt' : 'thin';
}

/** Somebody else, of the same kind. */
export function strangerTo(documento: string): string {
  const [one, other] = documento.length === 11 ? ['52998224725', '39053344705'] : ['11444777000161', '11222333000181'];
  return (documento === one ? other : one) ?? '';
}
