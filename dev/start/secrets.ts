/** Owns the keys of one machine's installation: drawn once, kept beside the data they seal. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({ keys: z.string().min(1) });

/** `CRIVO_KEYS` of this machine: read from `file`, or drawn and written there, readable by its owner only. */
export async function localKeys(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) return secretsSchema.parse(JSON.parse(text)).keys;
  const keys = `k1:${randomBytes(32).toString('base64')}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return keys;
}
