/** Owns that a report is read alike in each of its forms, and that nothing unknown is ever read as clean. */
import fc from 'fast-check';
import { readReport } from '../../../adapters/deps/report-wire';
import { reportSchema } from '../../../contracts/report';
import {
  aMix,
  anyBlock,
  ANSWERED_DOCUMENT,
  NOTHING_FOUND as NOTHING,
  NOW,
  readMix as read,
  smart,
} from '../../support/deps-answers';
import { aQuery } from '../../support/deps-simulator';

const query = aQuery({ document: ANSWERED_DOCUMENT });

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

test('names that only the prototype has are no blocks', () => {
  const mix = JSON.parse('{"__proto__":{"score":{"success":true,"data":{"score":900}}},"constructor":1}') as unknown;
  expect(read(mix)).toMatchObject({ score: null, status: 'partial' });
});
