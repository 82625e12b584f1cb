/** Owns whom an answer is about: the one who was asked about, somebody else, or nobody says. */
import type { BureauQuery } from '../../domain/credit-bureau';
import { at, type Json } from './report-blocks';

const LENGTHS = { F: 11, J: 14 } as const;
const PLACES = {
  F: [
    ['pessoa', 'cpf'],
    ['empresa', 'cnpj'],
  ],
  J: [
    ['empresa', 'cnpj'],
    ['pessoa', 'cpf'],
  ],
} as const;

/**
 * A company's answer may tell of a person beside it, so the block of the kind that was asked about speaks first. Without a
 * document in it nobody says whose it is, which is left to the question.
 */
export function answeredDocument(mix: Json, { document, personType }: BureauQuery): 'same' | 'another' | 'untold' {
  const told = [
    at(mix, 'documento'),
    ...PLACES[personType].map(([block, field]) => at(at(at(mix, block), 'data'), field)),
  ];
  const first = told.map((value) => bare(value, LENGTHS[personType])).find((value) => value !== '');
  if (first === undefined) return 'untold';
  return isSame(first, bare(document, 0)) ? 'same' : 'another';
}

/** Without punctuation; a number has lost its leading zeros. */
function bare(value: unknown, length: number): string {
  if (typeof value === 'number') return String(value).padStart(length, '0');
  return typeof value === 'string' ? value.replace(/[.\-/\s]/g, '').toUpperCase() : '';
}

/** What is masked in the answer is compared by what is shown of it. */
function isSame(told: string, asked: string): boolean {
  return (
    told.length === asked.length &&
    [...told].every((character, index) => character === '*' || character === asked[index])
  );
}
