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
 * How node runs our programs. Old space grows by 30 % before it is collected again, not by up to its double, and glibc
 * keeps two arenas for all threads: at 50 orders in flight the worker has 310 MB instead of 440, the API 170 instead of
 * 240. Both are soft bounds: what is really needed is still given. Young objects are collected by the thread that made
 * them: four helpers for a few megabytes cost a tenth of the worker's CPU. The SDK takes the stack of every promise of a
 * workflow: four frames tell where it is, ten cost twice as much; the mains set ten for themselves.
 */
export const NODE_ARGS = [
  '--heap-growing-percent=30',
  '--no-parallel-scavenge',
  '--stack-trace-limit=4',
  '--enable-source-maps',
] as const;
export const NODE_ENVIRONMENT = { MALLOC_ARENA_MAX: '2' } as const;

const READY_WITHIN_MS = 45_000;
const STOP_WITHIN_MS = 25_000;
const PROBE_WITHIN_MS = 2_000;

/** Starts a bundle under node and waits until its `/readyz` answers 200. */
export function startProgram({ title, bundle, env, logFile, baseUrl }: ProgramOptions): Promise<Running> {
  return startServerProcess({
    title,
    command: process.execPath,
    args: [...NODE_ARGS, join(DIST, bundle)],
    env: { ...NODE_ENVIRONMENT, ...env },
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
