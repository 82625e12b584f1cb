/** Owns the guarantee that a CPF or CNPJ in a text is found however it is written, and nothing else is taken for one. */
import { cnpjCheckDigits } from '../../domain/documents';
import { namesDocument } from '../../domain/document-in-text';
import { testAlphanumericCnpj, testCnpj, testCpf } from '../support/documents';

const withLetters = `MERCADOSOL12${cnpjCheckDigits('MERCADOSOL12')}`;
const masked = (cnpj: string) => cnpj.replace(/^(..)(...)(...)(....)(..)$/, '$1.$2.$3/$4-$5');

test.each([
  ['a CPF', testCpf(7)],
  ['a CPF behind a word', `CPF${testCpf(7)}`],
  ['a CNPJ with its marks', masked(testCnpj(7))],
  ['an alphanumeric one', testAlphanumericCnpj(7)],
  ['one that begins with letters', withLetters],
  ['one that begins with letters, with its marks', masked(withLetters)],
  ['one in small letters', withLetters.toLowerCase()],
])('%s is found', (_name, written) => {
  expect(namesDocument(`Como no caso de ${written}, em março.`)).toBe(true);
});

test.each(['Atraso médio de 12 dias em 2026', 'Pedido 12345678901234', 'mercadosol12/34', 'R$ 1.234.567,89', ''])(
  '"%s" names nobody',
  (text) => {
    expect(namesDocument(text)).toBe(false);
  },
);
