/** Owns how a simulator is run from a shell: its port, its certificate, what it says of itself, and Ctrl-C. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ServedOptions } from './serve-simulator';

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs until Ctrl-C, by plain http unless a key and a certificate are given. Another port than `port` by `--port`. */
export function runSimulator(
  port: number,
  start: (options: ServedOptions) => Promise<Running>,
  told: (url: string) => readonly string[],
): void {
  run(port, start, told).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}

async function run(
  port: number,
  start: (options: ServedOptions) => Promise<Running>,
  told: (url: string) => readonly string[],
) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(port) },
      key: { type: 'string' },
      cert: { type: 'string' },
    },
  });
  const tls =
    values.key && values.cert
      ? { key: readFileSync(values.key, 'utf8'), cert: readFileSync(values.cert, 'utf8') }
      : undefined;
  const simulator = await start({ port: Number(values.port), ...(tls && { tls }) });
  console.log(told(simulator.url).join('\n'));
  const end = (): void => void simulator.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
