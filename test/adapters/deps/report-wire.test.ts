/** Owns that a report is read alike in each of its forms, and that nothing unknown is ever read as clean. */
import fc from 'fast-check';
import { readReport } from '../../../adapters/deps/report-wire';
import { reportSchema } from '../../../contracts/report';
import type { ReportFindings } from '../../../domain/credit-bureau';
import { anyBlock } from '../../support/deps-answers';
import { aQuery } from '../../support/deps-simulator';

const NOW = new Date('2026-11-20T12:00:00Z');
const NOTHING = { success: true, message: 'Nada consta.', data: null };
const query = aQuery({ document: '11222333000181' });

function aMix(given: Record<string, unknown> = {}) {
  return {
    isParcial: false,
    blocosComErros: [],
    dataConsulta: '2026-11-20T08:59:00',
    historicoConsultaId: 'h-1',
    empresa: { success: true, data: { cnpj: '11222333000181' } },
    pendenciasRestricoes: NOTHING,
    ...given,
  };
}
function read(mix: unknown, asked = query): ReportFindings {
  const result = readReport({ mix }, asked, NOW);
  if (result.kind !== 'read') throw new Error(result.kind);
  return result.findings;
}
const smart = (classificacao: unknown, rest = {}) => ({ smart: { success: true, data: { classificacao, ...rest } } });

test('every block is read alike in each of its forms, and unknown is never clean', () => {
  const blocks = fc.record({
    debts: anyBlock({ count: 'totalPendencias', value: 'valor', list: 'ocorrencias', day: 'dataOcorrencia' }),
    protests: anyBlock({ count: 'quantidadeTotal', value: 'valorTotal', list: 'ultimasOcorrencias', day: 'data' }),
    lawsuits: anyBlock({ count: 'totalAcoes', value: 'valorTotal', list: 'ocorrencias', day: 'dataDistribuicao' }),
    bankruptcy: anyBlock({ count: 'quantidadeTotal', value: 'valorTotal', list: 'ocorrencias', day: 'data' }),
  });
  const NAMES = {
    debts: 'pendenciasRestricoes',
    protests: 'protestos',
    lawsuits: 'acoesJudiciais',
    bankruptcy: 'falenciasRecuperacaoJudicial',
  } as const;
  fc.assert(
    fc.property(blocks, fc.boolean(), (given, isList) => {
      const kinds = Object.keys(NAMES) as (keyof typeof NAMES)[];
      const mix = aMix({
        ...Object.fromEntries(
          kinds.flatMap((kind) => (given[kind].block === undefined ? [] : [[NAMES[kind], given[kind].block]])),
        ),
        ...(given.debts.block === undefined && { pendenciasRestricoes: undefined }),
        blocosComErros: kinds.filter((kind) => given[kind].isNamedAsFailed).map((kind) => NAMES[kind]),
      });
      const result = readReport(isList ? [{ mix }] : { mix }, query, NOW);
      const truths = Object.fromEntries(kinds.map((kind) => [kind, given[kind].truth]));
      expect(result).toMatchObject({
        kind: 'read',
        findings: { restrictions: { ...truths, cheques: { state: 'notContracted' } } },
      });
      const isWhole = kinds.every((kind) => given[kind].truth.state !== 'failed');
      expect(result).toMatchObject({ findings: { status: isWhole ? 'ok' : 'partial' } });
    }),
    { numRuns: 500 },
  );
});

test('whatever stands where is read without a throw, into what can be stored', () => {
  const names = [
    'empresa',
    'score',
    'smart',
    'pendenciasRestricoes',
    'protestos',
    'restricoesCheques',
    'acoesJudiciais',
  ];
  const others = ['dataConsulta', 'isParcial', 'blocosComErros', 'historicoConsultaId', 'falenciasRecuperacaoJudicial'];
  const block = fc.oneof(
    fc.jsonValue(),
    fc.record({ success: fc.constantFrom(true, false, null), message: fc.jsonValue(), data: fc.jsonValue() }),
  );
  const mix = fc.record(Object.fromEntries([...names, ...others].map((name) => [name, block])), { requiredKeys: [] });
  fc.assert(
    fc.property(fc.oneof(mix, fc.jsonValue()), (given) => {
      const result = readReport({ mix: given }, query, NOW);
      if (result.kind !== 'read') return;
      const { status, providerAt, restrictions, score, riskClass } = result.findings;
      const stored = {
        report: 'rep_1',
        customerKey: 'cus_1',
        bureau: 'deps',
        product: 'X',
        storedAt: NOW.toISOString(),
      };
      const parsed = reportSchema.safeParse({ ...stored, status, providerAt, restrictions, score, riskClass });
      expect(parsed.error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test.each([null, [], {}, 'x', [{}, {}], { mix: null }, { mix: [] }, [{ mix: {} }, { mix: {} }], { codigo: 'X' }])(
  '%j is no report',
  (body) => {
    expect(readReport(body, query, NOW)).toEqual({ kind: 'unreadable' });
  },
);

describe('whom it is about', () => {
  const of = (mix: unknown, given = {}) => readReport({ mix }, { ...query, ...given }, NOW).kind;
  const person = { document: '39053344705', personType: 'F' } as const;
  const pessoa = (cpf: unknown) => ({ pessoa: { success: true, data: { cpf } } });
  const empresa = (cnpj: unknown) => ({ empresa: { success: true, data: { cnpj } } });
  test.each([
    [empresa('11.222.333/0001-81'), {}, 'read'],
    [empresa(11222333000181), {}, 'read'],
    [empresa('11.222.***/****-**'), {}, 'read'],
    [empresa('11.444.***/****-**'), {}, 'anotherDocument'],
    [empresa('11222333000262'), {}, 'anotherDocument'],
    [empresa('11222333'), {}, 'anotherDocument'],
    [empresa(null), {}, 'read'],
    [{ ...empresa('11222333000181'), ...pessoa('39053344705') }, {}, 'read'],
    [{ ...empresa(''), ...pessoa('39053344705') }, {}, 'anotherDocument'],
    [pessoa('390.533.447-05'), person, 'read'],
    [pessoa('52998224725'), person, 'anotherDocument'],
    [pessoa(1234567890), { ...person, document: '01234567890' }, 'read'],
    [{ documento: '52998224725', ...pessoa(null) }, person, 'anotherDocument'],
    [empresa('12abc34501de35'), { document: '12ABC34501DE35' }, 'read'],
  ])('%j, asked with %j: %s', (mix, given, kind) => {
    expect(of(mix, given)).toBe(kind);
  });
});

describe('cheques', () => {
  const found = (valor: string) => ({
    success: true,
    data: { quantidadeTotal: 2, valorTotal: valor, dataUltimaOcorrencia: '2026-05-01' },
  });
  const failed = { success: false, message: 'x', data: null };
  test.each([
    [null, { state: 'notContracted' }],
    [{}, { state: 'notContracted' }],
    [{ a: null, b: null }, { state: 'notContracted' }],
    [{ a: NOTHING, b: null }, { state: 'clean' }],
    [{ a: NOTHING, b: failed }, { state: 'failed' }],
    [
      { a: found('10,00'), b: failed },
      { state: 'found', count: 2, valueCents: 1_000, latestOn: '2026-05-01' },
    ],
    [
      { a: found('10,00'), b: found('R$ 5,01') },
      { state: 'found', count: 4, valueCents: 1_501 },
    ],
    [NOTHING, { state: 'clean' }],
    ['x', { state: 'failed' }],
  ])('%j are %j', (restricoesCheques, expected) => {
    expect(read(aMix({ restricoesCheques })).restrictions.cheques).toMatchObject(expected);
  });
  test.each(['restricoesCheques', 'chequesSustados', 'restricoesCheques.chequesSustados', 'CHEQUES_SUSTADOS'])(
    'are unknown where %s is named as failed',
    (name) => {
      const mix = aMix({ restricoesCheques: { chequesSustados: NOTHING, b: NOTHING }, blocosComErros: [name] });
      expect(read(mix)).toMatchObject({ status: 'partial', restrictions: { cheques: { state: 'failed' } } });
    },
  );
});

describe('what was found', () => {
  const debts = (data: unknown) => read(aMix({ pendenciasRestricoes: { success: true, data } })).restrictions.debts;
  test('keeps records of any age, each with its own date', () => {
    const ocorrencias = [
      { dataVencimento: '2015-01-31T00:00:00', dataInclusao: '2015-03-01', valor: 1 },
      { dataOcorrencia: '10/10/2026', valor: 'R$ 2,00' },
      { valor: null },
    ];
    expect(debts({ totalPendencias: 3, valor: 3, ocorrencias })).toEqual({
      state: 'found',
      count: 3,
      valueCents: 300,
      latestOn: null,
      records: [
        { dueOn: '2015-01-31', valueCents: 100 },
        { dueOn: '2026-10-10', valueCents: 200 },
        { dueOn: null, valueCents: null },
      ],
    });
  });
  test('has no latest date where a part of the list is missing, unless the list is of the latest', () => {
    const rows = [{ data: '2019-01-01', valor: 1 }];
    expect(debts({ totalPendencias: 2, valor: 3, ocorrencias: rows })).toMatchObject({ count: 2, latestOn: null });
    expect(debts({ totalPendencias: 2, ultimasOcorrencias: rows })).toMatchObject({
      latestOn: '2019-01-01',
      valueCents: null,
    });
  });
  test('counts a list that is longer than its count, a row that stands for several, and a value alone', () => {
    expect(debts({ totalPendencias: 1, ocorrencias: [{}, {}] })).toMatchObject({ count: 2 });
    expect(debts([{ quantidade: 3 }, { quantidade: 0 }, {}])).toMatchObject({ count: 4 });
    expect(debts({ totalPendencias: null, valor: '10,00' })).toMatchObject({
      count: 1,
      valueCents: 1_000,
      records: [],
    });
    expect(debts({ totalPendencias: 0, valor: '10,00' })).toMatchObject({ state: 'found' });
    expect(debts([{ quantidade: 0 }])).toEqual({ state: 'clean' });
    expect(debts({ totalPendencias: 'muitas', ocorrencias: [] })).toEqual({ state: 'failed' });
    expect(debts({ totalPendencias: null, ocorrencias: [] })).toEqual({ state: 'failed' });
  });
  test('lists a thousand records at most, and counts all', () => {
    const finding = debts({ ocorrencias: Array.from({ length: 20_000 }, () => ({ data: '2026-01-01', valor: 1 })) });
    expect(finding).toMatchObject({ state: 'found', count: 20_000, valueCents: null, latestOn: null });
    expect(finding?.state === 'found' && finding.records.length).toBe(1_000);
  });
});

describe('a report is partial', () => {
  test.each([
    { isParcial: true },
    { isParcial: 'true' },
    { isParcial: 'sim' },
    { blocosComErros: ['scr'] },
    { blocosComErros: 'protestos' },
    { blocosComErros: { scr: 'x' } },
    { scr: { success: false, message: 'x', data: null } },
    { score: { success: false, data: null } },
    { restricoesCheques: { a: { success: false } } },
    { pendenciasRestricoes: null, empresa: null },
    smart({ classificacao: 'F' }),
  ])('with %j', (given) => {
    expect(read(aMix(given)).status).toBe('partial');
  });
  test('where data were reused and nobody says how old they are, and is dated now where they were bought now', () => {
    const undated = aMix({ dataConsulta: 'ontem' });
    expect(read(undated)).toMatchObject({ status: 'ok', providerAt: NOW.toISOString(), charged: 'yes' });
    expect(read(undated, { ...query, reuse: true })).toMatchObject({ status: 'partial', charged: 'unknown' });
    expect(read(undated).notes).toEqual(['A Deps não informou a data da consulta.']);
  });
  test.each([
    {},
    { isParcial: null },
    { isParcial: 'false' },
    { blocosComErros: null },
    { blocosComErros: '' },
    { scr: null },
  ])('not with %j', (given) => {
    expect(read(aMix(given)).status).toBe('ok');
  });
});

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
    const empresa = { success: true, data: { cnpj: query.document, possuiRestricao: true } };
    expect(read(aMix({ empresa })).notes).toEqual([expect.stringContaining('restrição')]);
  });
});

test('names that only the prototype has are no blocks', () => {
  const mix = JSON.parse('{"__proto__":{"score":{"success":true,"data":{"score":900}}},"constructor":1}') as unknown;
  expect(read(mix)).toMatchObject({ score: null, status: 'partial' });
});
