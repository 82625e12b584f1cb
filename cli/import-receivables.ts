/** Owns an import from its file to its counts: rows become lines, lines are sent in pieces, what is refused is told. */
import type { Finding } from '../domain/errors';
import { compileMapping, MissingColumns, type CompiledMapping, type Made } from './compile-mapping';
import { CliError, EXIT } from './exit';
import type { Mapping } from './mapping';
import { readRows, type Row } from './read-rows';
import { sendPiece, type Connection, type SendOptions } from './send-piece';

/** A line of the CSV, and why a movement it tells was not taken. */
export interface Rejection {
  readonly line: number;
  readonly type: string;
  readonly movement: string | null;
  readonly errors: readonly Finding[];
}

/** What has become of the file so far. */
export interface ImportCounts {
  /** Without the header. */
  rows: number;
  /** Rows that the mapping says make nothing. */
  ignored: number;
  movements: number;
  stored: number;
  /** Known from an earlier sending, with the same content. */
  repeated: number;
  rejected: number;
}

export interface Import {
  readonly file: string;
  readonly mapping: Mapping;
  readonly connection: Connection;
  /** Counts as they grow, with the bytes of the file that have been read. */
  readonly onProgress: (counts: Readonly<ImportCounts>, bytes: number) => void;
  readonly onRejected: (rejection: Rejection) => void;
  readonly options?: SendOptions;
  /** Lines of one request. */
  readonly pieceLines?: number;
}

const PIECE_LINES = 20_000;

/**
 * Reads, converts and sends; in memory are one piece and, where documents are made up, the customers' names. Safe to
 * repeat from the beginning, also after being cut short: what is known already changes nothing. Errors: `CliError`.
 */
export async function importReceivables(job: Import): Promise<ImportCounts> {
  const counts: ImportCounts = { rows: 0, ignored: 0, movements: 0, stored: 0, repeated: 0, rejected: 0 };
  let bytes = 0;
  const rows = readRows(job.file, job.mapping.csv, (read) => {
    bytes = read;
  });
  const { header, compiled } = await begin(rows, job);
  const reject = (rejection: Rejection): void => {
    counts.rejected += 1;
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
    if (error instanceof MissingColumns)
      throw new CliError(EXIT.wrongInput, `the mapping doesn't fit: ${error.message}`);
    throw error;
  }
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

  const send = async (): Promise<void> => {
    if (lines.length === 0) return;
    const answer = await sendPiece(connection, lines, options);
    counts.stored += answer.stored;
    counts.repeated += answer.repeated;
    for (const { line, movement, errors } of answer.rejected) {
      const { line: ofFile, type } = origins[line - 1] ?? { line: 0, type: 'row' };
      reject({ line: ofFile, type, movement, errors: errors.map((error) => withColumns(error, type, compiled)) });
    }
    [lines, origins] = [[], []];
  };

  return {
    send,
    add: async (line: number, { type, movement, line: content, errors }: Made): Promise<void> => {
      counts.movements += type === 'row' ? 0 : 1;
      if (errors.length > 0) {
        reject({ line, type, movement, errors: errors.map((error) => withColumns(error, type, compiled)) });
        return;
      }
      lines.push(JSON.stringify(content));
      origins.push({ line, type });
      if (lines.length === pieceLines) await send();
    },
  };
}

/** A field is the ledger's word; who corrects a file knows its columns. */
function withColumns(finding: Finding, type: string, compiled: CompiledMapping): Finding {
  const columns = compiled.columnsOf(type, finding.at);
  if (columns.length === 0) return finding;
  return { ...finding, at: `${finding.at} (${columns.length > 1 ? 'columns' : 'column'} ${columns.join(', ')})` };
}
