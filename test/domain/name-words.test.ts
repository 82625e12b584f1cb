/** Owns what a name is found by. */
import { beginningsAsked, beginningsKept, isNamed, wordsOfName } from '../../domain/name-words';

test('accents, case, punctuation and what every company is called make no difference', () => {
  expect(wordsOfName('PADARIA São-João, Ltda. ME')).toEqual(['padaria', 'sao', 'joao']);
  expect(wordsOfName('Casa das Tintas S.A.')).toEqual(['casa', 'tintas']);
  expect(wordsOfName('ltda de 7 . <b>')).toEqual([]);
});

test.each(['padaria', 'PAD', 'padar', 'joao pada', '3m', 'distribuidora', 'distribui', 'distri'])(
  'whoever is looked for by %p is among those it leads to',
  (asked) => {
    const name = 'Padaria João 3M Distribuidora';
    const words = wordsOfName(asked);
    expect(beginningsKept(name)).toEqual(expect.arrayContaining([...beginningsAsked(words)]));
    expect(isNamed(name, words)).toBe(true);
  },
);

test('what begins alike only as far as it is kept is no match', () => {
  expect(beginningsAsked(['padeiros'])).toEqual(['padeiros']);
  expect(beginningsAsked(['padari'])).toEqual(['padar']);
  expect(isNamed('Padaria Sol', ['padari'])).toBe(true);
  expect(isNamed('Padarense Sol', ['padari'])).toBe(false);
});

test('the longest name is kept under a bounded number of beginnings', () => {
  const name = Array.from({ length: 40 }, (_, index) => `palavra${index}longa`).join(' ');
  expect(beginningsKept(name).length).toBeLessThanOrEqual(24);
});
