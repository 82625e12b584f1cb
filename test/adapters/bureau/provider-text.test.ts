/** Owns what is repeated of an error's words: the message and its code, short, and nothing that nobody else may read. */
import { providerText, retryAfterMs } from '../../../adapters/bureau/provider-text';

test.each([
  [{ codigo: 'CONTA-001', mensagem: 'Senha inválida' }, 'Senha inválida (CONTA-001)'],
  [{ codigo: 7, mensagem: 'Senha inválida' }, 'Senha inválida (7)'],
  [{ message: 'Not allowed' }, 'Not allowed'],
  [{ messages: ['um', 'dois', 3, ''] }, 'um; dois'],
  [[{ mensagem: 'em lista' }], 'em lista'],
  [{ codigo: 'X' }, '(X)'],
  [{ mensagem: 'a\u0000b\nc' }, 'a b c'],
  [{ mensagem: 'x'.repeat(5_000) }, 'x'.repeat(300)],
  [{ mensagem: { $gt: '' } }, ''],
  ['<html>', ''],
  [null, ''],
  [undefined, ''],
])('%j is told as %j', (body, expected) => {
  expect(providerText(body, [])).toBe(expected);
});

test.each([
  '39053344705',
  '390.533.447-05',
  'cpf39053344705x',
  '11222333000181',
  '11.222.333/0001-81',
  'cnpj=11222333000181;',
  '12ABC34501DE35',
  '12.abc.345/01de-35',
  '390 533 447 05',
  '390.533.447 - 05',
  '3 9 0 5 3 3 4 4 7 0 5',
  '11 222 333 0001 81',
  '11.222.333 / 0001 - 81',
  '11\u00a0222\u00a0333/0001\u201381',
  '11_222_333_0001_81',
  '11.222.333%2F0001-81',
  '11.222.333&#47;0001-81',
  '\uff11\uff11222333000181',
  '12 ABC 345 01DE 35',
  '12-ABC-345-01DE-35',
])('a document in the words (%s) is struck out', (document) => {
  const told = providerText({ mensagem: `Documento ${document} inválido` }, []);
  expect(told).toContain('***');
  expect(told).not.toMatch(/\d{3}/);
});

test.each([
  ['12ABC34501DE35', '1 2 A B C 3 4 5 0 1 D E 3 5'],
  ['12ABC34501DE35', '12ab.c345.01de.35'],
  ['ABCDEFGHIJKL35', 'AB.CDE.FGH / IJKL - 35'],
  ['01234567890', '1.234.567-890'],
  ['00000012000191', '12.000/191'],
])('the document that was asked about (%s) is struck out, written as %s', (document, written) => {
  expect(providerText({ mensagem: `O documento ${written} não existe` }, [document])).toBe(
    'O documento *** não existe',
  );
});

test.each(['Limite de 60 requisições por minuto excedido em 22/11', 'Tente de novo em 10 min ou mais tarde as 12'])(
  'other words (%s) are told',
  (words) => {
    expect(providerText({ mensagem: words }, ['12ABC34501DE35'])).toBe(words);
  },
);

test('a document that the cut would fall into is struck out as a whole', () => {
  const told = providerText({ mensagem: `${'x'.repeat(290)} 11222333000181` }, []);
  expect(told).toBe(`${'x'.repeat(290)} ***`);
});

test.each(['s3nh@', 'com "aspas"', 'ção\\', 'a b&c'])(
  'a secret (%s) is struck out however it is repeated',
  (secret) => {
    const repeated = `${secret} ${JSON.stringify({ senha: secret })} ${encodeURIComponent(secret)}`;
    expect(providerText({ mensagem: repeated }, [secret, ''])).toBe('*** {"senha":"***"} ***');
  },
);

test('a time to come again is read as seconds or as a date, a day at most, and nothing else is one', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Fri, 20 Nov 2026 12:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Fri, 20 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('999999999', now)).toBe(24 * 3_600_000);
  for (const nothing of [undefined, '', 'soon', '-1', '1e9']) expect([null, 0]).toContain(retryAfterMs(nothing, now));
});
