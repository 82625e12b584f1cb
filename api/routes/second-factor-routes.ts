/** Owns the part of the table of routes that the own second factor has. */
import type { Route } from '../route';
import { getSecondFactor } from './get-second-factor';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { setUpSecondFactor } from './set-up-second-factor';
import { turnOffSecondFactor } from './turn-off-second-factor';
import { turnOnSecondFactor } from './turn-on-second-factor';

/** In the order of the page of documentation. */
export const SECOND_FACTOR_ROUTES: readonly Route[] = [
  getSecondFactor,
  setUpSecondFactor,
  turnOnSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
];
