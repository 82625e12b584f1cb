/** Owns `npm run simulator:deps`: the simulator on one machine, by plain http unless a certificate is given. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FAULTS } from './faults';
import { DEFAULT_USER } from './logins';
import { QUERY_FAULTS } from './query-faults';
import { startDepsSimulator } from './simulator';

const DEFAULT_PORT = '4010';

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
  const simulator = await startDepsSimulator({ port: Number(values.port), ...(tls && { tls }) });
  const { url } = simulator;
  console.log(
    [
      `Deps is simulated at ${url}; Ctrl-C ends it`,
      `login: ${DEFAULT_USER.email} / ${DEFAULT_USER.password}`,
      `state: curl ${url}/control`,
      `fault: curl -X POST ${url}/control/faults -d '{"name":"rateLimit","retryAfter":5,"times":2}'`,
      `       ${Object.keys(FAULTS).join(', ')}`,
      `of a paid query: ${Object.keys(QUERY_FAULTS).join(', ')}`,
      `invoice: curl ${url}/control/invoice`,
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
