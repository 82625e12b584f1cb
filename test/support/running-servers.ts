/** Owns what the end of a test run has to stop: handed from global set-up to global tear-down, in the same process. */
import type { TestServers } from '../../dev/servers/test-servers';

export interface RunningServers extends TestServers {
  /** Removed with all data and logs when the run is over. */
  readonly folder: string;
}

// The runner loads set-up and tear-down separately, so a variable of this module would not be shared.
const shared = globalThis as typeof globalThis & { crivoTestServers?: RunningServers | undefined };

export function rememberServers(servers: RunningServers): void {
  shared.crivoTestServers = servers;
}

/** What set-up started, once; `null` when nothing was. */
export function takeServers(): RunningServers | null {
  const servers = shared.crivoTestServers ?? null;
  shared.crivoTestServers = undefined;
  return servers;
}
