/** Owns answers of Deps for suites: one truth in any of the forms that it may be written in. */
import fc from 'fast-check';
import { readReport } from '../../adapters/deps/report-wire';
import type { BlockFinding } from '../../domain/bureau-report';
import type { BureauQuery, ReportFindings } from '../../domain/credit-bureau';
import { aQuery } from './deps-simulator';

/** Whom `aMix` tells of. */
export const ANSWERED_DOCUMENT = '11222333000181';
/** When it is read. */
export const NOW = new Date('2026-11-20T12:00:00Z');
export const NOTHING_FOUND = { success: true, message: 'Nada consta.', data: null };

/** A whole answer of little, changed as a test needs it. */
export function aMix(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    isParcial: false,
    blocosComErros: [],
    dataConsulta: '2026-11-20T08:59:00',
    historicoConsultaId: 'h-1',
    empresa: { success: true, data: { cnpj: ANSWERED_DOCUMENT } },
    pendenciasRestricoes: NOTHING_FOUND,
    ...given,
  };
}

/** The block that classifies. */
export function smart(classificacao: unknown, rest: Record<string, unknown> = {}): Record<string, unknown> {
  return { smart: { success: true, data: { classificacao, ...rest } } };
}

/** What is read of it; fails the test where it is no report. */
export function readMix(mix: unknown, given: Partial<BureauQuery> = {}): ReportFindings {
  const result = readReport({ mix }, aQuery({ document: ANSWERED_DOCUMENT, ...given }), NOW);
  if (result.kind !== 'read') throw new Error(result.kind);
  return result.findings;
}

/** Everything in one amount may be written as, in cents. */
export function amountForms(cents: number): readonly (string | number)[] {
  const digits = String(cents).padStart(3, '0');
  const [reais, rest] = [digits.slice(0, -2), digits.slice(-2)];
  const brazilian = `${reais.replace(/\B(?=(\d{3})+$)/g, '.')},${rest}`;
  return [cents / 100, brazilian, `R$ ${brazilian}`, `R$\u00a0${brazilian}`, `${reais}.${rest}`, `${reais},${rest}`];
}

const anyCents = fc.integer({ min: 1, max: 100_000_000_00 });
const anyDay = fc
  .integer({ min: 0, max: 4_000 })
  .map((days) => new Date(Date.UTC(2015, 0, 1 + days)).toISOString().slice(0, 10));
const anyAmount = (cents: number) => fc.constantFrom(...amountForms(cents));
const dayForm = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-');
  return fc.constantFrom(
    day,
    `${day}T00:00:00`,
    `${day}T00:00:00Z`,
    `${date}/${month}/${year}`,
    `${day}T14:05:06.1234567`,
  );
};

/** A truth, and one way in which a block tells it; `undefined` for a block that is absent. */
export interface ToldBlock {
  readonly truth: BlockFinding;
  readonly block: unknown;
  readonly isNamedAsFailed: boolean;
}

const CLEAN = [
  { success: true, message: 'Nada consta.', data: null },
  { success: true, message: 'NADA CONSTA', data: {} },
  { success: 'true', message: 'Nada  consta para o documento.' },
  { success: true, message: null, data: [] },
];
const FAILED = [
  { success: false, message: 'Fonte indisponível', data: null },
  { success: false, message: 'Nada consta.', data: null },
  { success: true, message: null, data: null },
  { success: true, message: 'Bloco não disponível', data: null },
  { success: true, message: '', data: {} },
  { success: null, message: 'Nada consta.', data: null },
  { message: 'Nada consta.' },
  'erro',
  7,
  [],
];
const told = (state: 'clean' | 'failed' | 'notContracted', block: unknown, isNamedAsFailed = false): ToldBlock => ({
  truth: { state },
  block,
  isNamedAsFailed,
});

/** `names`: under which count, value, rows and day of a row stand in this block. */
export function anyBlock(names: { count: string; value: string; list: string; day: string }): fc.Arbitrary<ToldBlock> {
  return fc.oneof(
    fc.constantFrom(null, undefined).map((block) => told('notContracted', block)),
    fc
      .constantFrom(...CLEAN, { success: true, message: null, data: { [names.count]: 0, [names.value]: 0 } })
      .map((block) => told('clean', block)),
    fc.constantFrom(...FAILED).map((block) => told('failed', block)),
    fc.constantFrom(...CLEAN, null).map((block) => told('failed', block, true)),
    foundBlock(names),
  );
}

function foundBlock(names: { count: string; value: string; list: string; day: string }): fc.Arbitrary<ToldBlock> {
  const row = fc
    .tuple(anyCents, anyDay)
    .chain(([cents, day]) =>
      fc
        .tuple(anyAmount(cents), dayForm(day))
        .map(([valor, data]) => ({ cents, day, wire: { valor, [names.day]: data } })),
    );
  const rows = fc.array(row, { minLength: 1, maxLength: 6 });
  return fc.tuple(rows, fc.boolean(), fc.boolean()).chain(([list, isOlderForm, isToldInFull]) => {
    const total = list.reduce((sum, { cents }) => sum + cents, 0);
    const wires = list.map(({ wire }) => wire);
    return anyAmount(total).map((value): ToldBlock => {
      const summary = { [names.count]: isToldInFull ? list.length : null, [names.value]: isToldInFull ? value : null };
      return {
        isNamedAsFailed: false,
        block: { success: true, message: null, data: isOlderForm ? wires : { ...summary, [names.list]: wires } },
        truth: {
          state: 'found',
          count: list.length,
          valueCents: total,
          latestOn:
            list
              .map(({ day }) => day)
              .sort()
              .at(-1) ?? null,
          records: list.map(({ cents, day }) => ({ dueOn: day, valueCents: cents })),
        },
      };
    });
  });
}
