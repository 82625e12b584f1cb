/** Owns `npm run simulator:spc`: the simulator on one machine, by plain http unless a certificate is given. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FAULTS } from './faults';
import { DEFAULT_OPERATOR } from './service';
import { startSpcSimulator } from './simulator';

const DEFAULT_PORT = '4011';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: DEFAULT_PORT },
      key: { type: 'string' },
      cert: { type: 'string' },
    },
  });
  const tls =
    values.key && values.cert
      ? { key: readFileSync(values.key, 'utf8'), cert: readFileSync(values.cert, 'utf8') }
      : undefined;
  const simulator = await startSpcSimulator({ port: Number(values.port), ...(tls && { tls }) });
  const { url } = simulator;
  console.log(
    [
      `SPC is simulated at ${url}; Ctrl-C ends it`,
      `operator: ${DEFAULT_OPERATOR.operator} / ${DEFAULT_OPERATOR.password}`,
      `state: curl ${new URL('/control', url).href}`,
      `fault: curl -X POST ${new URL('/control', url).href}/faults -d '{"name":"rateLimit","retryAfter":5,"times":2}'`,
      `       ${Object.keys(FAULTS).join(', ')}`,
    ].join('\n'),
  );
  const end = (): void => void simulator.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
