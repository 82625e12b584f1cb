/** Owns how an error of a use case becomes a failure of an activity: which kinds repeating can mend. */
import { log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { toCrivoError, type ErrorCode } from '../domain/errors';

/** Errors that say something about the data: repeating the same call finds the same. Everything else is tried again. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BranchNotFound',
  'CustomerNotFound',
  'OrderNotFound',
  'DecisionNotFound',
  'PolicyNotFound',
  'PolicyInvalid',
  'PartExceedsOrder',
  'PurchaseNotFound',
  'DepsAccountNotFound',
  'BacktestNotFound',
]);

/** Runs `work`; what it throws leaves as an `ApplicationFailure` whose type is the error's code. One that is one already stays it. */
export async function asActivityFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ApplicationFailure) throw thrown;
    const error = toCrivoError(thrown);
    // The cause may carry ids and stays here: Temporal keeps failure messages in clear.
    log.warn('an activity failed', {
      code: error.code,
      cause: thrown instanceof Error ? thrown.stack : String(thrown),
    });
    throw ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: FINAL.has(error.code),
      ...(FINAL.has(error.code) && { category: ApplicationFailureCategory.BENIGN }),
    });
  }
}
