/** Owns that what the API's schemas refuse is read in Portuguese on a screen. */
import { z } from 'zod';
import { findingsOf } from '../../contracts/findings';
import { calendarDate, cents, text } from '../../contracts/primitives';
import { findingText } from '../../web/src/data/finding-text';

const schema = z.strictObject({
  note: text(5).optional(),
  amountCents: cents.optional(),
  from: calendarDate.optional(),
  checks: z.array(z.string()).min(1).max(2).optional(),
  days: z.int().min(1).max(30).optional(),
  kind: z.enum(['a', 'b']).optional(),
  isOn: z.boolean().optional(),
});
const read = (body: object, language = 'pt-BR') => {
  const { error } = schema.safeParse(body);
  return error === undefined ? [] : findingsOf(error).map((finding) => findingText(finding, language));
};

test.each([
  [{ note: '' }, 'note: mínimo de 1 caractere'],
  [{ note: 'comprida' }, 'note: máximo de 5 caracteres'],
  [{ note: 'a\u0000' }, 'note: há caracteres que não podem ser guardados'],
  [{ amountCents: -1 }, 'amountCents: não pode ser negativo'],
  [{ amountCents: 10.5 }, 'amountCents: não é um valor em reais e centavos'],
  [{ amountCents: 2_000_000_000_000 }, 'amountCents: o valor é alto demais'],
  [{ from: '2026-02-31' }, 'from: não é uma data que existe'],
  [{ checks: [] }, 'checks: mínimo de 1 item'],
  [{ checks: ['a', 'b', 'c'] }, 'checks: máximo de 2 itens'],
  [{ days: 0 }, 'days: o mínimo é 1'],
  [{ days: 31 }, 'days: o máximo é 30'],
  [{ kind: 'c' }, 'kind: não é um dos valores possíveis'],
  [{ isOn: 'sim' }, 'isOn: não está na forma esperada'],
  [{ other: 1 }, 'há campos a mais: other'],
])('%j is told as %p', (body, told) => {
  expect(read(body)).toEqual([told]);
});

test('what is known to nobody here, and all in English, stays in the words of the API, with the fix', () => {
  const finding = { at: 'x', message: 'must shine', fix: 'polish it' };
  expect(findingText(finding, 'pt-BR')).toBe('must shine: polish it');
  expect(read({ days: 0 }, 'en')).toEqual(['must be at least 1: send at least 1']);
});
