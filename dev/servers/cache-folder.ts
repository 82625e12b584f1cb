/** Owns where programs that were downloaded or built are kept between runs and between clones. */
import { homedir } from 'node:os';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The folder that holds one sub-folder per program and version: `CRIVO_CACHE`, else `crivo` in the user's own cache
 * folder. It stands outside the clone, so that a program is built once a machine. Not created here.
 */
export function cacheFolder(env: Env, platform: NodeJS.Platform = process.platform, home: string = homedir()): string {
  if (env['CRIVO_CACHE']) return env['CRIVO_CACHE'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'crivo');
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'crivo') : join(home, '.cache', 'crivo');
}
