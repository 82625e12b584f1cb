/** Owns the killing of a separate process at a named point; a point that is not reached fails the test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { KillableSettings } from './killable';

const WITHIN_MS = 60_000;

export interface Killable {
  readonly pid: number;
  /** Resolves when the process has come to its point; fails when it hasn't within a minute, or the time given. */
  reached(withinMs?: number): Promise<void>;
  /** Whether the process has written such a line. */
  hasSaid(line: string): boolean;
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
}

/** Starts the process and waits until it is ready. */
export async function startKillable(kind: 'worker' | 'api', settings: KillableSettings): Promise<Killable> {
  const script = join(__dirname, 'killable.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, kind, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = new Set<string>();
  let wake: () => void = () => undefined;
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) lines.add(line);
    wake();
  });
  child.on('exit', () => wake());
  const said = async (line: string, withinMs = WITHIN_MS): Promise<void> => {
    const deadline = Date.now() + withinMs;
    while (!lines.has(line)) {
      if (Date.now() > deadline || child.exitCode !== null)
        throw new Error(`the ${kind} never said ${JSON.stringify(line)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        wake = () => (clearTimeout(timer), resolve());
      });
    }
  };
  await said('ready');
  return {
    pid: child.pid ?? 0,
    hasSaid: (line) => lines.has(line),
    reached: (withinMs) => said(`reached ${settings.point}`, withinMs),
    kill: async () => {
      const gone = exited(child);
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
