/** Owns the ids of the default checks and the mode a check has where its policy says nothing. */
import type { Action } from './actions';
import { Mode } from './outcome';

/**
 * The checks the default policy ships with; a policy may carry others. An id is for ever: decisions, releases and
 * webhooks name it. What each asks, and its figures, stand in the policy itself.
 */
export const DefaultCheck = {
  /** The one that a conditional reservation stands for where it blocks: see exposure. */
  limitExceeded: 'limit-exceeded',
  noLimit: 'no-limit',
  limitExpired: 'limit-expired',
  reviewRequired: 'review-required',
  overdueTitles: 'overdue-titles',
  averageDelay: 'average-delay',
  noHistory: 'no-history',
  situationBlocked: 'situation-blocked',
  orderAboveCeiling: 'order-above-ceiling',
  termsLongerThanCustomer: 'terms-longer-than-customer',
  spcQueryDue: 'spc-query-due',
  depsReportOld: 'deps-report-old',
  bureauRestrictions: 'bureau-restrictions',
  riskClassLow: 'risk-class-low',
  titlesAtNotary: 'titles-at-notary',
  receivablesStale: 'receivables-stale',
} as const;
export type DefaultCheck = (typeof DefaultCheck)[keyof typeof DefaultCheck];

/**
 * The check that no policy has: an exception says that a customer, a group or everybody is held, whatever their facts.
 * Releases and bands may name it.
 */
export const ALWAYS_HOLD = 'always-hold';

/**
 * The mode of a check at an action its policy doesn't mention: an order's actions are only indicated until someone
 * chooses to block them (manual, O6), the receipt of a sale is blocked by itself (manual, O4).
 */
export function defaultMode(action: Action): Mode {
  return action === 'receipt' ? Mode.block : Mode.indicate;
}
