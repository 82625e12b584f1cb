/** Owns what is taken of Deps' own judgement: score, class, limit and verdict, and what is told where one isn't believed. */
import { aMix, ANSWERED_DOCUMENT, readMix as read, smart } from '../../support/deps-answers';

describe('the judgement', () => {
  const score = (data: unknown) => read(aMix({ score: { success: true, data } }));
  test.each([
    [{ score: 0 }, 0],
    [{ valor: 712 }, 712],
    [{ score: null, valor: '712' }, 712],
    [{ score: 712.9 }, 712],
    [{ score: 1000 }, 1_000],
    [{ score: null }, null],
    [{}, null],
    [null, null],
  ])('has of %j the score %p', (data, expected) => {
    expect(score(data)).toMatchObject({ score: expected, status: 'ok', notes: [] });
  });
  test.each([-1, 1001, 'alto', '0x1', true])('does not believe a score of %p, and says so', (told) => {
    expect(score({ score: told })).toMatchObject({
      score: null,
      status: 'partial',
      notes: [expect.stringContaining('score')],
    });
  });

  test.each([
    ['AAA', 'AAA'],
    [' bb ', 'BB'],
    ['E', 'E'],
    [null, null],
    ['', null],
  ])('has of %p the class %p', (told, riskClass) => {
    expect(read(aMix(smart({ classificacao: told })))).toMatchObject({ riskClass, notes: [], status: 'ok' });
  });
  test('tells a class it does not know, and holds it for none', () => {
    const { riskClass, notes } = read(aMix(smart({ classificacao: 'A+\u0000' })));
    expect(riskClass).toBeNull();
    expect(notes).toEqual([expect.stringContaining('“A+”')]);
  });

  test('has limit, validity, verdict and points as Deps tells them', () => {
    const told = smart(
      { classificacao: 'BBB', limiteSugerido: 'R$ 52.300,01', validade: '2027-02-28T00:00:00' },
      {
        parecer: { aprovado: false, motivo: 'Restrição\nem nome de 390.533.447-05' },
        positivas: [
          { metrica: 'Tempo', descricao: 'Mais de cinco anos' },
          { metrica: 'Só métrica', descricao: null },
          {},
        ],
        negativas: [{ descricao: 'x'.repeat(5_000) }, null, 'texto'],
      },
    );
    expect(read(aMix(told))).toMatchObject({
      riskClass: 'BBB',
      suggestedLimitCents: 5_230_001,
      suggestedUntil: '2027-02-28',
      verdict: { approved: false, reason: 'Restrição em nome de ***' },
      points: [
        { text: 'x'.repeat(300), isFavourable: false },
        { text: 'Mais de cinco anos', isFavourable: true },
        { text: 'Só métrica', isFavourable: true },
      ],
    });
  });
  test('keeps a limit of zero apart from none, and does not believe a negative one or a date that does not exist', () => {
    expect(read(aMix(smart({ limiteSugerido: 0 }))).suggestedLimitCents).toBe(0);
    expect(read(aMix(smart({ limiteSugerido: null })))).toMatchObject({ suggestedLimitCents: null, notes: [] });
    const odd = read(aMix(smart({ limiteSugerido: -1, validade: '2026-02-30' })));
    expect(odd).toMatchObject({ suggestedLimitCents: null, suggestedUntil: null, status: 'partial' });
    expect(odd.notes).toHaveLength(2);
    expect(read(aMix(smart({ validade: '0001-01-01T00:00:00' }))).notes).toEqual([]);
  });
  test('has no verdict where none was given, and no class from a block that failed', () => {
    expect(read(aMix(smart({}, { parecer: { aprovado: null } }))).verdict).toBeNull();
    const failed = aMix({ ...smart({ classificacao: 'AAA' }), blocosComErros: ['Smart'] });
    expect(read(failed)).toMatchObject({ riskClass: null, status: 'partial' });
  });
  test('tells that Deps marks a restriction without saying which', () => {
    const empresa = { success: true, data: { cnpj: ANSWERED_DOCUMENT, possuiRestricao: true } };
    expect(read(aMix({ empresa })).notes).toEqual([expect.stringContaining('restrição')]);
  });
});
