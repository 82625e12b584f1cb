/** Owns what an evaluation writes into its customer's history: its restrictions, where they are others than before. */
import type { RestrictionsEntry } from '../contracts/customer-history';
import type { DecisionRecord } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import type { CreditStores } from './stores';

const ATTEMPTS = 100;

/**
 * Nothing where the last entry says the same, which is the common case; one insert otherwise. What differs is which
 * checks fired or are unknown, not their figures. `known` is the last entry as it was read with the customer.
 *
 * Safe to repeat: a decision enters once, and one that is older than the last entry has been overtaken. Called before
 * the order or sale is written, so that a crash in between is repeated. Errors: `TooManyConflicts`.
 */
export async function noteRestrictions(
  stores: Pick<CreditStores, 'history'>,
  decision: DecisionRecord,
  known: RestrictionsEntry | null,
): Promise<void> {
  const { customerKey } = decision;
  if (customerKey === null) return;
  let last = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (setOf(last) === setOf(decision.judgement) || (last !== null && last.at > decision.at)) return;
    if (last !== null && (await stores.history.has(customerKey, decision.decision))) return;
    if (await stores.history.append(entryOf(decision, customerKey, (last?.seq ?? 0) + 1))) return;
    last = await stores.history.last(customerKey);
  }
  throw new CrivoError('TooManyConflicts');
}

/** Restrictions stand in their policy's order, which another branch's policy may have otherwise. */
function setOf(told: Pick<RestrictionsEntry, 'restrictions'> | null): string {
  const named = told?.restrictions.map(({ check, result }) => `${check} ${result}`) ?? [];
  return named.sort().join(', ');
}

function entryOf(decision: DecisionRecord, customerKey: string, seq: number): Omit<RestrictionsEntry, 'entry'> {
  const { branch, subject, at, judgement } = decision;
  return {
    kind: 'restrictions',
    customerKey,
    seq,
    at,
    subject,
    branch,
    order: decision.kind === 'order' ? decision.order : null,
    sale: decision.kind === 'sale' ? decision.sale : null,
    decision: decision.decision,
    restrictions: judgement.restrictions.map(({ check, result, seller, analyst }) => ({
      check,
      result,
      seller,
      analyst,
    })),
  };
}
