/** Owns the names of a demo's customers, put together by chance and made up all of them. */
import type { Random } from '../generator/random';

const SHOPS: readonly [string, ...string[]] = [
  'Mercearia',
  'Padaria',
  'Empório',
  'Restaurante',
  'Quitanda',
  'Lanchonete',
  'Mercado',
  'Sorveteria',
  'Cantina',
  'Doceria',
  'Adega',
  'Churrascaria',
];
const PLACES: readonly [string, ...string[]] = [
  'Boa Safra',
  'Alvorada do Vale',
  'das Laranjeiras',
  'Fogão de Pedra',
  'Três Marias',
  'da Praça Nova',
  'Estação Velha',
  'Ponte Alta',
  'Ilha Verde',
  'Serra Clara',
  'Flor de Minas',
  'Rio Manso',
  'Pé de Cedro',
  'Beira da Mata',
];
const FIRST: readonly [string, ...string[]] = ['Aparecida', 'Benedito', 'Cleusa', 'Dirceu', 'Ivone', 'Jurandir'];
const LAST: readonly [string, ...string[]] = ['Alvarenga Pontes', 'Brito Saldanha', 'Couto Vilar', 'Meireles Prado'];
const MOST_TRIES = 50;

/** A name no call before has given; after many tries a number tells them apart. */
export function madeUpNames(random: Random): (isPerson: boolean) => string {
  const taken = new Set<string>();
  return (isPerson) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const words = isPerson ? [random.pick(FIRST), random.pick(LAST)] : [random.pick(SHOPS), random.pick(PLACES)];
      const name = words.join(' ');
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
    const numbered = `${random.pick(SHOPS)} ${random.pick(PLACES)} ${taken.size + 1}`;
    taken.add(numbered);
    return numbered;
  };
}
