/** Owns the seams of a purchase where nothing else decides. */
import type { PurchaseDeps } from './purchase-deps';

/** A consent that nobody has stored is none. */
export const PURCHASE_DEFAULTS: Pick<PurchaseDeps, 'hasScrConsent'> = {
  hasScrConsent: () => Promise.resolve(false),
};
