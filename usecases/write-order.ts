/** Owns the order's document after a decision: state, content and what it has to tell, in one write. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { CreditChange, OutboxEntry, ReportWanted } from '../adapters/mongo/outbox';
import type { Cause, OrderDecision } from '../contracts/decision';
import type { LiveRelease } from '../contracts/release';
import type { OrderCause } from '../contracts/webhook';
import { exposedCents, termCents } from '../domain/modalities';
import type { CalendarDate } from '../domain/calendar';
import { newsOfDecision } from '../domain/hold-news';
import { holdRisk, overLimitPercent } from '../domain/hold-risk';
import { limitChangeDays } from '../domain/limits';
import { announcementOf, isOpen, letsPass, OrderStatus } from '../domain/order';
import { holdsByDecision } from './hold-entries';
import { holds } from '../domain/waivers';
import { approvalOf } from './approve-order';
import { OF_THE_LIMIT } from './measure-release';
import { enteredBy, type OrderSubject } from './order-subject';
import type { CreditStores } from './stores';

/** Writes what follows from the decision. Safe to repeat: a revision is written once; false when it, or a later one, is there. */
export async function writeOrder(
  stores: Pick<CreditStores, 'orders' | 'now'>,
  subject: OrderSubject,
  decision: OrderDecision,
): Promise<boolean> {
  const news = { by: decision.subject, what: newsOfDecision(decision) };
  return stores.orders.write(recordOf(subject, decision), outboxEntries(subject, decision, stores.now()), news);
}

/** The order's document as it follows from the decision. */
export function recordOf(subject: OrderSubject, decision: OrderDecision): OrderRecord {
  const { input, stored, customer, content, loaded } = subject;
  const passed = decision.state.stage !== input.state.stage || decision.state.status === OrderStatus.done;
  const heldBy = decision.judgement.checks.filter(({ outcome }) => holds(outcome)).map(({ check }) => check);
  return {
    branch: input.branch,
    order: input.order,
    generation: input.generation,
    revision: input.revision,
    customerKey: customer.customerKey,
    groupKey: customer.groupKey,
    content,
    enteredBy: enteredBy(subject),
    submittedHash: stored?.submittedHash ?? subject.contentHash,
    contentHash: subject.contentHash,
    policy: { id: loaded.id, version: loaded.version },
    state: decision.state,
    termCents: termCents(content.payments, loaded.policy.modalities),
    outcome: decision.event.outcome,
    indicator: decision.judgement.indicator,
    wantsReport: decision.wantsReport ?? null,
    restrictions: decision.judgement.restrictions.map(
      ({ check, mode, result, waivedBy, isNew, analyst, seller, values }) => ({
        check,
        mode,
        result,
        ...(waivedBy && { waivedBy }),
        ...(isNew && { isNew }),
        analyst,
        seller,
        values,
      }),
    ),
    heldBy,
    risk: holdRisk(decision.facts, heldBy.length),
    overLimitPercent: heldBy.some((check) => OF_THE_LIMIT.includes(check)) ? overLimitPercent(decision.facts) : 0,
    firstDecision: stored?.firstDecision ?? decision.decision,
    lastDecision: decision.decision,
    passedBy: { ...stored?.passedBy, ...(passed ? { [input.state.stage]: decision.decision } : {}) },
    approval: approvalOf(subject, decision),
    closedBy: null,
    ...(stored?.reopened && { reopened: stored.reopened }),
    greatestTotalCents: Math.max(content.totalCents, stored?.greatestTotalCents ?? stored?.content.totalCents ?? 0),
    createdAt: stored?.createdAt ?? decision.at,
    updatedAt: decision.at,
  };
}

function outboxEntries(subject: OrderSubject, decision: OrderDecision, now: Date): OutboxEntry[] {
  const { decision: id, at, customerKey } = decision;
  const event = announcementOf(decision.before, decision.state);
  const { branch, order, generation, evaluation: revision, state } = decision;
  const cause: OrderCause = { kind: 'order', branch, order, customerKey, generation, revision, state };
  return [
    ...(event === null ? [] : [{ id, event, at, decision: id, cause }]),
    ...newsOf(subject, decision, now),
    ...wishesOf(decision),
    ...holdsByDecision(subject, decision),
  ];
}

/** A report that is under way already need not be asked for. */
function wishesOf({ decision: id, branch, order, customerKey, wantsReport }: OrderDecision): ReportWanted[] {
  if (wantsReport === undefined || wantsReport.isUnderWay) return [];
  const { bureau, product } = wantsReport;
  return [{ id: `rw_${id}`, event: 'reportWanted', branch, order, customerKey, bureau, product }];
}

/** Whoever tells of a change looks a second time some seconds later; an order stored even later asks for itself. */
const LATE_MS = 10_000;

/**
 * What the group's re-evaluation is told: that others may go on now; that an order, stored long after it was judged, may
 * have missed something; or that an order begins under a limit that becomes another on a day to come,
 * or with a release or an exception that ends on one.
 */
function newsOf(subject: OrderSubject, decision: OrderDecision, now: Date): CreditChange[] {
  const { decision: id, customerKey, state, at } = decision;
  const news = { id: `cc_${id}`, event: 'creditChanged' as const, customerKey };
  if (freesLimit(subject, decision)) return [news];
  if (subject.input.state.status !== OrderStatus.new || !isOpen(state)) return [];
  if (now.getTime() - Date.parse(at) > LATE_MS) return [news];
  return hasDateAhead(subject, decision) ? [{ ...news, datesOnly: true }] : [];
}

/** The day may be one off, which only makes somebody look in vain. A release that this order uses up ends on no day. */
function hasDateAhead({ customer, ledger, releases, exceptions }: OrderSubject, decision: OrderDecision): boolean {
  const today: CalendarDate = decision.at.slice(0, 10);
  if (releases.some((release) => !isUsedUp(release, decision)) || exceptions.some(({ scope }) => scope.kind !== 'all'))
    return true;
  const { group } = ledger.exposure;
  return [customer, ...(group === null ? [] : [group])].flatMap(limitChangeDays).some((day) => day >= today);
}

function isUsedUp({ release, singleUse }: LiveRelease, { waived = [], before, event }: OrderDecision): boolean {
  return singleUse && letsPass(before, event) && waived.some(({ kind, id }) => kind === 'release' && id === release);
}

/**
 * Judging again by itself must not be its own cause as long as the order is open; a closed order that is reopened held
 * nothing before.
 */
const FREES_NOTHING: ReadonlySet<Cause> = new Set<Cause>(['reevaluate', 'retry', 'reopen']);

/** The order holds less of the limit than it did: others may go on now. */
function freesLimit({ stored, loaded }: OrderSubject, { cause, before, state, reservation }: OrderDecision): boolean {
  if (stored === null || before.stage === 'save' || (FREES_NOTHING.has(cause) && isOpen(state))) return false;
  return (reservation?.reservedCents ?? 0) < exposedCents(stored.content.payments, loaded.policy.modalities);
}
