/** Owns what a failed call to Temporal means in our list of errors. */
import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import { CrivoError, ERRORS, type ErrorCode } from '../../domain/errors';
import { UnknownKeyError } from '../../platform/keyring';

const RETRY_AFTER_SECONDS = 2;
const GRPC_NOT_FOUND = 5;
const GRPC_ALREADY_EXISTS = 6;

/** Failures with one of our codes keep it and their state; an unreachable server is `Unavailable`; the rest `Internal`. */
export function toCallError(thrown: unknown): CrivoError {
  const failure = applicationFailureIn(thrown);
  if (failure !== null) {
    const [state] = (failure.details ?? []) as [Record<string, unknown>?];
    const code = isErrorCode(failure.type) ? failure.type : 'Internal';
    return new CrivoError(code, { cause: thrown, ...(state && { state }) });
  }
  if (isEnded(thrown)) return new CrivoError('OrderClosed', { cause: thrown });
  if (isUnanswered(thrown) || thrown instanceof UnknownKeyError) {
    return new CrivoError('Unavailable', { cause: thrown, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return new CrivoError('Internal', { cause: thrown });
}

function applicationFailureIn(thrown: unknown): ApplicationFailure | null {
  let cause: unknown = thrown instanceof WorkflowUpdateFailedError ? thrown.cause : thrown;
  while (cause instanceof TemporalFailure) {
    if (cause instanceof ApplicationFailure) return cause;
    cause = cause.cause;
  }
  return null;
}

function isEnded(thrown: unknown): boolean {
  if (thrown instanceof WorkflowExecutionAlreadyStartedError || thrown instanceof WorkflowNotFoundError) return true;
  return isGrpcServiceError(thrown) && (thrown.code === GRPC_ALREADY_EXISTS || thrown.code === GRPC_NOT_FOUND);
}

function isUnanswered(thrown: unknown): boolean {
  return (
    thrown instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(thrown) || hasGrpcCause(thrown)
  );
}

function hasGrpcCause(thrown: unknown): boolean {
  return thrown instanceof Error && isGrpcServiceError(thrown.cause);
}

function isErrorCode(type: string | null | undefined): type is ErrorCode {
  return typeof type === 'string' && Object.hasOwn(ERRORS, type);
}
