/** Owns how a mapping becomes a function: a row of cells in, the movements it tells of out, or why it tells none. */
import { shownValue } from '../contracts/primitives';
import type { Finding } from '../domain/errors';
import type { Condition, FieldMapping, Mapping, MovementMapping } from './mapping';
import { testCnpjs } from './test-cnpj';
import { dateReader, instantReader, moneyReader, type Reader } from './text-formats';

type Cells = readonly string[];

/** One line of the ledger that a row makes, or what keeps it from being made. */
export interface Made {
  readonly type: string;
  /** The movement's id, where the row tells it. */
  readonly movement: string | null;
  readonly line: Readonly<Record<string, unknown>>;
  readonly errors: readonly Finding[];
}

/** `ignored`: the mapping says that such rows make nothing. */
export type RowOutcome = { readonly ignored: true } | { readonly ignored: false; readonly made: readonly Made[] };

export interface CompiledMapping {
  readRow(cells: Cells): RowOutcome;
  /** The columns that a field of a type of movement was read from, for who has to correct them. */
  columnsOf(type: string, field: string): readonly string[];
}

/** The mapping names columns that the file doesn't have. */
export class MissingColumns extends Error {
  override readonly name = 'MissingColumns';
}

/** `header` names the file's columns in their order. Errors: `MissingColumns`. */
export function compileMapping(mapping: Mapping, header: readonly string[]): CompiledMapping {
  const columns = columnIndex(header);
  const context = { mapping, columns, cnpjOf: testCnpjs() };
  const ignored = mapping.ignore.map((condition) => compileCondition(condition, columns));
  const makers = mapping.movements.map((movement) => compileMovement(movement, context));
  return {
    readRow: (cells) => {
      if (ignored.some((applies) => applies(cells))) return { ignored: true };
      const made = makers.flatMap((make) => make(cells) ?? []);
      return { ignored: false, made: made.length > 0 ? made : [NOTHING] };
    },
    columnsOf: (type, field) =>
      mapping.movements
        .filter((movement) => movement.type === type)
        .flatMap(({ fields }) => columnsIn(templateOf(fields[field] ?? ''))),
  };
}

const NOTHING: Made = {
  type: 'row',
  movement: null,
  line: {},
  errors: [
    {
      at: '',
      message: 'makes no movement by this mapping',
      fix: 'give its kind a movement, or list it under ignore',
    },
  ],
};

interface Context {
  readonly mapping: Mapping;
  readonly columns: ColumnIndex;
  readonly cnpjOf: (name: string) => string;
}

type ColumnIndex = (column: string) => number;

function columnIndex(header: readonly string[]): ColumnIndex {
  return (column) => {
    const index = header.indexOf(column);
    if (index < 0) throw new MissingColumns(`the file has no column ${column}; it has ${header.join(', ')}`);
    if (header.lastIndexOf(column) !== index) throw new MissingColumns(`the file has the column ${column} twice`);
    return index;
  };
}

function compileMovement({ type, when, fields }: MovementMapping, context: Context) {
  const applies = when.map((condition) => compileCondition(condition, context.columns));
  const readers = Object.entries(fields).map(([field, from]) => [field, compileField(field, from, context)] as const);
  return (cells: Cells): Made | null => {
    if (!applies.every((condition) => condition(cells))) return null;
    const line: Record<string, unknown> = { type };
    const errors: Finding[] = [];
    for (const [field, read] of readers) {
      const value = read(cells);
      if (value instanceof Unreadable) errors.push({ at: field, message: value.message, fix: value.fix });
      else if (value !== undefined) line[field] = value;
    }
    return { type, movement: typeof line['movement'] === 'string' ? line['movement'] : null, line, errors };
  };
}

function compileCondition(condition: Condition, columns: ColumnIndex): (cells: Cells) => boolean {
  const index = columns(condition.column);
  const cellOf = (cells: Cells) => (cells[index] ?? '').trim();
  if ('filled' in condition) return (cells) => (cellOf(cells) !== '') === condition.filled;
  const words = new Set(condition.in);
  return (cells) => words.has(cellOf(cells));
}

class Unreadable {
  constructor(
    readonly message: string,
    readonly fix: string,
  ) {}
}

type FieldReader = (cells: Cells) => unknown;

/** `undefined` where a column of the template is empty: the row doesn't tell this field. */
function compileField(field: string, from: FieldMapping, context: Context): FieldReader {
  if (typeof from === 'boolean') return () => from;
  const fill = compileTemplate(templateOf(from), context.columns);
  const read = valueReader(field, from, context);
  return (cells) => {
    const text = fill(cells);
    return text === null ? undefined : read(text);
  };
}

/** By what a field is called: `…Cents` is money, `…On` a day, `…At` an instant; the rest is text. */
function valueReader(field: string, from: Exclude<FieldMapping, boolean>, { mapping, cnpjOf }: Context) {
  if (typeof from !== 'string' && 'testCnpjOf' in from) return cnpjOf;
  const own: Exclude<typeof from, string> = typeof from === 'string' ? { from } : from;
  if (own.words !== undefined) return translator(own.words);
  if (field.endsWith('Cents')) {
    const format = own.money ?? mapping.money;
    return strictly(moneyReader(format), `must be an amount written like ${format}`);
  }
  if (field.endsWith('On')) {
    const format = own.dates ?? mapping.dates;
    return strictly(dateReader(format), `must be a date that exists, written like ${format}`);
  }
  if (field.endsWith('At')) {
    const format = own.instants ?? mapping.instants;
    const like = format === undefined ? '2026-11-21T04:10:00Z' : `${format.dates} 01:10:00`;
    return strictly(instantReader(format), `must be a date and a time, written like ${like}`);
  }
  if (field === 'renegotiates') return (text: string) => text.split(own.separator ?? ',').map((part) => part.trim());
  return (text: string) => text;
}

function strictly<T>(read: Reader<T>, must: string): (text: string) => T | Unreadable {
  const fix = 'correct the cell, or the format in the mapping';
  return (text) => read(text) ?? new Unreadable(`${must}, got ${shownValue(text)}`, fix);
}

function translator(words: Readonly<Record<string, string | boolean>>) {
  const known = new Map(Object.entries(words));
  const fix = 'add it to the words of the mapping';
  return (text: string) =>
    known.get(text) ?? new Unreadable(`is a word without a translation, got ${shownValue(text)}`, fix);
}

const PLACE = /\{([^{}]+)\}/g;

function templateOf(from: FieldMapping): string {
  if (typeof from === 'string') return from;
  if (typeof from === 'boolean') return '';
  return 'testCnpjOf' in from ? from.testCnpjOf : from.from;
}

function columnsIn(template: string): string[] {
  return [...template.matchAll(PLACE)].map(([, column = '']) => column);
}

function compileTemplate(template: string, columns: ColumnIndex): (cells: Cells) => string | null {
  const constants = template.split(PLACE).filter((_, index) => index % 2 === 0);
  const indexes = columnsIn(template).map(columns);
  return (cells) => {
    let text = constants[0] ?? '';
    for (const [place, index] of indexes.entries()) {
      const cell = (cells[index] ?? '').trim();
      if (cell === '') return null;
      text += cell + (constants[place + 1] ?? '');
    }
    return text;
  };
}
