/** Owns how a program on this machine finds the installation that `npm start` keeps running. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ROLES, type Role } from '../../domain/permissions';
import type { DemoFile } from './demo-file';

const roles = Object.keys(ROLES) as [Role, ...Role[]];

const demoFileSchema = z.object({
  baseUrl: z.url(),
  temporalAddress: z.string(),
  temporalUi: z.string().nullable(),
  mongodbUri: z.string(),
  database: z.string(),
  keys: z.record(z.enum(roles), z.string()),
  people: z.record(z.enum(roles), z.object({ email: z.string(), password: z.string() })),
});

/** What the last start wrote down, or `null` where nothing was ever started. Throws on a file that says something else. */
export async function readDemoFile(file: string): Promise<(DemoFile & { readonly keys: Record<Role, string> }) | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = demoFileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${file} isn't what npm start writes: run npm start again`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
