/** Owns what the worker gives a purchase: its stores, the bureaus behind one guard, and the seams as they are filled. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Stores } from '../adapters/mongo/stores';
import { customerSeal } from '../platform/customer-seal';
import type { Keyring } from '../platform/keyring';
import { bureauLines, type Bureaus } from '../usecases/bureau-lines';
import { proposeFromReport } from '../usecases/propose-from-report';
import { purchaseMoney } from '../usecases/purchase-money';
import { PURCHASE_TIMING, type PurchaseDeps, type PurchaseTiming } from '../usecases/purchase-deps';
import { receivablesPictures } from '../usecases/send-customer-picture';
import type { SyncDeps } from '../usecases/sync-deps';

export interface PurchaseParts {
  readonly stores: Stores;
  /** Of the nightly sync: pictures are made and sent as it does. */
  readonly sync: SyncDeps;
  readonly bureaus: Bureaus;
  readonly keyring: Keyring;
  readonly timing?: PurchaseTiming;
}

export function purchaseDeps({
  stores,
  sync,
  bureaus,
  keyring,
  timing = PURCHASE_TIMING,
}: PurchaseParts): PurchaseDeps {
  const now = () => new Date();
  return {
    ...stores,
    hasScrConsent: (customerKey, today) => stores.consents.isGiven(customerKey, 'scr', today),
    money: purchaseMoney(stores),
    openProposal: proposeFromReport({ proposals: stores.limitProposals, customers: stores.customers, now }),
    lines: bureauLines({ ...stores, bureaus, opener: keyring }),
    receivables: receivablesPictures(sync),
    sealer: keyring,
    rawSealer: customerSeal,
    now,
    pause: (ms) => wait(ms),
    timing,
  };
}
