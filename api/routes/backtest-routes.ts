/** Owns the part of the table of routes that back-tests and shadows have. */
import type { Route } from '../route';
import { backtestPolicyDraft } from './backtest-policy-draft';
import { beginPolicyShadow } from './begin-policy-shadow';
import { cancelPolicyBacktest } from './cancel-policy-backtest';
import { getPolicyBacktest } from './get-policy-backtest';
import { getPolicyShadow } from './get-policy-shadow';
import { listBacktestFlips } from './list-backtest-flips';
import { listPolicyBacktests } from './list-policy-backtests';
import { listShadowFlips } from './list-shadow-flips';
import { stopPolicyShadow } from './stop-policy-shadow';

/** In the order of the page of documentation. */
export const BACKTEST_ROUTES: readonly Route[] = [
  backtestPolicyDraft,
  listPolicyBacktests,
  getPolicyBacktest,
  listBacktestFlips,
  cancelPolicyBacktest,
  beginPolicyShadow,
  getPolicyShadow,
  listShadowFlips,
  stopPolicyShadow,
];
