/** Owns what an event says: read from the records of its own moment, so that every attempt says the same. */
import type { DecisionStore } from '../adapters/mongo/decision-store';
import type { Restriction } from '../contracts/judgement';
import type {
  Announcement,
  ExceptionCause,
  ExceptionEventData,
  OrderEventData,
  PurchaseCause,
  ReleaseCause,
  ReleaseEventData,
  ReportEventData,
  SyncCause,
  SyncEventData,
  WebhookPayload,
} from '../contracts/webhook';

/** `null` when its decision is not kept any more. Sellers' texts only: receivers show them at counters. */
export async function webhookPayload(
  decisions: Pick<DecisionStore, 'find'>,
  { event, at, decision, cause }: Announcement,
): Promise<WebhookPayload | null> {
  if (cause.kind === 'sync') return { type: event, timestamp: at, data: syncDataOf(cause, at) };
  if (cause.kind === 'release') return { type: event, timestamp: at, data: releaseDataOf(cause, at) };
  if (cause.kind === 'exception') return { type: event, timestamp: at, data: exceptionDataOf(cause, at) };
  if (cause.kind === 'purchase') return { type: event, timestamp: at, data: reportDataOf(cause, at) };
  const judged = decision === null ? null : await decisions.find(decision);
  if (decision !== null && judged === null) return null;
  const { status, stage, hold, forced } = cause.state;
  const data: OrderEventData = {
    branch: cause.branch,
    order: cause.order,
    customerKey: cause.customerKey,
    generation: cause.generation,
    sequence: cause.revision,
    occurredAt: at,
    status,
    stage,
    hold: hold && { action: hold.action, since: hold.since, deadline: hold.deadline },
    forcedHold: forced === undefined ? null : { since: forced.since },
    decision,
    outcome: judged?.judgement.outcome ?? null,
    restrictions: (judged?.judgement.restrictions ?? []).map(restrictionOf),
  };
  return { type: event, timestamp: at, data };
}

function restrictionOf(restriction: Restriction): OrderEventData['restrictions'][number] {
  const { check, mode, action, result, unverified, waivedBy, isNew, seller } = restriction;
  return { check, mode, action, result, unverified, ...(waivedBy && { waivedBy }), ...(isNew && { isNew }), seller };
}

function syncDataOf({ branch, run, startedAt, status, reason, customersFailed }: SyncCause, at: string): SyncEventData {
  return { branch, run, startedAt, occurredAt: at, status, reason, customersFailed };
}

function reportDataOf({ kind: _kind, ...cause }: PurchaseCause, at: string): ReportEventData {
  return { ...cause, occurredAt: at };
}

function releaseDataOf({ kind: _kind, ...cause }: ReleaseCause, at: string): ReleaseEventData {
  return { ...cause, occurredAt: at };
}

function exceptionDataOf({ kind: _kind, ...cause }: ExceptionCause, at: string): ExceptionEventData {
  return { ...cause, occurredAt: at };
}
