/** Owns the running of a build tool: bounded in time, with progress shown, and killed with everything it started. */
import { spawn } from 'node:child_process';
import { holdOnLeash, releaseFromLeash } from './leash';
import { type Say, withProgress } from './say';

export interface ToolRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What the progress line calls it, for example `building temporal 1.5.1`. */
  readonly doing: string;
  readonly limitMs: number;
}

const KEPT_OUTPUT_CHARS = 4_000;

/**
 * Runs a tool to its end. Rejects with the last lines it wrote when it fails, can't be started or takes longer than
 * `limitMs`; in the last case its whole process group is killed.
 */
export function runTool(run: ToolRun, say: Say): Promise<void> {
  let output = '';
  const lastLine = (): string =>
    output
      .trim()
      .split(/\r?\n|\r/)
      .at(-1)
      ?.trim()
      .slice(0, 100) ?? '';
  const finished = new Promise<void>((resolve, reject) => {
    const child = spawn(run.command, run.args, {
      cwd: run.cwd,
      env: { ...process.env, ...run.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid) holdOnLeash(pid);
    const keep = (chunk: Buffer): void => void (output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARS));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (pid) killGroup(pid);
    }, run.limitMs);
    const done = (error?: Error): void => {
      clearTimeout(timer);
      if (pid) releaseFromLeash(pid);
      if (error) reject(error);
      else resolve();
    };
    child.once('error', (error) => done(new Error(`${run.command} could not be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (late) done(new Error(`${run.command} took longer than ${Math.round(run.limitMs / 1000)} s`));
      else if (code === 0) done();
      else done(new Error(`${run.command} ended with ${signal ?? `code ${code}`}: ${output.trim().slice(-600)}`));
    });
  });
  return withProgress(
    say,
    (seconds) => `${run.doing}: ${seconds} s so far${lastLine() ? ` (${lastLine()})` : ''}`,
    () => finished,
  );
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group ended between the timer and the signal.
  }
}
