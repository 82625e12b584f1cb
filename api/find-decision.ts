/** Owns how a decision is found by its id alone: only within the branches a caller may see. */
import type { DecisionRecord } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import type { ApiDeps } from './deps';

/** Errors: `DecisionNotFound`, also for one of another branch. */
export async function visibleDecision(
  deps: Pick<ApiDeps, 'stores'>,
  principal: Principal,
  decision: string,
): Promise<DecisionRecord> {
  const record = await deps.stores.decisions.find(decision);
  if (record === null || !sees(principal, record.branch)) throw new CrivoError('DecisionNotFound');
  return record;
}
