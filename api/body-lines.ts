/** Owns the reading of a body line by line as it comes: any length, flat memory, each line with its number. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ReadableStream } from 'node:stream/web';
import { CrivoError } from '../domain/errors';

/** One line as it was sent, without its end. `text` is `null` for one that is too long to be kept. */
export interface TextLine {
  readonly line: number;
  readonly text: string | null;
}

/** Above the longest line that could be valid. */
export const MAX_LINE_CHARACTERS = 64 * 1024;
/**
 * Few enough that parsing a batch doesn't keep other requests waiting, and that what is alive of three of them is soon
 * copied when young objects are collected.
 */
const BATCH = 250;
const BLANK = /^\s*$/;

/**
 * Batches of lines that are not blank. The sender is not read from while a batch is worked on. Bytes that are not UTF-8
 * become replacement characters. Errors: `InvalidRequest` for what is no gzip, and for a sender that goes away.
 */
export async function* batchesOf(
  body: ReadableStream<Uint8Array> | null,
  isGzip: boolean,
): AsyncGenerator<readonly TextLine[]> {
  if (body === null) return;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const batch: TextLine[] = [];
  let [line, rest, isTooLong] = [0, '', false];
  const end = (text: string): void => {
    line += 1;
    if (isTooLong || text.length > MAX_LINE_CHARACTERS) batch.push({ line, text: null });
    else if (!BLANK.test(text)) batch.push({ line, text });
    isTooLong = false;
  };
  for await (const bytes of bytesOf(body, isGzip)) {
    const texts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      end(text);
      if (batch.length === BATCH) yield batch.splice(0);
    }
    if (rest.length > MAX_LINE_CHARACTERS) [rest, isTooLong] = ['', true];
  }
  end(rest + decoder.decode());
  if (batch.length > 0) yield batch;
}

async function* bytesOf(body: ReadableStream<Uint8Array>, isGzip: boolean): AsyncGenerator<Uint8Array> {
  const source = Readable.fromWeb(body);
  const gunzip = isGzip ? createGunzip() : null;
  const piped = gunzip && pipeline(source, gunzip);
  // Its failure is that of reading, which is where it is thrown.
  piped?.catch(() => undefined);
  try {
    yield* unlessSilent(gunzip ?? source, source);
  } catch (error) {
    throw new CrivoError('InvalidRequest', { errors: [isGzipFault(error) ? NO_GZIP : CUT], cause: error });
  }
}

/** A sender that is asked for more must go on within so long. */
const SILENT_MS = 60_000;

async function* unlessSilent(chunks: Readable, source: Readable): AsyncGenerator<Uint8Array> {
  const giveUp = () => setTimeout(() => source.destroy(new Error('the sender fell silent')), SILENT_MS);
  let timer = giveUp();
  try {
    for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      yield chunk;
      timer = giveUp();
    }
  } finally {
    clearTimeout(timer);
  }
}

const NO_GZIP = { at: '', message: 'is not whole gzip', fix: 'compress the lines again, and send all of it' };
const CUT = { at: '', message: 'ended before it was whole', fix: 'send all of it again' };

function isGzipFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}
