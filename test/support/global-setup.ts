/** Owns the real servers of one test run: started before the first suite, on free ports, with data that is thrown away. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../dev/build';
import { cacheFolder } from '../../dev/servers/cache-folder';
import { startTestServers } from '../../dev/servers/test-servers';
import { rememberServers } from './running-servers';

/**
 * Starts one Temporal server, in memory, and one MongoDB-compatible server for all suites; each suite has a database
 * and a task queue of its own. Servers named by `TEMPORAL_ADDRESS` or `MONGODB_URI` are used instead of started.
 * `CRIVO_TEST_SERVERS=none` skips all this, for suites that need no server.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env['CRIVO_TEST_SERVERS'] === 'none') return;
  await build((line) => process.stderr.write(`[build] ${line}\n`));
  const folder = await mkdtemp(join(tmpdir(), 'crivo-test-'));
  const servers = await startTestServers({
    cache: cacheFolder(process.env),
    env: process.env,
    folder,
    say: (line) => process.stderr.write(`[servers] ${line}\n`),
  });
  rememberServers({ ...servers, folder });
  process.env['CRIVO_TEST_TEMPORAL'] = servers.temporal.address;
  process.env['CRIVO_TEST_MONGODB'] = servers.mongodb.uri;
  process.env['CRIVO_TEST_TIME_SKIPPING_EXECUTABLE'] = servers.timeSkipping.path;
}
