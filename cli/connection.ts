/** Owns where the program finds the API and its key: in the environment, or in what `npm start` wrote down here. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError, EXIT } from './exit';
import type { Connection } from './send-piece';

type Env = Readonly<Record<string, string | undefined>>;

const startedSchema = z.object({ baseUrl: z.url(), keys: z.object({ integrator: z.string(), analyst: z.string() }) });

/**
 * Each of the two that the environment doesn't name is the one of the installation on this machine; a key kept here is
 * never sent to an address from the environment. Errors: `CliError` that says what to set.
 */
export async function findConnection(
  env: Env,
  demoFile: string,
  role: 'integrator' | 'analyst',
): Promise<Omit<Connection, 'branch'>> {
  const { CRIVO_URL: url, CRIVO_API_KEY: key } = env;
  if (url && key) return { url: urlOf(url), key };
  if (url) throw new CliError(EXIT.wrongInput, 'CRIVO_URL is set and CRIVO_API_KEY is not: set both, or none');
  const started = startedSchema.safeParse(await readJson(demoFile));
  if (!started.success) {
    throw new CliError(EXIT.wrongInput, 'set CRIVO_URL and CRIVO_API_KEY, or run npm start on this machine');
  }
  return { url: urlOf(started.data.baseUrl), key: key ?? started.data.keys[role] };
}

/** A key is a secret: it goes over TLS, or doesn't leave the machine. */
function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isHere)) {
    throw new CliError(EXIT.wrongInput, 'CRIVO_URL must begin with https://, or http:// for this machine');
  }
  return `${url.origin}${url.pathname.replace(/\/(v1\/?)?$/, '')}`;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
