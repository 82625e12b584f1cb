/** Owns the exposure documents: one a group, holding each member's open titles and every reservation. */
import type { Exposure, ExposureMember, Reservation } from '../../domain/exposure';
import type { CreditTerms } from '../../domain/limits';
import { anyOf, isDuplicateKey, type Database } from './database';
import { outboxOf, type CreditChange, type Outbox } from './outbox';

/** A change of one reservation, conditional on what was read before it was decided. */
export interface ReservationChange {
  readonly groupKey: string;
  readonly customerKey: string;
  readonly key: string;
  /** What was read: `null` when there was no reservation under this key. */
  readonly before: Reservation | null;
  readonly after: Reservation;
  /** The ledger that `after` was computed from: with a newer one, titles may have billed more of the order. */
  readonly ledgerCount: number;
  /** The member's taken cents may be at most this for the change to happen; `null` for no condition. */
  readonly takenAtMostCents: number | null;
  /** The same for what all members of the group have taken. */
  readonly groupTakenAtMostCents: number | null;
  /** The group's terms it was judged by, as `updatedAt`; `null` where the group had none. */
  readonly groupTermsOf: string | null;
}

/** The customer's part as the ledger has it, and the reservations that its titles have used up. */
export interface LedgerChange {
  readonly groupKey: string;
  readonly customerKey: string;
  readonly before: ExposureMember;
  readonly ledgerCount: number;
  readonly openCents: number;
  readonly reservations: readonly { key: string; before: Reservation; after: Reservation }[];
}

/** What a group is, beside its members: named and given credit by hand. */
export interface GroupTerms extends CreditTerms {
  readonly name: string | null;
  readonly updatedAt: string;
}

/** The exposure and, beside it, what is held at `save` and takes nothing of the limit yet. */
export interface ExposureDocument extends Exposure {
  /** Where it was found: a customer that was moved is looked up in the group it belongs to now. */
  readonly groupKey: string;
  readonly group: GroupTerms | null;
  readonly held: Readonly<Record<string, { readonly customerKey: string; readonly heldCents: number }>>;
}

export interface GroupMember {
  readonly customerKey: string;
  readonly groupKey: string;
}

export interface ExposureStore extends Outbox<CreditChange> {
  /**
   * The group's document with the customer as a member, or that of the group it was moved to. Who isn't stored yet has
   * taken nothing; nothing is made.
   */
  peek(groupKey: string, customerKey: string): Promise<ExposureDocument>;
  /** One conditional update of one document. False when what was read has changed or the condition doesn't hold. */
  reserve(change: ReservationChange): Promise<boolean>;
  /** Takes a reservation back as it was read. False when it has changed. */
  free(groupKey: string, key: string, before: Reservation): Promise<boolean>;
  applyLedger(change: LedgerChange): Promise<boolean>;
  /** The same of many at once; true when every one was applied. Which one wasn't, is told by reading again. */
  applyLedgers(changes: readonly LedgerChange[]): Promise<boolean>;
  /** Makes members of whom nothing was ever taken, so that the others of their group know of them. */
  ensureMembers(customers: readonly GroupMember[]): Promise<void>;
  /** Groups as they are stored, each with the customers asked for as members; none is looked up where it was moved to. */
  ofCustomers(customers: readonly GroupMember[]): Promise<readonly ExposureDocument[]>;
  /** What is reserved in each group, in the order of their keys, from after `afterKey` on. */
  pageOfReservations(
    afterKey: string,
    limit: number,
  ): Promise<readonly Pick<ExposureDocument, 'groupKey' | 'reservations'>[]>;
  /** Notes or forgets (0) an order that is held at `save`, which takes nothing of the limit yet. */
  noteHeld(groupKey: string, customerKey: string, key: string, heldCents: number): Promise<void>;
}

/** `takenCents` repeats open + reserved, so that a limit can be the condition of one update. */
export interface StoredMember extends ExposureMember {
  readonly takenCents: number;
}
export interface StoredExposure {
  readonly _id: string;
  /** The sum over all members. */
  readonly takenCents?: number;
  readonly group?: GroupTerms;
  /** Who was a member, and where to find them now. */
  readonly moved?: Readonly<Record<string, string>>;
  readonly outbox?: CreditChange[];
  readonly members?: Readonly<Record<string, StoredMember>>;
  readonly reservations?: Exposure['reservations'];
  readonly held?: ExposureDocument['held'];
}

export function exposureStore(database: Database): ExposureStore {
  const exposures = database.collection<StoredExposure>('exposures');
  const update = async (filter: Record<string, unknown>, change: Record<string, unknown>): Promise<boolean> =>
    (await exposures.updateOne(filter, change)).matchedCount === 1;

  return {
    ...outboxOf<CreditChange>(database, 'exposures'),
    peek: async (groupKey, customerKey) => {
      let [at, stored] = [groupKey, await exposures.findOne({ _id: groupKey })];
      for (let hop = 0; hop < MOVES && stored?.moved?.[customerKey] !== undefined; hop += 1) {
        at = stored.moved[customerKey];
        stored = await exposures.findOne({ _id: at });
      }
      return fromStored(at, stored, customerKey);
    },
    reserve: ({ groupKey, customerKey, key, before, after, ledgerCount, ...given }) => {
      const { takenAtMostCents, groupTakenAtMostCents, groupTermsOf } = given;
      const delta = after.remainingCents - (before?.remainingCents ?? 0);
      const member = `members.${customerKey}`;
      const limit = takenAtMostCents === null ? {} : { [`${member}.takenCents`]: { $lte: takenAtMostCents } };
      const seen = { [`${member}.ledgerCount`]: ledgerCount, ...limit };
      const group = groupTakenAtMostCents === null ? {} : atMost('takenCents', groupTakenAtMostCents);
      const change = {
        $set: { [`reservations.${key}`]: after },
        // Adding nothing makes a field that isn't there yet, and changes none that is.
        $inc: {
          takenCents: delta,
          [`${member}.takenCents`]: delta,
          [`${member}.reservedCents`]: delta,
          [`${member}.openCents`]: 0,
          [`${member}.ledgerCount`]: 0,
        },
        $unset: { [`held.${key}`]: '' },
      };
      const leavesRoom = (takenAtMostCents ?? 0) >= 0 && (groupTakenAtMostCents ?? 0) >= 0;
      const mayBeNew = before === null && ledgerCount === 0 && leavesRoom;
      const terms = groupTermsOf === null ? { group: { $exists: false } } : { 'group.updatedAt': groupTermsOf };
      const conditions = [unchanged(key, before), group, terms];
      if (!mayBeNew) return update({ _id: groupKey, $and: [...conditions, seen] }, change);
      const isNew = { [member]: { $exists: false }, ...here(customerKey) };
      return upsert({ _id: groupKey, $and: [...conditions, { $or: [seen, isNew] }] }, change);
    },
    free: (groupKey, key, before) => {
      const member = `members.${before.customerKey}`;
      const delta = -before.remainingCents;
      return update(
        { _id: groupKey, ...unchanged(key, before) },
        {
          $unset: { [`reservations.${key}`]: '', [`held.${key}`]: '' },
          $inc: { takenCents: delta, [`${member}.takenCents`]: delta, [`${member}.reservedCents`]: delta },
        },
      );
    },
    applyLedger: (change) => {
      const { filter, update: made, upsert: mayBeNew } = ledgerUpdate(change);
      return mayBeNew ? upsert(filter, made) : update(filter, made);
    },
    applyLedgers: async (changes) => {
      if (changes.length === 0) return true;
      return (await database.updateEach('exposures', changes.map(ledgerUpdate))) === changes.length;
    },
    ensureMembers: async (customers) => {
      const made = new Map<string, { _id: string; takenCents: number; members: Record<string, StoredMember> }>();
      for (const { groupKey: _id, customerKey } of customers) {
        const group = made.get(_id) ?? { _id, takenCents: 0, members: {} };
        group.members[customerKey] = NO_EXPOSURE;
        made.set(_id, group);
      }
      const empty = [...made.values()];
      const known = empty.length === 0 ? [] : await database.insertNew('exposures', empty);
      const updates = known
        .flatMap((index) => empty[index] ?? [])
        .flatMap(({ _id, members }) =>
          Object.keys(members).map((customerKey) => {
            const member = `members.${customerKey}`;
            const filter = { _id, [member]: { $exists: false }, ...here(customerKey) };
            return { updateOne: { filter, update: { $set: { [member]: NO_EXPOSURE } } } };
          }),
        );
      if (updates.length > 0) await exposures.bulkWrite(updates, { ordered: false });
    },
    ofCustomers: async (customers) => {
      const groupKeys = [...new Set(customers.map(({ groupKey }) => groupKey))];
      const found = await exposures.find({ _id: { $in: groupKeys } }, { projection: { outbox: 0 } }).toArray();
      const stored = new Map(found.map((one) => [one._id, one]));
      return groupKeys.map((groupKey) => {
        const members = customers.filter((one) => one.groupKey === groupKey);
        return fromStored(groupKey, stored.get(groupKey) ?? null, ...members.map(({ customerKey }) => customerKey));
      });
    },
    pageOfReservations: async (afterKey, limit) => {
      const page = await exposures
        .find({ _id: { $gt: afterKey } }, { projection: { reservations: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return page.map(({ _id, reservations = {} }) => ({ groupKey: _id, reservations }));
    },
    noteHeld: async (groupKey, customerKey, key, heldCents) => {
      const path = `held.${key}`;
      const note = { $set: { [path]: { customerKey, heldCents } } };
      if (heldCents === 0) await update({ _id: groupKey }, { $unset: { [path]: '' } });
      else if (!(await upsert({ _id: groupKey, ...here(customerKey) }, note)))
        await update({ _id: groupKey, ...here(customerKey) }, note);
    },
  };

  /** The same where the document may not be there yet. False also when somebody made it in the same moment. */
  async function upsert(filter: Record<string, unknown>, change: Record<string, unknown>): Promise<boolean> {
    try {
      const { matchedCount, upsertedCount } = await exposures.updateOne(filter, change, { upsert: true });
      return matchedCount + upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

/** One conditional update; `upsert` where the member, or the document, may not be there yet. */
function ledgerUpdate({ groupKey, customerKey, before, ledgerCount, openCents, reservations }: LedgerChange) {
  const member = `members.${customerKey}`;
  const used = reservations.reduce((sum, r) => sum + r.after.remainingCents - r.before.remainingCents, 0);
  const seen = Object.assign({}, ...reservations.map((r) => unchanged(r.key, r.before))) as Record<string, unknown>;
  // A reservation made since the reading may be one that these titles bill: then the reading is made again.
  const count = {
    [`${member}.ledgerCount`]: before.ledgerCount,
    [`${member}.reservedCents`]: before.reservedCents,
  };
  const update = {
    $set: {
      [`${member}.ledgerCount`]: ledgerCount,
      [`${member}.openCents`]: openCents,
      ...Object.fromEntries(reservations.map((r) => [`reservations.${r.key}`, r.after])),
    },
    $inc: {
      takenCents: openCents - before.openCents + used,
      [`${member}.takenCents`]: openCents - before.openCents + used,
      [`${member}.reservedCents`]: used,
    },
  };
  const mayBeNew = before.ledgerCount === 0 && reservations.length === 0;
  const isNew = { [member]: { $exists: false }, ...here(customerKey) };
  const condition = mayBeNew ? anyOf(count, isNew) : { ...count, ...seen };
  return { filter: { _id: groupKey, ...condition }, update, upsert: mayBeNew };
}

function fromStored(
  groupKey: string,
  stored: StoredExposure | null,
  ...customerKeys: readonly string[]
): ExposureDocument {
  const newMembers = Object.fromEntries(customerKeys.map((customerKey) => [customerKey, NO_EXPOSURE]));
  const members = { ...newMembers, ...stored?.members };
  const { reservations = {}, held = {}, group = null } = stored ?? {};
  return { groupKey, group, members, reservations, held };
}

/** A customer may have been moved so often before its exposure is given up as not found. */
const MOVES = 10;

/** The customer was not moved elsewhere: a reading made before must not put it back. */
function here(customerKey: string): Record<string, unknown> {
  return { [`moved.${customerKey}`]: { $exists: false } };
}

/** A figure that isn't there yet is zero. */
function atMost(path: string, cents: number): Record<string, unknown> {
  if (cents < 0) return { [path]: { $lte: cents } };
  return { $or: [{ [path]: { $lte: cents } }, { [path]: { $exists: false } }] };
}

const NO_EXPOSURE: StoredMember = { ledgerCount: 0, openCents: 0, reservedCents: 0, takenCents: 0 };

/** What tells two reservations of the same figures apart. */
const MARKS = ['decision', 'sequence', 'at'] as const;

/** The reservation is as it was read: not there, or with the very same figures. */
function unchanged(key: string, before: Reservation | null): Record<string, unknown> {
  if (before === null) return { [`reservations.${key}`]: { $exists: false } };
  return {
    [`reservations.${key}.customerKey`]: before.customerKey,
    [`reservations.${key}.reservedCents`]: before.reservedCents,
    [`reservations.${key}.remainingCents`]: before.remainingCents,
    ...Object.fromEntries(MARKS.map((mark) => [`reservations.${key}.${mark}`, before[mark] ?? { $exists: false }])),
  };
}
