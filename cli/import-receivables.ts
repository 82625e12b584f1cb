/** Owns an import from its file to its counts: rows become lines, lines are sent in pieces, what is refused is told. */
import type { Finding } from '../domain/errors';
import { compileMapping, MissingColumns, type CompiledMapping, type Made } from './compile-mapping';
import { CliError, EXIT } from './exit';
import type { Mapping } from './mapping';
import { readRows, type Row } from './read-rows';
import { sendPiece, type Connection, type PieceAnswer, type SendOptions } from './send-piece';

/** What is wrong, at a field of the ledger's, and the file's columns that it was read from. */
export interface FileFinding extends Finding {
  readonly columns: readonly string[];
}

/** A line of the CSV, and why a movement it tells was not taken; `type` is `row` where it tells none. */
export interface Rejection {
  readonly line: number;
  readonly type: string;
  readonly movement: string | null;
  readonly errors: readonly FileFinding[];
}

/** What has become of the file so far. */
export interface ImportCounts {
  /** Without the header. */
  rows: number;
  /** Rows that the mapping says make nothing. */
  ignored: number;
  /** Rows that make no movement and should: their cells don't fit the header, or no movement of the mapping fits them. */
  unread: number;
  /** Stored, known before and rejected together, once all is sent. */
  movements: number;
  stored: number;
  /** Known from an earlier sending, with the same content. */
  repeated: number;
  rejected: number;
  /** Titles of which more was collected than they had, as far as they were told: a thousand at most. */
  overpaid: string[];
}

export interface Import {
  readonly file: string;
  readonly mapping: Mapping;
  readonly connection: Connection;
  /** Counts as they grow, with the bytes of the file that have been read. Rejections count as their piece is sent. */
  readonly onProgress: (counts: Readonly<ImportCounts>, bytes: number) => void;
  /** In the order of the file's lines. */
  readonly onRejected: (rejection: Rejection) => void;
  readonly options?: SendOptions;
  /** Lines of one request. */
  readonly pieceLines?: number;
}

const PIECE_LINES = 20_000;
const MOST_OVERPAID = 1_000;

/**
 * Reads, converts and sends; in memory are one piece and, where documents are made up, the customers' names. Safe to
 * repeat from the beginning, also after being cut short: what is known already changes nothing. Errors: `CliError`.
 */
export async function importReceivables(job: Import): Promise<ImportCounts> {
  const counts: ImportCounts = {
    rows: 0,
    ignored: 0,
    unread: 0,
    movements: 0,
    stored: 0,
    repeated: 0,
    rejected: 0,
    overpaid: [],
  };
  let bytes = 0;
  const rows = readRows(job.file, job.mapping.csv, (read) => {
    bytes = read;
  });
  const { header, compiled } = await begin(rows, job);
  const reject = (rejection: Rejection): void => {
    if (rejection.type === 'row') counts.unread += 1;
    else counts.rejected += 1;
    job.onRejected(rejection);
  };
  const piece = openPiece(job, compiled, counts, reject);
  for await (const row of rows) {
    job.options?.signal?.throwIfAborted();
    counts.rows += 1;
    const outcome = readRow(row, header, compiled);
    if (outcome === 'ignored') counts.ignored += 1;
    else for (const made of outcome) await piece.add(row.line, made);
    job.onProgress(counts, bytes);
  }
  await piece.send();
  job.onProgress(counts, bytes);
  return counts;
}

async function begin(rows: AsyncGenerator<Row, void, undefined>, { file, mapping }: Import) {
  const header = mapping.csv.header ?? (await firstOf(rows))?.cells;
  if (header === undefined) throw new CliError(EXIT.wrongInput, `${file} is empty, and needs a header`);
  const names = header.map((name) => name.replace(/^\uFEFF/, '').trim());
  try {
    return { header: names, compiled: compileMapping(mapping, names) };
  } catch (error) {
    if (!(error instanceof MissingColumns)) throw error;
    throw new CliError(EXIT.wrongInput, `the mapping doesn't fit: ${error.message}${delimiterHint(names, mapping)}`);
  }
}

/** A header that is all one column was most likely written with another delimiter. */
function delimiterHint(names: readonly string[], { csv }: Mapping): string {
  const [only = '', ...others] = names;
  const found = [';', ',', '\t', '|'].find((delimiter) => delimiter !== csv.delimiter && only.includes(delimiter));
  if (others.length > 0 || found === undefined) return '';
  const shown = JSON.stringify(found);
  return `. Its cells seem to be separated by ${shown}: say "csv": { "delimiter": ${shown} } in the mapping`;
}

async function firstOf(rows: AsyncGenerator<Row, void, undefined>): Promise<Row | null> {
  const first = await rows.next();
  return first.done === true ? null : first.value;
}

function readRow({ cells }: Row, header: readonly string[], compiled: CompiledMapping): 'ignored' | readonly Made[] {
  if (cells.length !== header.length) return [misshapen(cells.length, header.length)];
  const outcome = compiled.readRow(cells);
  return outcome.ignored ? 'ignored' : outcome.made;
}

function misshapen(cells: number, columns: number): Made {
  const fix = 'correct the delimiter, or put the cell that contains it in quotes';
  const error = { at: '', message: `has ${cells} cells, and the header has ${columns}`, fix };
  return { type: 'row', movement: null, line: {}, errors: [error] };
}

/** Lines on their way, each with the row it was made from. */
function openPiece(
  { connection, options, pieceLines = PIECE_LINES }: Import,
  compiled: CompiledMapping,
  counts: ImportCounts,
  reject: (rejection: Rejection) => void,
) {
  let lines: string[] = [];
  let origins: { readonly line: number; readonly type: string }[] = [];
  /** Of this piece; told together with what the API rejects of it, so that all stand in the file's order. */
  let rejections: Rejection[] = [];

  const tell = (): void => {
    for (const rejection of rejections.sort((a, b) => a.line - b.line)) reject(rejection);
    rejections = [];
  };
  const send = async (): Promise<void> => {
    try {
      if (lines.length > 0) take(await sendPiece(connection, lines, options));
    } finally {
      tell();
    }
    [lines, origins] = [[], []];
  };
  const take = (answer: PieceAnswer): void => {
    counts.stored += answer.stored;
    counts.repeated += answer.repeated;
    counts.overpaid = [...new Set([...counts.overpaid, ...answer.overpaid])].slice(0, MOST_OVERPAID);
    for (const { line, movement, errors } of answer.rejected) {
      const { line: ofFile, type } = origins[line - 1] ?? { line: 0, type: 'row' };
      rejections.push({ line: ofFile, type, movement, errors: errors.map((one) => withColumns(one, type, compiled)) });
    }
  };

  return {
    send,
    add: async (line: number, { type, movement, line: content, errors }: Made): Promise<void> => {
      counts.movements += type === 'row' ? 0 : 1;
      if (errors.length > 0) {
        rejections.push({ line, type, movement, errors: errors.map((one) => withColumns(one, type, compiled)) });
      } else {
        lines.push(JSON.stringify(content));
        origins.push({ line, type });
      }
      if (lines.length + rejections.length >= pieceLines) await send();
    },
  };
}

/** A field is the ledger's word; who corrects a file knows its columns. */
function withColumns(finding: Finding, type: string, compiled: CompiledMapping): FileFinding {
  return { ...finding, columns: compiled.columnsOf(type, finding.at) };
}
