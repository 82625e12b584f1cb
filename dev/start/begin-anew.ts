/** Owns `npm start -- --fresh`: what it removes, and only once the settings are known to be usable. */
import { rm } from 'node:fs/promises';
import type { Say } from '../servers/say';
import { requireUsable } from './program-env';
import type { LocalFiles, StartPorts } from './settings';

/**
 * Removes all that earlier starts have kept, and the keys it was sealed with. Servers of others stay as they are.
 * @throws {ConfigError} before anything is removed, when the start would be refused afterwards
 */
export async function beginAnew(
  { data, secrets, demo, logs }: LocalFiles,
  ports: StartPorts,
  env: NodeJS.ProcessEnv,
  say: Say,
): Promise<void> {
  requireUsable(ports, env);
  if (env['MONGODB_URI']) say('--fresh leaves the database at MONGODB_URI as it is, and so its keys');
  else await rm(secrets, { force: true });
  for (const path of [data, demo, logs]) await rm(path, { recursive: true, force: true });
}
