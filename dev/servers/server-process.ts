/** Owns one server program while it runs: its log file, its readiness, its orderly and bounded end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { holdOnLeash, releaseFromLeash } from './leash';

export interface ServerProcessOptions {
  /** As a person calls it. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its whole environment; this process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Appended to; its folder is made. */
  readonly logFile: string;
  /** Rejects until the server answers as it should; asked again every 100 ms. */
  readonly probe: () => Promise<void>;
  readonly readyWithinMs: number;
  /** How long it may take to end by itself after SIGTERM. */
  readonly stopWithinMs: number;
}

/** Something that runs, whoever started it. */
export interface Running {
  /** `null` when it was running before and is not ours to stop. */
  readonly pid: number | null;
  /** Resolves with a few words on how it ended; never, for what is not ours. */
  readonly ended: Promise<string>;
  /**
   * SIGTERM, and SIGKILL when that took too long; resolves when the process is gone, and never rejects. May be called
   * twice, and does nothing to what is not ours.
   */
  stop(): Promise<void>;
}

/** What a process of somebody else's has in common with ours. */
export const NOT_OURS: Running = { pid: null, ended: new Promise(() => undefined), stop: async () => undefined };

const PROBE_EVERY_MS = 100;

/**
 * Starts the program and waits until it is ready. It leads a process group of its own, held on the leash.
 * @throws with the end of what it has written to the log since when it dies first or isn't ready in time; it is stopped then
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<Running> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const begins = fstatSync(log).size;
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', log, log],
    ...(options.env ? { env: options.env } : {}),
  });
  closeSync(log);
  const ended = endOf(child);
  const { pid } = child;
  if (!pid) throw new Error(`${options.title} could not be started: ${await ended}`);
  holdOnLeash(pid);
  void ended.then(() => releaseFromLeash(pid));
  const stop = (): Promise<void> => stopProcess(child, ended, options.stopWithinMs);
  try {
    await untilReady(options, ended, begins);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid, ended, stop };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `ended with code ${code}`));
  });
}

async function untilReady(options: ServerProcessOptions, ended: Promise<string>, begins: number): Promise<void> {
  const deadline = Date.now() + options.readyWithinMs;
  let end: string | null = null;
  void ended.then((how) => void (end = how));
  let last = 'no answer';
  while (Date.now() < deadline && end === null) {
    try {
      await options.probe();
      return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await wait(PROBE_EVERY_MS);
  }
  const why = end ?? `not ready within ${Math.round(options.readyWithinMs / 1000)} s (${last})`;
  const written = logTail(options.logFile, begins);
  const log =
    written === '' ? `nothing was written to ${options.logFile}` : `${options.logFile} ends with:\n${written}`;
  throw new Error(`${options.title}: ${why}\n${log}`);
}

async function stopProcess(child: ChildProcess, ended: Promise<string>, withinMs: number): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await ended;
  clearTimeout(timer);
}

/** From the byte `begins` on: what earlier starts have written is no reason of this one. */
function logTail(file: string, begins: number): string {
  return readFileSync(file).subarray(begins).toString('utf8').trimEnd().split('\n').slice(-12).join('\n');
}
