/** Owns the order in which a server's program is found: PATH, cache folder, official download, build. */
import { delimiter, join } from 'node:path';
import { installOnce, isProgram } from './install-once';
import type { Say } from './say';

/** One way to get a program that this machine lacks. */
export interface Install {
  readonly how: 'download' | 'build';
  /** Its folder in the cache, by name and version; ways that give the same program share it. */
  readonly folder: string;
  readonly program: string;
  /** The tool it needs, and where to get that; checked before anything is run. */
  readonly tool?: { readonly name: string; readonly remedy: string };
  /** Puts the program into the folder `into`; rejects with a reason a person understands. */
  run(into: string, say: Say): Promise<void>;
}

export interface ProgramRecipe {
  /** As a person calls it: `Temporal server`. */
  readonly title: string;
  /** The names it has on the PATH, the preferred first. */
  readonly onPath: readonly string[];
  /** Ways to get it, in the order they are tried. */
  readonly installs: readonly Install[];
  /** What to do when nothing works, beside installing a missing tool. */
  readonly remedy: string;
}

export interface FoundProgram {
  readonly path: string;
  readonly how: 'path' | 'cache' | 'download' | 'build';
}

export interface FindOptions {
  readonly cache: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: Say;
}

/** The first program of one of `names` on the PATH, or `null`. */
export async function onPath(names: readonly string[], env: FindOptions['env']): Promise<string | null> {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    for (const name of names) {
      const candidate = join(folder, name);
      if (await isProgram(candidate)) return candidate;
    }
  }
  return null;
}

/**
 * Finds the program or gets it, and says which way was taken.
 * @throws one error that lists every way tried, why it failed and what would help
 */
export async function findProgram(recipe: ProgramRecipe, options: FindOptions): Promise<FoundProgram> {
  const { cache, env, say } = options;
  const there = await onPath(recipe.onPath, env);
  if (there) {
    say(`${recipe.title}: taken from the PATH (${there})`);
    return { path: there, how: 'path' };
  }
  for (const { folder, program } of recipe.installs) {
    const path = join(cache, folder, program);
    if (await isProgram(path)) {
      say(`${recipe.title}: taken from the cache (${folder})`);
      return { path, how: 'cache' };
    }
  }
  const failures = [`not on the PATH (${recipe.onPath.join(', ')})`, `not in the cache folder (${cache})`];
  for (const install of recipe.installs) {
    const { how, folder, program, tool } = install;
    if (tool && !(await onPath([tool.name], env))) {
      failures.push(`${how} of ${folder}: \`${tool.name}\` is missing; ${tool.remedy}`);
      continue;
    }
    try {
      say(
        `${recipe.title}: trying ${how === 'build' ? 'a build from the package registry' : 'the official download'} (${folder})`,
      );
      const path = await installOnce({ cache, folder, program, install: (into) => install.run(into, say) }, say);
      say(
        `${recipe.title}: taken from ${how === 'build' ? 'a build' : 'the official download'} (${folder}), now in the cache`,
      );
      return { path, how };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      say(`${recipe.title}: ${how} of ${folder} failed: ${reason.split('\n')[0]?.slice(0, 200)}`);
      failures.push(`${how} of ${folder} failed: ${reason}`);
    }
  }
  throw new Error([`${recipe.title} was not found:`, ...failures.map((f) => `- ${f}`), recipe.remedy].join('\n'));
}
