/** Owns the guarantees of CPF and CNPJ. */
import fc from 'fast-check';
import { maskDocument, parseDocument, personType, rootOf } from '../../domain/documents';
import { anyCnpj, anyCpf, testAlphanumericCnpj, testCnpj, testCpf } from '../support/documents';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The rule as the register states it, written apart from the code under test: weights spelled out, left to right. */
function hasRightDigits(value: string): boolean {
  const tables =
    value.length === 11
      ? [
          [10, 9, 8, 7, 6, 5, 4, 3, 2],
          [11, 10, 9, 8, 7, 6, 5, 4, 3, 2],
        ]
      : [
          [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
          [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
        ];
  return tables.every((weights) => {
    const sum = weights.reduce((total, weight, at) => total + weight * (value.charCodeAt(at) - 48), 0);
    return Number(value[weights.length]) === ((11 - (sum % 11)) % 11) % 10;
  });
}

function accepted(text: string): string | null {
  const parsed = parseDocument(text);
  return parsed.ok ? parsed.document.value : null;
}

function refusal(text: string): { problem: string; fix: string } {
  const parsed = parseDocument(text);
  if (parsed.ok) throw new Error('was accepted');
  return parsed;
}

describe('reading a document', () => {
  test.each([
    ['529.982.247-25', '52998224725', 'cpf'],
    ['52998224725', '52998224725', 'cpf'],
    ['00.000.000/0001-91', '00000000000191', 'cnpj'],
    ['11222333000181', '11222333000181', 'cnpj'],
    // The example of the alphanumeric CNPJ published by the register.
    ['12.ABC.345/01DE-35', '12ABC34501DE35', 'cnpj'],
    [' 12abc34501de35 ', '12ABC34501DE35', 'cnpj'],
  ])('%s is %s, a %s', (text, value, kind) => {
    expect(parseDocument(text)).toMatchObject({ ok: true, document: { kind, value } });
  });

  test('a CNPJ tells its root, whichever establishment; a CPF has none', () => {
    expect(rootOf('12ABC34501DE35')).toBe('12ABC345');
    expect(rootOf(testCnpj(77, 2))).toBe(rootOf(testCnpj(77, 1)));
    expect(rootOf(testCpf(77))).toBeNull();
    const parsed = parseDocument(testAlphanumericCnpj(5));
    expect(parsed.ok && parsed.document.kind === 'cnpj' && parsed.document.root).toBe('CR000005');
  });

  test('a person is F by a CPF and J by a CNPJ', () => {
    const kindOf = (text: string) => {
      const parsed = parseDocument(text);
      return parsed.ok ? personType(parsed.document) : null;
    };
    expect(kindOf(testCpf(1))).toBe('F');
    expect(kindOf(testCnpj(1))).toBe('J');
  });

  test.each(Array.from('0123456789', (digit) => digit.repeat(11)))('%s is refused as a CPF', (text) => {
    expect(refusal(text).problem).toMatch(/equal digits/);
  });

  test.each(Array.from('0123456789', (digit) => digit.repeat(14)))('%s is refused as a CNPJ', (text) => {
    expect(accepted(text)).toBeNull();
  });

  test.each([
    ['', /empty/],
    ['.-/', /empty/],
    ['52998224724', /CPF with wrong check digits/],
    ['11222333000180', /CNPJ with wrong check digits/],
    ['5299822472A', /letters/],
    ['12ABC34501DE3A', /last two characters must be digits/],
    ['529_982_247_25', /characters that no/],
    ['５２９９８２２４７２５', /characters that no/],
    ['٥٢٩٩٨٢٢٤٧٢٥', /characters that no/],
    ['00052998224725', /CPF filled with zeros/],
    ['191', /lost its leading zeros/],
    [Number(testCpf(12_345)).toString(), /lost its leading zeros/],
    [Number(testCnpj(123_456)).toString(), /lost its leading zeros/],
    ['1234567890123', /has 13 characters/],
    ['5'.repeat(41), /too long/],
    ['5'.repeat(1_000_000), /too long/],
  ])('%j is refused with the reason', (text, reason) => {
    expect(refusal(text).problem).toMatch(reason);
    expect(refusal(text).fix).not.toBe('');
  });

  test('a refusal never repeats the document it refuses', () => {
    fc.assert(
      fc.property(fc.oneof(anyCpf, anyCnpj), (value) => {
        for (const wrong of [value.slice(1), `${value.slice(0, -1)}X`, `000${value}`.slice(0, 14)]) {
          const parsed = parseDocument(wrong);
          if (!parsed.ok) expect(`${parsed.problem} ${parsed.fix}`).not.toContain(wrong.slice(0, 6));
        }
      }),
    );
  });
});

describe('check digits', () => {
  test('every valid document is accepted, with punctuation and in lower case too', () => {
    fc.assert(
      fc.property(fc.oneof(anyCpf, anyCnpj), (value) => {
        expect(hasRightDigits(value)).toBe(true);
        expect(accepted(value)).toBe(value);
        expect(accepted(`${value.slice(0, 3)}.${value.slice(3, -2)}-${value.slice(-2)}`.toLowerCase())).toBe(value);
      }),
    );
  });

  test('a document with one character changed is accepted only where the sums of the register cannot tell', () => {
    let wrong = 0;
    let unnoticed = 0;
    fc.assert(
      fc.property(fc.oneof(anyCpf, anyCnpj), fc.nat(), fc.constantFrom(...CHARACTERS), (value, place, character) => {
        const at = place % value.length;
        const mutated = value.slice(0, at) + character + value.slice(at + 1);
        fc.pre(mutated !== value && new Set(mutated).size > 1);
        const shaped = value.length === 11 ? /^\d{11}$/.test(mutated) : /^[0-9A-Z]{12}\d\d$/.test(mutated);
        expect(accepted(mutated) !== null).toBe(shaped && hasRightDigits(mutated));
        if (at >= value.length - 2) expect(accepted(mutated)).toBeNull();
        wrong += 1;
        if (accepted(mutated) !== null) unnoticed += 1;
      }),
      { numRuns: 3_000, seed: 20_261_122 },
    );
    expect(unnoticed / wrong).toBeLessThan(0.1);
  });
});

describe('masks', () => {
  test.each([
    ['52998224725', '***.982.247-**'],
    ['12ABC34501DE35', '12.ABC.***/****-**'],
    ['529', '***'],
    ['', '***'],
  ])('%s is shown as %s', (value, expected) => expect(maskDocument(value)).toBe(expected));
});
