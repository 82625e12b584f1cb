/** Owns a policy in a file, and the note beside it that says what it was made from: so that no write goes over another's. */
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError, EXIT } from '../exit';

const originSchema = z.strictObject({
  policy: z.string(),
  /** The version it was pulled from. */
  basedOn: z.int(),
  /** The draft it was last pushed to or pulled from, and what that was then. */
  draft: z.string().nullable(),
  revision: z.int().nullable(),
});
/** What a file was made from. Written by pull and push; it may be kept in git with the file. */
export type Origin = z.infer<typeof originSchema>;

export interface PolicyFile {
  readonly file: string;
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
}

const documentSchema = z.record(z.string(), z.unknown());

/** Errors: `CliError` for a file that can't be read, that is no JSON, or no object. */
export async function readPolicyFile(file: string): Promise<PolicyFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError(EXIT.wrongInput, `${file} can't be read: ${messageOf(error)}`);
  });
  const parsed = documentSchema.safeParse(parseJson(file, text));
  if (!parsed.success) throw new CliError(EXIT.wrongInput, `${file} is JSON, and no policy: it must be an object`);
  return { file, text, document: parsed.data };
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

export async function writeOrigin(file: string, origin: Origin): Promise<void> {
  await writeFile(noteOf(file), `${JSON.stringify(origin)}\n`);
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
    throw new CliError(EXIT.wrongInput, `${file} is not JSON: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
