/** Owns the blocks of a Deps report: searched and clean, found, failed or not contracted, and never clean by default. */
import type { BlockFinding, ListedRecord } from '../../domain/bureau-report';
import { combined, latestOrNull, MOST_COUNTED, MOST_RECORDS, sumOrNull, type Found } from '../bureau/combine-findings';
import { amountOf, countOf } from '../bureau/decimal';
import { dayOf } from '../bureau/provider-dates';

export type Json = Readonly<Record<string, unknown>>;

/** More rows than these are counted and not read, so that a large answer doesn't hold the process up. */
const MOST_ROWS = 1_000;
const MOST_BLOCKS = 50;
const NOTHING = /nada\s+consta/i;

const COUNTS = ['quantidadeTotal', 'totalPendencias', 'totalAcoes', 'totalOcorrencias', 'quantidade'] as const;
const VALUES = ['valorTotal', 'valor'] as const;
const LISTS = ['ocorrencias', 'ultimasOcorrencias', 'itens'] as const;
const LATEST = ['dataUltimaOcorrencia', 'ultimaOcorrencia'] as const;
/** When a debt fell due, or what comes nearest to it. */
const DUE = ['dataVencimento', 'dataOcorrencia', 'data', 'dataProtesto', 'dataDistribuicao', 'dataInclusao'] as const;

/** A value under a name, only where the object has it itself. */
export function at(from: unknown, name: string): unknown {
  return isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `data` of a block that was answered; `null` for one that is absent, failed, or has none. */
export function dataOf(block: unknown): Json | null {
  const data = at(block, 'data');
  return isTrue(at(block, 'success')) && isObject(data) ? data : null;
}

/** True also for the word, which some serializers write. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** One block. Clean has to be said: *nada consta*, a count of 0, or the older empty list; silence is a failure. */
export function findingOf(block: unknown, isNamedAsFailed: boolean): BlockFinding {
  if (isNamedAsFailed) return { state: 'failed' };
  if (block === null || block === undefined) return { state: 'notContracted' };
  if (!isTrue(at(block, 'success'))) return { state: 'failed' };
  const message = at(block, 'message');
  const isNothing = typeof message === 'string' && NOTHING.test(message);
  const data = at(block, 'data');
  if (data === null || data === undefined) return { state: isNothing ? 'clean' : 'failed' };
  const found = foundIn(data);
  if (found !== null) return found;
  const isCounted = Array.isArray(data) ? data.every(isZero) : firstOf(data, COUNTS, countOf) === 0;
  return { state: isNothing || isCounted ? 'clean' : 'failed' };
}

/** `restricoesCheques` is no block but holds some; where it comes as a block all the same, it is one. */
export function chequesFinding(holder: unknown, isFailed: (name: string) => boolean): BlockFinding {
  const name = 'restricoesCheques';
  if (isFailed(name)) return { state: 'failed' };
  if (holder === null || holder === undefined) return { state: 'notContracted' };
  if (!isObject(holder)) return { state: 'failed' };
  if (Object.hasOwn(holder, 'success')) return findingOf(holder, false);
  const blocks = Object.entries(holder).slice(0, MOST_BLOCKS);
  return combined(blocks.map(([inner, block]) => findingOf(block, isFailed(inner) || isFailed(`${name}.${inner}`))));
}

/** What a block's data tells of; `null` where it tells of nothing, or nothing that can be read. */
function foundIn(data: unknown): Found | null {
  const list = listIn(data);
  const rows = list.slice(0, MOST_ROWS).filter((row) => !isZero(row));
  const isCut = list.length > MOST_ROWS;
  const counted = isCut ? list.length : rows.reduce<number>((sum, row) => sum + (quantityOf(row) ?? 1), 0);
  const toldCount = firstOf(data, COUNTS, countOf) ?? 0;
  const toldCents = firstOf(data, VALUES, amountOf);
  const count = Math.min(MOST_COUNTED, Math.max(toldCount, counted, (toldCents ?? 0) > 0 ? 1 : 0));
  if (count === 0) return null;
  const isWhole = counted >= toldCount && rows.length > 0 && !isCut;
  const values = rows.map((row) => firstOf(row, VALUES, amountOf));
  // What is called the latest holds the latest, however few they are; another list may be any part of the whole.
  const holdsLatest = isWhole || (!isCut && list === at(data, 'ultimasOcorrencias'));
  return {
    state: 'found',
    count,
    valueCents: toldCents ?? (isWhole ? sumOrNull(values) : null),
    latestOn: firstOf(data, LATEST, dayOf) ?? (holdsLatest ? latestOrNull(rows.map(latestOf)) : null),
    records: rows.slice(0, MOST_RECORDS).map((row, index) => recordOf(row, values[index] ?? null)),
  };
}

/** The rows of a block; the older form is the list itself. */
function listIn(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : (LISTS.map((name) => at(data, name)).find(Array.isArray) ?? []);
}

/** Of a row that stands for several. */
function quantityOf(row: unknown): number | null {
  return countOf(at(row, 'quantidade'));
}
function isZero(row: unknown): boolean {
  return quantityOf(row) === 0;
}

function recordOf(row: unknown, valueCents: number | null): ListedRecord {
  return { dueOn: firstOf(row, DUE, dayOf), valueCents };
}

function latestOf(row: unknown): string | null {
  const days = DUE.flatMap((name) => dayOf(at(row, name)) ?? []);
  return days.sort().at(-1) ?? null;
}

/** The first of these names under which something readable stands. */
function firstOf<T>(from: unknown, names: readonly string[], read: (value: unknown) => T | null): T | null {
  for (const name of names) {
    const value = read(at(from, name));
    if (value !== null) return value;
  }
  return null;
}
