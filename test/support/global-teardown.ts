/** Owns the end of a test run: its servers are stopped and their data removed. */
import { rm } from 'node:fs/promises';
import { takeServers } from './running-servers';

export default async function globalTeardown(): Promise<void> {
  const servers = takeServers();
  if (!servers) return;
  await Promise.all([servers.temporal.stop(), servers.mongodb.stop()]);
  await rm(servers.folder, { recursive: true, force: true, maxRetries: 3 });
}
