/** Owns the list of what may go wrong with a paid query: each by name, with how it is set and whether it is charged. */
import { after, before, SERVER_FAULTS, type PaidFault } from '../paid-faults';
import type { FaultName } from './faults';

/** What any server can do, and what Deps alone does. */
export const QUERY_FAULTS = {
  ...SERVER_FAULTS,
  refused: before('refuse'),
  halfJsonWith200: after('notJson', { after: true }),
  listInsteadOfObject: after('list'),
  loginExpired: before('rejectTokens', { times: 1 }),
  loginRefused: before('rejectTokens'),
  consentPending: before('consentPending'),
  partial: after('partial'),
  blockFailed: after('blockFailed'),
} as const satisfies Record<string, PaidFault<FaultName>>;
export type QueryFaultName = keyof typeof QUERY_FAULTS;
