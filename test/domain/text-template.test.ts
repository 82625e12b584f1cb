/** Owns the guarantee that a text either names facts properly or is refused, so that no reader meets a brace. */
import * as fc from 'fast-check';
import { factsNamedIn, parseTemplate } from '../../domain/text-template';

test('words and facts come apart in order', () => {
  expect(parseTemplate('Utilizado {takenCents} de {limitCents}.')).toEqual({
    ok: true,
    parts: [{ words: 'Utilizado ' }, { fact: 'takenCents' }, { words: ' de ' }, { fact: 'limitCents' }, { words: '.' }],
  });
  expect(factsNamedIn('{takenCents}{limitCents}{takenCents}')).toEqual(['takenCents', 'limitCents']);
});

test.each(['{', '}', 'a } b', '{takenCents', '{{takenCents}}', '{ takenCents }', '{}', '{constructor}', '{__proto__}'])(
  '%p is refused',
  (template) => {
    expect(parseTemplate(template)).toMatchObject({ ok: false });
    expect(factsNamedIn(template)).toEqual([]);
  },
);

test('whatever passes has no brace left in its words', () => {
  const piece = fc.constantFrom('{', '}', 'a', ' ', 'takenCents', '{takenCents}', '{limitCents}', '\n', '{x}');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const parsed = parseTemplate(pieces.join(''));
      if (!parsed.ok) return;
      const back = parsed.parts.map((part) => ('fact' in part ? `{${part.fact}}` : part.words)).join('');
      expect(back).toBe(pieces.join(''));
      for (const part of parsed.parts) if ('words' in part) expect(part.words).not.toMatch(/[{}]/);
    }),
  );
});
