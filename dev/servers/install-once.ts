/** Owns how a program gets into the cache folder: once, whole or not at all, however many processes want it. */
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { type Say, withProgress } from './say';

export interface InstallOnce {
  readonly cache: string;
  /** The program's own folder in the cache, named after its version: `temporal-1.5.1`. */
  readonly folder: string;
  /** The program's path inside that folder. */
  readonly program: string;
  /** Puts the program into `into`, an empty folder that becomes the program's own when this resolves. */
  readonly install: (into: string) => Promise<void>;
  /** When the lock of a process that was killed counts as left; 2 s at least. */
  readonly lockStaleMs?: number;
}

const WAIT_FOR_LOCK_MS = 45 * 60_000;
const LOCK_STALE_MS = 30_000;
const LOOK_AGAIN_MS = 500;

/** True when `path` is a file that this user may execute. */
export async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Answers the program's path, installing it if nobody has. Under a lock, so that two processes don't build the same
 * twice: who waited finds it done. The work is done in a folder beside the final one, which gets its name only at the
 * end: a killed build leaves nothing that could be taken for a program, and the next one sweeps its remains away.
 */
export async function installOnce(wanted: InstallOnce, say: Say): Promise<string> {
  const final = join(wanted.cache, wanted.folder);
  const program = join(final, wanted.program);
  if (await isProgram(program)) return program;
  await mkdir(wanted.cache, { recursive: true });
  const unlock = await withProgress(
    say,
    (seconds) => `waiting for another process that is getting ${wanted.folder}: ${seconds} s so far`,
    () => takeLock(final, wanted.lockStaleMs ?? LOCK_STALE_MS),
  );
  try {
    if (await isProgram(program)) return program;
    await sweep(wanted);
    const partial = join(wanted.cache, `${wanted.folder}.partial-${process.pid}`);
    await mkdir(partial);
    try {
      await wanted.install(partial);
      if (!(await isProgram(join(partial, wanted.program)))) {
        throw new Error(`it ended well but left no program ${wanted.program}`);
      }
      await rm(final, { recursive: true, force: true });
      await rename(partial, final);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    return program;
  } finally {
    await unlock().catch(() => undefined);
  }
}

async function takeLock(final: string, stale: number): Promise<() => Promise<void>> {
  const deadline = Date.now() + WAIT_FOR_LOCK_MS;
  for (;;) {
    try {
      return await lock(final, { realpath: false, stale, lockfilePath: `${final}.lock` });
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (Date.now() > deadline) throw new Error(`${final}.lock has been held for too long: remove it and try again`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}

async function sweep(wanted: InstallOnce): Promise<void> {
  for (const name of await readdir(wanted.cache)) {
    if (name.startsWith(`${wanted.folder}.partial-`)) {
      await rm(join(wanted.cache, name), { recursive: true, force: true });
    }
  }
}
