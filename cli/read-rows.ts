/** Owns the reading of a CSV file row by row: any size, flat memory, each row with the line it begins on. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type Info } from 'csv-parse';
import { CliError, EXIT } from './exit';
import type { Mapping } from './mapping';

/** One row; `line` is where it begins in the file, 1 the first. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longer than any honest row; a quote that is never closed would swallow the rest of the file. */
const MOST_CHARACTERS = 256 * 1024;

/**
 * All rows, the header among them. `onRead` is told the bytes read so far. Errors: `CliError` for a file that can't be
 * read, is in another encoding, or whose quotes don't match.
 */
export async function* readRows(
  file: string,
  { delimiter, encoding }: Mapping['csv'],
  onRead: (bytes: number) => void,
): AsyncGenerator<Row, void, undefined> {
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST_CHARACTERS,
  });
  const piped = pipeline(createReadStream(file), decoderOf(encoding, onRead), parser);
  // Its failure is that of reading, which is where it is thrown.
  piped.catch(() => undefined);
  try {
    for await (const read of parser) {
      const { record: cells, info } = read as { readonly record: string[]; readonly info: Info };
      yield { line: info.lines - breaksIn(cells), cells };
    }
    await piped;
  } catch (error) {
    throw unreadable(file, encoding, error);
  }
}

function decoderOf(encoding: Mapping['csv']['encoding'], onRead: (bytes: number) => void) {
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding, { fatal: true });
    let bytes = 0;
    for await (const chunk of source) {
      yield decoder.decode(chunk, { stream: true });
      bytes += chunk.byteLength;
      onRead(bytes);
    }
    yield decoder.decode();
  };
}

/** A cell in quotes may go over several lines; the parser counts to the last of them. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0);
}

function unreadable(file: string, encoding: string, error: unknown): unknown {
  if (error instanceof CsvError) {
    return new CliError(EXIT.wrongInput, `${file}, line ${String(error['lines'])}: ${error.message}`);
  }
  const { code, syscall, message } = coded(error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    const fix = 'name its encoding in the mapping, such as "csv": { "encoding": "windows-1252" }';
    return new CliError(EXIT.wrongInput, `${file} isn't in ${encoding}: ${fix}`);
  }
  if (syscall !== undefined) return new CliError(EXIT.wrongInput, `${file} can't be read: ${message}`);
  return error;
}

/** What Node's own errors carry. */
function coded(error: unknown): { readonly code?: unknown; readonly syscall?: unknown; readonly message?: string } {
  return typeof error === 'object' && error !== null ? error : {};
}
