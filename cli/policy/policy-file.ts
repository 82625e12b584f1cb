/** Owns a policy in a file, and the note beside it that says what it was made from: so that no write goes over another's. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { exceedsPolicyBounds } from '../../contracts/policy';
import { CliError, EXIT } from '../exit';
import { repeatedKey } from './line-of';
import { findingLines } from './tell';

const originSchema = z.strictObject({
  policy: z.string(),
  /** The version it was pulled from. */
  basedOn: z.int(),
  /** The draft it was last pushed to or pulled from, and what that was then. */
  draft: z.string().nullable(),
  revision: z.int().nullable(),
  /** Of the file as it was then: a file that is otherwise now has changes that stand nowhere else. */
  hash: z.string().optional(),
});
/** What a file was made from. Written by pull and push; it may be kept in git with the file. */
export type Origin = z.infer<typeof originSchema>;

export interface PolicyFile {
  readonly file: string;
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
}

const documentSchema = z.record(z.string(), z.unknown());

/** Errors: `CliError` for a file that can't be read, that is no JSON, no object, or more than any policy is. */
export async function readPolicyFile(file: string): Promise<PolicyFile> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CliError(EXIT.wrongInput, `${file} can't be read: ${messageOf(error)}`);
  });
  const text = decode(file, bytes);
  const json = parseJson(file, text);
  const beyond = exceedsPolicyBounds(json);
  if (beyond !== null) throw new CliError(EXIT.rejected, findingLines(file, text, [beyond]).join('\n'));
  demandKeysOnce(file, text);
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) throw new CliError(EXIT.wrongInput, `${file} is JSON, and no policy: it must be an object`);
  return { file, text, document: parsed.data };
}

/** JSON.parse keeps the last of two in silence, and somebody has written the first. Errors: `CliError`. */
function demandKeysOnce(file: string, text: string): void {
  const twice = repeatedKey(text);
  if (twice === null) return;
  throw new CliError(
    EXIT.rejected,
    `${file}:${twice.line}: the key "${twice.key}" stands here a second time: keep one`,
  );
}

/** `null` where there is no note, or none that can be read. */
export async function readOrigin(file: string): Promise<Origin | null> {
  const text = await readFile(noteOf(file), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = originSchema.safeParse(parseJson(noteOf(file), text));
  if (parsed.success) return parsed.data;
  throw new CliError(
    EXIT.wrongInput,
    `${noteOf(file)} is not what pull or push has written: remove it, and pull again`,
  );
}

export async function writeOrigin(file: string, origin: Omit<Origin, 'hash'>): Promise<void> {
  const hash = hashOf(await readFile(file));
  await writeFile(noteOf(file), `${JSON.stringify({ ...origin, hash })}\n`);
}

/** Errors: `CliError` where writing the file would lose what nobody has pushed. */
export async function demandNothingLost(file: string): Promise<void> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null || bytes.length === 0 || (await readOrigin(file))?.hash === hashOf(bytes)) return;
  const fix = 'pull into another file, push this one first, or say --force';
  throw new CliError(EXIT.rejected, `${file} has changes that were not pushed, and is left as it is: ${fix}`);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function writePolicyFile(file: string, document: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
}

function noteOf(file: string): string {
  return `${file}.origin`;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = messageOf(error);
    throw new CliError(EXIT.wrongInput, `${file}${placeIn(text, message)} is not JSON: ${message}`);
  }
}

/** `:12`, the line that the parser has come to; empty where it doesn't tell. */
function placeIn(text: string, message: string): string {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  return position === undefined ? '' : `:${text.slice(0, Number(position)).split('\n').length}`;
}

/** A byte order mark, as editors on Windows write it, is left out; letters of another encoding would be lost in silence. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(EXIT.wrongInput, `${file} is not UTF-8: save it with that encoding`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
