/** Owns the reference of P17: the longest stall of a process that does nothing, as the machine deals them out. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** In the resolution in which our processes measure themselves. It begins once the process itself has started. */
const PROGRAM = `
const lag = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 });
setTimeout(() => lag.enable(), 500);
process.stdin.resume().once('end', () => console.log(lag.max / 1e6));
`;

export interface IdleProcess {
  /** Ends it. Milliseconds. */
  longestStallMs(): Promise<number>;
}

export function startIdleProcess(): IdleProcess {
  const idle = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  idle.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const closed = once(idle, 'close');
  return {
    longestStallMs: async () => {
      idle.stdin.end();
      await closed;
      const ms = Number.parseFloat(text);
      if (!Number.isFinite(ms)) throw new Error('the idle process measured nothing');
      return ms;
    },
  };
}
