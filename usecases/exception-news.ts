/** Owns what an exception has to tell: the world by webhook, and the open orders that it lets go on or holds. */
import type { CreditChange, OutboxEntry } from '../adapters/mongo/outbox';
import type { Exception } from '../contracts/exception';
import type { WebhookEvent } from '../domain/webhooks';
import { contentHash } from './content-hash';

/** The entries of the write that makes it. What begins on a day to come has that day waited for. */
export function newsOfCreation(exception: Exception): readonly OutboxEntry[] {
  const isAhead = exception.startsAt > exception.createdAt;
  return [announced(exception, 'exception.created'), ...changes(exception, isAhead)];
}

/** The entries of the write that ends it. At the end of its last day the re-evaluation is awake by itself. */
export function newsOfEnd(exception: Exception, isByHand: boolean): readonly OutboxEntry[] {
  return [announced(exception, 'exception.ended'), ...(isByHand ? changes(exception, false) : [])];
}

function announced(record: Exception, event: WebhookEvent): OutboxEntry {
  const { exception, branch, scope, check, effect, from, to, revision, updatedAt: at } = record;
  const id = `exe_${contentHash([exception, revision]).slice(0, 26)}`;
  const cause = { kind: 'exception', exception, branch, scope, check, effect, from, to } as const;
  return { id, event, at, decision: null, cause };
}

/** Everybody's orders are judged again by the sweep: see `sweep-exceptions.ts`. */
function changes({ exception, revision, scope }: Exception, isAhead: boolean): readonly CreditChange[] {
  if (scope.kind === 'all') return [];
  const news = {
    id: `cc_${exception}_${revision}`,
    event: 'creditChanged',
    ...(isAhead && { datesOnly: true as const }),
  } as const;
  return [
    scope.kind === 'customer' ? { ...news, customerKey: scope.customerKey } : { ...news, groupKey: scope.groupKey },
  ];
}
