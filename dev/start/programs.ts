/** Owns the API and the worker as processes of one machine: their environment, and when they count as ready. */
import { join } from 'node:path';
import { DIST } from '../build';
import { type Running, startServerProcess } from '../servers/server-process';

export interface ProgramOptions {
  readonly title: string;
  /** The bundle in `dist/`. */
  readonly bundle: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Answers 200 at `/readyz` when the program can do its work. */
  readonly baseUrl: string;
}

/**
 * Old space grows by 30 % before it is collected again, not by up to its double, and glibc keeps two arenas for all
 * threads. At 50 orders in flight: worker 310 MB instead of 440, API 170 instead of 240, at the same CPU. A soft bound:
 * what is really needed is still given.
 */
const FRUGAL_ARGS = ['--heap-growing-percent=30', '--enable-source-maps'];
const FRUGAL_ENV = { MALLOC_ARENA_MAX: '2' };

const READY_WITHIN_MS = 45_000;
const STOP_WITHIN_MS = 25_000;
const PROBE_WITHIN_MS = 2_000;

/** Starts a bundle under node and waits until its `/readyz` answers 200. */
export function startProgram({ title, bundle, env, logFile, baseUrl }: ProgramOptions): Promise<Running> {
  return startServerProcess({
    title,
    command: process.execPath,
    args: [...FRUGAL_ARGS, join(DIST, bundle)],
    env: { ...FRUGAL_ENV, ...env },
    logFile,
    probe: () => probeReady(baseUrl),
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: STOP_WITHIN_MS,
  });
}

async function probeReady(baseUrl: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/readyz`, { signal: AbortSignal.timeout(PROBE_WITHIN_MS) });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${body.slice(0, 300)}`);
}
