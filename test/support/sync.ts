/** Owns what suites give the nightly sync: real stores, and a client that may reach a simulated Deps on this machine. */
import { setTimeout as wait } from 'node:timers/promises';
import { createDepsClient } from '../../adapters/deps/deps-client';
import type { Stores } from '../../adapters/mongo/stores';
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { depsLogin } from '../../usecases/deps-login';
import type { CreditStores } from '../../usecases/stores';
import type { SyncDeps } from '../../usecases/sync-deps';
import type { Keyring } from '../../platform/keyring';
import { testKeyring } from './keys';

export function syncDeps(
  stores: Stores,
  { calendarOf }: Pick<CreditStores, 'calendarOf'>,
  keyring?: Keyring,
): SyncDeps {
  const opener = keyring ?? testKeyring();
  const now = () => new Date();
  return {
    ...stores,
    calendarOf,
    deps: createDepsClient({ guard: createAddressGuard({ allowLoopback: true }), now }),
    loginOf: (account) => depsLogin(account, opener),
    opener,
    now,
    pause: (ms) => wait(ms),
  };
}

const never = () => Promise.reject(new Error('not part of this suite'));
/** The sync's activities for suites of other workflows. */
export const noSyncActivities = { openSync: never, syncSlice: never, closeSync: never };
