/** Owns what suites give a purchase: real stores, a bureau that may be reached on this machine, waits of milliseconds. */
import { setTimeout as wait } from 'node:timers/promises';
import { createDepsBureau } from '../../adapters/deps/deps-bureau';
import { createDepsSessions } from '../../adapters/deps/deps-client';
import { createSpcBureau } from '../../adapters/spc/spc-bureau';
import type { Stores } from '../../adapters/mongo/stores';
import type { ReportWorkflows } from '../../adapters/temporal/report-workflows';
import type { ApiDeps } from '../../api/deps';
import type { Keyring } from '../../platform/keyring';
import { bureauLines } from '../../usecases/bureau-lines';
import { purchaseMoney } from '../../usecases/purchase-money';
import type { PurchaseDeps, PurchaseTiming } from '../../usecases/purchase-deps';
import type { SyncDeps } from '../../usecases/sync-deps';
import { purchaseDeps as build } from '../../worker/purchase-deps';
import { testKeyring } from './keys';
import { LOCAL_GUARD } from './webhooks';

/** As in production, but fast. */
export const QUICK: PurchaseTiming = { marginMs: 1_000, pauseMs: 500, retryMs: 50, recordMs: 5_000 };

export function purchaseDeps(stores: Stores, sync: SyncDeps, keyring: Keyring = testKeyring()): PurchaseDeps {
  const now = () => new Date();
  const guard = LOCAL_GUARD;
  const deps = createDepsBureau({ guard, now, sessions: createDepsSessions({ guard, now }) });
  const bureaus = { deps, spc: createSpcBureau({ guard, now }) };
  return build({ stores, sync, bureaus, keyring, timing: QUICK });
}

/** How an API of a suite buys: the accounts as they are stored, and callers who wait long enough. */
export function buyingOf(stores: Stores, keyring: Keyring, workflows: ReportWorkflows): ApiDeps['buying'] {
  const lines = bureauLines({ ...stores, opener: keyring });
  const waits = { timing: QUICK, waitMs: 15_000, pause: (ms: number) => wait(ms) };
  return { money: purchaseMoney(stores), lines, reportWorkflows: workflows, ...waits };
}

const never = () => Promise.reject(new Error('not part of this suite'));
/** The purchase's activities for suites of other workflows. */
export const noPurchaseActivities = {
  lookAtPurchase: never,
  preparePurchase: never,
  chargePurchase: never,
  reconcilePurchase: never,
  closePurchase: never,
};
