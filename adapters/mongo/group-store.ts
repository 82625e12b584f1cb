/** Owns what changes groups by hand: their terms, and who belongs to them. A group is its exposure document. */
import type { AuditEntry } from '../../contracts/audit';
import type { CustomerRecord } from '../../contracts/customer';
import { OPEN_STATUSES } from '../../domain/order';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';
import type { GroupTerms, StoredExposure, StoredMember } from './exposure-store';
import type { OrderRecord } from './order-store';
import type { CreditChange } from './outbox';

export interface Group {
  readonly groupKey: string;
  /** `null` for one that nobody has named or given a limit. */
  readonly terms: GroupTerms | null;
  readonly takenCents: number;
  /** What each member has taken, in cents. */
  readonly takenBy: Readonly<Record<string, number>>;
}

/** A customer as it was read before it is moved. */
export type MovingCustomer = Pick<CustomerRecord, 'customerKey' | 'groupKey' | 'updatedAt'> & {
  /** The terms of both groups it was judged by, as `updatedAt`; `null` where a group had none. */
  readonly under: { readonly from: string | null; readonly to: string | null };
};

export interface GroupStore {
  /** A group that has terms or exposure, or `null`. */
  find(groupKey: string): Promise<Group | null>;
  /** Replaces the terms if nobody changed them since; the audit entry and the news go into the same transaction. */
  putTerms(groupKey: string, terms: GroupTerms, before: GroupTerms | null, audit: AuditEntry): Promise<boolean>;
  /**
   * Moves a customer with all it has taken, its reservations and its open orders, in one transaction. False when
   * somebody moved or changed it, or the terms of one of the groups, in the meantime.
   */
  move(read: MovingCustomer, to: string, audit: AuditEntry): Promise<boolean>;
}

type StoredCustomer = Omit<CustomerRecord, 'customerKey'> & { readonly _id: string };
type StoredOrder = OrderRecord & { readonly _id: string; readonly status: OrderRecord['state']['status'] };

export function groupStore(database: Database): GroupStore {
  const exposures = database.collection<StoredExposure>('exposures');
  const customers = database.collection<StoredCustomer>('customers');
  const orders = database.collection<StoredOrder>('orders');
  const audits = database.collection<StoredAudit>('audit');
  return {
    find: async (groupKey) => {
      const stored = await exposures.findOne({ _id: groupKey });
      if (stored === null) return null;
      const taken = Object.entries(stored.members ?? {}).map(([key, one]) => [key, one.takenCents] as const);
      const takenBy = Object.fromEntries(taken);
      return { groupKey, terms: stored.group ?? null, takenCents: stored.takenCents ?? 0, takenBy };
    },
    putTerms: (groupKey, group, before, audit) =>
      database.transaction(async (session) => {
        const seen = before === null ? { group: { $exists: false } } : { 'group.updatedAt': before.updatedAt };
        const news: CreditChange = { id: audit.id, event: 'creditChanged', groupKey };
        const known = await exposures.findOne({ _id: groupKey }, { session, projection: { _id: 1 } });
        if (known === null && before === null) {
          await exposures.insertOne({ _id: groupKey, group, outbox: [news] }, { session });
        } else {
          const change = { $set: { group }, $push: { outbox: news } };
          if ((await exposures.updateOne({ _id: groupKey, ...seen }, change, { session })).matchedCount === 0)
            return false;
        }
        await insertAudit(audits, audit, session);
        return true;
      }),
    move: ({ customerKey, groupKey: from, updatedAt, under }, to, audit) =>
      database.transaction(async (session) => {
        const [left, joined] = [
          await exposures.findOne({ _id: from }, { session }),
          await exposures.findOne({ _id: to }, { session, projection: { 'group.updatedAt': 1 } }),
        ];
        if (termsOf(left) !== under.from || termsOf(joined) !== under.to) return false;
        const news: CreditChange = { id: audit.id, event: 'creditChanged', customerKey };
        const moved = await customers.updateOne(
          { _id: customerKey, groupKey: from, updatedAt },
          { $set: { groupKey: to, updatedAt: audit.at }, $push: { outbox: news } as never },
          { session },
        );
        if (moved.matchedCount === 0) return false;
        const part = partOf(left, customerKey);
        const leaving = {
          $set: { [`moved.${customerKey}`]: to },
          $unset: part.unset,
          $inc: { takenCents: -part.takenCents },
        };
        await exposures.updateOne({ _id: from }, leaving as never, { session, upsert: true });
        const joining = {
          $set: part.set,
          $unset: { [`moved.${customerKey}`]: '' },
          $inc: { takenCents: part.takenCents },
        };
        await exposures.updateOne({ _id: to }, joining as never, { session, upsert: true });
        // Closed orders are found by the forwarding address; a customer may have any number of them.
        const open = { customerKey, groupKey: from, status: { $in: [...OPEN_STATUSES] } };
        await orders.updateMany(open, { $set: { groupKey: to } }, { session });
        // What is left behind has news as well: the others of the group may go on now.
        const behind: CreditChange = { id: `${audit.id}_left`, event: 'creditChanged', groupKey: from };
        await exposures.updateOne({ _id: from }, { $push: { outbox: behind } }, { session });
        await insertAudit(audits, audit, session);
        return true;
      }),
  };
}

function termsOf(stored: Pick<StoredExposure, 'group'> | null): string | null {
  return stored?.group?.updatedAt ?? null;
}

const NOTHING: StoredMember = { ledgerCount: 0, openCents: 0, reservedCents: 0, takenCents: 0 };

/** A customer's part of an exposure document, as the fields to take out of one and to put into another. */
function partOf(stored: StoredExposure | null, customerKey: string) {
  const member = stored?.members?.[customerKey] ?? NOTHING;
  const own = <T extends { readonly customerKey: string }>(prefix: string, all: Readonly<Record<string, T>> = {}) =>
    Object.entries(all)
      .filter(([, one]) => one.customerKey === customerKey)
      .map(([key, one]) => [`${prefix}.${key}`, one] as const);
  const fields = [
    [`members.${customerKey}`, member] as const,
    ...own('reservations', stored?.reservations),
    ...own('held', stored?.held),
  ];
  return {
    takenCents: member.takenCents,
    set: Object.fromEntries<unknown>(fields),
    unset: Object.fromEntries(fields.map(([path]) => [path, ''])),
  };
}
