/** Owns builders of stored records: what a test doesn't say of them is ordinary. */
import { randomBytes } from 'node:crypto';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import type { CustomerRecord } from '../../contracts/customer';
import type { PurchaseRecord, ReportUse } from '../../contracts/purchase';
import type { Exception } from '../../contracts/exception';
import type { Release } from '../../contracts/release';
import type { ReportRecord } from '../../contracts/report';
import type { AuditEntry } from '../../contracts/audit';
import type { OrderDecision } from '../../contracts/decision';
import type { Announcement, OrderCause, WebhookDelivery, WebhookEndpoint } from '../../contracts/webhook';
import type { ExposureMember, Reservation } from '../../domain/exposure';
import { NEW_ORDER, type Judged, type OrderState, type StageRules } from '../../domain/order';
import { readings } from '../rules/builders';
import { uniqueId } from './orders';

const AT = '2026-11-20T12:00:00.000Z';

export const BY_PERSON: StageRules = {
  commercialApproval: { by: 'person', demandsClear: false },
  financialApproval: { by: 'person', demandsClear: false },
  stockSeparation: { by: 'person', demandsClear: false },
  invoicing: { by: 'person', demandsClear: false },
};

/** A customer of its own, cleared, with R$ 1.000,00. */
export function aCustomerRecord(given: Partial<CustomerRecord> = {}): CustomerRecord {
  const customerKey = given.customerKey ?? uniqueId('cus').replace(/-/g, '_');
  return {
    customerKey,
    groupKey: customerKey,
    personType: 'J',
    maskedDocument: '12.ABC.***/****-**',
    sealedDocument: 't1.sealed',
    sealedName: null,
    situation: 'cleared',
    limit: { kind: 'amount', amountCents: 1_000_00, validUntil: null },
    maxTermDays: null,
    temporaryLimit: null,
    guarantees: [],
    masteredAt: { situation: AT, limit: AT },
    updatedAt: AT,
    ...given,
  };
}

export function aReservation(given: Partial<Reservation> & Pick<Reservation, 'customerKey'>): Reservation {
  const reservedCents = given.reservedCents ?? 100_00;
  return { reservedCents, remainingCents: reservedCents, overLimit: false, ...given };
}

export function anExposureMember(given: Partial<ExposureMember> = {}): ExposureMember {
  return { ledgerCount: 0, openCents: 0, reservedCents: 0, ...given };
}

export const WAITING: OrderState = { status: 'waiting', stage: 'commercialApproval', hold: null, awaits: 'person' };

export function heldAt(stage: OrderState['stage'], since = AT): OrderState {
  const deadline = new Date(Date.parse(since) + 72 * 3_600_000).toISOString();
  const hold = { action: stage, actions: [stage], outcome: 'blocked', since, deadline } as const;
  return { status: 'held', stage, hold, awaits: 'holdEnd' };
}

/** An order on term of R$ 100,00 that was saved and waits for commercial approval. */
export function anOrderRecord(given: Partial<OrderRecord> = {}): OrderRecord {
  const order = given.order ?? uniqueId('ord');
  const customerKey = given.customerKey ?? 'cus_1';
  return {
    branch: '02',
    order,
    generation: 0,
    revision: 1,
    customerKey,
    groupKey: customerKey,
    content: {
      customerKey,
      seller: null,
      totalCents: 100_00,
      origin: null,
      payments: [{ modality: 'bankSlip', amountCents: 100_00, dueOn: ['2026-12-20'] }],
      items: null,
      note: null,
    },
    submittedHash: 'hash',
    contentHash: 'hash',
    policy: { id: 'default', version: 1 },
    state: WAITING,
    termCents: 100_00,
    outcome: 'clear',
    indicator: 'clear',
    restrictions: [],
    firstDecision: `dec_${order}`,
    lastDecision: `dec_${order}`,
    passedBy: {},
    closedBy: null,
    createdAt: AT,
    updatedAt: AT,
    ...given,
  };
}

export function aDecision(given: Partial<OrderDecision> = {}): OrderDecision {
  const event: Judged = {
    type: 'judged',
    actions: ['save'],
    by: 'person',
    outcome: 'clear',
    lowersExposure: false,
    at: AT,
    holdUntil: AT,
    stages: BY_PERSON,
  };
  return {
    decision: uniqueId('dec'),
    kind: 'order',
    branch: '02',
    order: 'ord-1',
    generation: 0,
    evaluation: 1,
    customerKey: 'cus_1',
    cause: 'submit',
    subject: 'test',
    contentHash: 'hash',
    holdable: true,
    policy: { id: 'default', version: 1, hash: 'hash' },
    facts: readings(),
    judgement: { outcome: 'clear', indicator: 'clear', checks: [], restrictions: [] },
    reservation: null,
    before: NEW_ORDER,
    event,
    state: WAITING,
    at: AT,
    ...given,
  };
}

/** A complete report of the Deps with nothing against the customer, three days before `AT`. */
export function aReport(given: Partial<ReportRecord> = {}): ReportRecord {
  const clean = { state: 'clean' } as const;
  return {
    report: uniqueId('rep').replace('-', '_').replace(/-/g, ''),
    customerKey: 'cus_1',
    bureau: 'deps',
    product: '20C2F2B4',
    status: 'ok',
    providerAt: '2026-11-17T12:00:00.000Z',
    storedAt: '2026-11-17T12:00:00.000Z',
    restrictions: { debts: clean, protests: clean, cheques: clean },
    score: 700,
    riskClass: 'A',
    suggestedLimitCents: null,
    suggestedUntil: null,
    verdict: null,
    points: [],
    providerReference: null,
    notes: [],
    charged: 'unknown',
    purchase: null,
    ...given,
  };
}

/** A purchase of a Deps report that was just opened. */
export function aPurchase(given: Partial<PurchaseRecord> = {}): PurchaseRecord {
  const hex = randomBytes(13).toString('hex');
  return {
    ...{ accountKey: `dep_${hex}`, customerKey: 'cus_1', product: '20C2F2B4', generation: 1, bureau: 'deps' },
    ...{ purchase: `pur_${hex}`, personType: 'J', branch: '02', subject: 'test', day: '2026-11-20', openedAt: AT },
    purpose: { kind: 'limitReview', order: null, note: null },
    ...{ requestedLimitCents: null, withoutReceivables: false, replaces: null, priceCents: null },
    ...({ status: 'reserved', reason: null, providerText: null, revision: 1, isPrepared: false } as const),
    ...{ isClosed: false, token: null, sends: 0, sentAt: null, notBefore: null, callBoundMs: 1_000 },
    ...{ reuseIsFree: false, reconciliations: 0, isReconcileAsked: false, resolutions: [], settledAt: null },
    ...{ charged: null, findings: null, raw: null, report: null },
    ...given,
  };
}

/** A report of the day before that served somebody. */
export function aReportUse(given: Partial<ReportUse> = {}): ReportUse {
  const hex = randomBytes(13).toString('hex');
  return {
    ...{ use: `use_${hex}`, kind: 'reused', report: `rep_${hex}`, customerKey: 'cus_1', accountKey: `dep_${hex}` },
    ...{ bureau: 'deps', product: '20C2F2B4', branch: '02', subject: 'test', at: AT, day: '2026-11-20' },
    purpose: { kind: 'limitReview', order: null, note: null },
    priceCents: null,
    ...given,
  };
}

export function anAuditEntry(given: Partial<AuditEntry> = {}): AuditEntry {
  const id = given.id ?? uniqueId('aud');
  return { id, at: AT, subject: 'test', kind: 'branch', target: '02', branch: '02', before: null, after: {}, ...given };
}

/** What an order that was held announces. */
export function anAnnouncement(given: Partial<Announcement> = {}): Announcement {
  const id = given.id ?? `dec_${randomBytes(13).toString('hex')}`;
  return { id, event: 'order.held', at: AT, decision: id, cause: anOrderCause(), ...given };
}

export function anOrderCause(given: Partial<OrderCause> = {}): OrderCause {
  const at = { branch: '02', order: 'ord-1', customerKey: 'cus_1', generation: 0, revision: 1 };
  return { kind: 'order', ...at, state: heldAt('save'), ...given };
}

/** A first delivery that has not been tried yet. */
export function aWebhookDelivery(given: Partial<WebhookDelivery> = {}): WebhookDelivery {
  const entry = given.entry ?? anAnnouncement();
  return {
    delivery: entry.id,
    endpoint: `whe_${randomBytes(16).toString('hex')}`,
    entry,
    status: 'pending',
    round: 1,
    roundSince: AT,
    attempts: [],
    nextAttemptAt: AT,
    replayedBy: null,
    createdAt: AT,
    updatedAt: AT,
    ...given,
  };
}

/** An endpoint that hears of everything. */
export function aWebhookEndpoint(given: Partial<WebhookEndpoint> = {}): WebhookEndpoint {
  return {
    endpoint: `whe_${randomBytes(16).toString('hex')}`,
    url: 'https://erp.example.com/hooks',
    description: null,
    branches: '*',
    events: '*',
    status: 'enabled',
    disabledBy: null,
    secrets: [],
    revision: 1,
    createdAt: AT,
    updatedAt: AT,
    ...given,
  };
}

/** An exception of a customer at all branches, in force until the end of the year: its overdue titles don't count. */
export function anException(given: Partial<Exception> = {}): Exception {
  return {
    exception: `exc_${randomBytes(16).toString('hex')}`,
    scope: { kind: 'all' },
    branch: null,
    check: 'overdue-titles',
    effect: 'ignore',
    from: '2026-11-01',
    to: '2026-12-31',
    startsAt: '2026-11-01T03:00:00.000Z',
    endsAt: '2027-01-01T03:00:00.000Z',
    reasonCode: 'GOOD_HISTORY',
    note: null,
    createdBy: 'carla',
    createdAt: AT,
    updatedAt: AT,
    revision: 1,
    ended: null,
    dueAt: null,
    sweep: null,
    ...given,
  };
}

/** A release that `carla` has granted to a customer, of all checks, until the end of the year. */
export function aRelease(given: Partial<Release> & Pick<Release, 'customerKey'>): Release {
  return {
    release: uniqueId('rls').replace(/-/g, '_'),
    branch: '02',
    scope: { kind: 'customer' },
    checks: 'all',
    ceilingCents: 10_000_00,
    until: '2026-12-31',
    endsAt: '2027-01-01T03:00:00.000Z',
    singleUse: false,
    reasonCode: 'PAYMENT_PROMISED',
    status: 'granted',
    requested: null,
    decided: { subject: 'carla', at: AT, note: null },
    ended: null,
    band: 'management',
    delegatedBy: null,
    escalateAt: null,
    escalations: 0,
    claims: {},
    claimCount: 0,
    usedCents: 0,
    createdAt: AT,
    updatedAt: AT,
    revision: 1,
    ...given,
  };
}
