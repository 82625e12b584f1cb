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

const READY_WITHIN_MS = 45_000;
const STOP_WITHIN_MS = 25_000;
const PROBE_WITHIN_MS = 2_000;

/** Starts a bundle under node and waits until its `/readyz` answers 200. */
export function startProgram({ title, bundle, env, logFile, baseUrl }: ProgramOptions): Promise<Running> {
  return startServerProcess({
    title,
    command: process.execPath,
    args: ['--enable-source-maps', join(DIST, bundle)],
    env,
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
