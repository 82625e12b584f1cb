/** Owns how the test run starts its tools: by their own programs under this node, bounded in time, output kept or shown. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../build';

export interface ToolOptions {
  /** The program's file inside `node_modules`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly limitMs: number;
  /** `shown`: as it comes. `kept`: only when it fails, so that tools which run side by side don't mix. */
  readonly output: 'shown' | 'kept';
}

/** Resolves with the exit code, `null` when it was killed for taking too long. */
export function runNodeTool({ program, args, limitMs, output }: ToolOptions): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
      cwd: ROOT,
      stdio: ['ignore', output === 'shown' ? 'inherit' : 'pipe', output === 'shown' ? 'inherit' : 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => {
      console.error(`${program} took longer than ${Math.round(limitMs / 1000)} s and was killed`);
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code !== 0) process.stderr.write(Buffer.concat(chunks));
      resolve(code);
    });
  });
}
