/** Owns the exposure documents: one a group, holding each member's open titles and every reservation. */
import type { Exposure, ExposureMember, Reservation } from '../../domain/exposure';
import { anyOf, isDuplicateKey, type Database } from './database';

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

/** The exposure and, beside it, what is held at `save` and takes nothing of the limit yet. */
export interface ExposureDocument extends Exposure {
  readonly held: Readonly<Record<string, { readonly customerKey: string; readonly heldCents: number }>>;
}

export interface ExposureStore {
  /** The group's document with the customer as a member. Who isn't stored yet has taken nothing; nothing is made. */
  peek(groupKey: string, customerKey: string): Promise<ExposureDocument>;
  /** One conditional update of one document. False when what was read has changed or the condition doesn't hold. */
  reserve(change: ReservationChange): Promise<boolean>;
  /** Takes a reservation back as it was read. False when it has changed. */
  free(groupKey: string, key: string, before: Reservation): Promise<boolean>;
  applyLedger(change: LedgerChange): Promise<boolean>;
  /** Notes or forgets (0) an order that is held at `save`, which takes nothing of the limit yet. */
  noteHeld(groupKey: string, customerKey: string, key: string, heldCents: number): Promise<void>;
}

/** `takenCents` repeats open + reserved, so that a limit can be the condition of one update. */
interface StoredMember extends ExposureMember {
  readonly takenCents: number;
}
interface StoredExposure {
  readonly _id: string;
  readonly members?: Readonly<Record<string, StoredMember>>;
  readonly reservations?: Exposure['reservations'];
  readonly held?: ExposureDocument['held'];
}

export function exposureStore(database: Database): ExposureStore {
  const exposures = database.collection<StoredExposure>('exposures');
  const update = async (filter: Record<string, unknown>, change: Record<string, unknown>): Promise<boolean> =>
    (await exposures.updateOne(filter, change)).matchedCount === 1;

  return {
    peek: async (groupKey, customerKey) => fromStored(await exposures.findOne({ _id: groupKey }), customerKey),
    reserve: ({ groupKey, customerKey, key, before, after, ledgerCount, takenAtMostCents }) => {
      const delta = after.remainingCents - (before?.remainingCents ?? 0);
      const member = `members.${customerKey}`;
      const limit = takenAtMostCents === null ? {} : { [`${member}.takenCents`]: { $lte: takenAtMostCents } };
      const seen = { [`${member}.ledgerCount`]: ledgerCount, ...limit };
      const change = {
        $set: { [`reservations.${key}`]: after },
        // Adding nothing makes a field that isn't there yet, and changes none that is.
        $inc: {
          [`${member}.takenCents`]: delta,
          [`${member}.reservedCents`]: delta,
          [`${member}.openCents`]: 0,
          [`${member}.ledgerCount`]: 0,
        },
        $unset: { [`held.${key}`]: '' },
      };
      const mayBeNew = before === null && ledgerCount === 0 && (takenAtMostCents ?? 0) >= 0;
      if (!mayBeNew) return update({ _id: groupKey, ...unchanged(key, before), ...seen }, change);
      const seenOrNew = anyOf(seen, { [member]: { $exists: false } });
      return upsert({ _id: groupKey, ...unchanged(key, before), ...seenOrNew }, change);
    },
    free: (groupKey, key, before) => {
      const member = `members.${before.customerKey}`;
      const delta = -before.remainingCents;
      return update(
        { _id: groupKey, ...unchanged(key, before) },
        {
          $unset: { [`reservations.${key}`]: '', [`held.${key}`]: '' },
          $inc: { [`${member}.takenCents`]: delta, [`${member}.reservedCents`]: delta },
        },
      );
    },
    applyLedger: ({ groupKey, customerKey, before, ledgerCount, openCents, reservations }) => {
      const member = `members.${customerKey}`;
      const used = reservations.reduce((sum, r) => sum + r.after.remainingCents - r.before.remainingCents, 0);
      const seen = Object.assign({}, ...reservations.map((r) => unchanged(r.key, r.before))) as Record<string, unknown>;
      const count = { [`${member}.ledgerCount`]: before.ledgerCount };
      const change = {
        $set: {
          [`${member}.ledgerCount`]: ledgerCount,
          [`${member}.openCents`]: openCents,
          ...Object.fromEntries(reservations.map((r) => [`reservations.${r.key}`, r.after])),
        },
        $inc: {
          [`${member}.takenCents`]: openCents - before.openCents + used,
          [`${member}.reservedCents`]: used,
        },
      };
      const mayBeNew = before.ledgerCount === 0 && reservations.length === 0;
      if (!mayBeNew) return update({ _id: groupKey, ...count, ...seen }, change);
      return upsert({ _id: groupKey, ...anyOf(count, { [member]: { $exists: false } }) }, change);
    },
    noteHeld: async (groupKey, customerKey, key, heldCents) => {
      const path = `held.${key}`;
      const note = { $set: { [path]: { customerKey, heldCents } } };
      if (heldCents === 0) await update({ _id: groupKey }, { $unset: { [path]: '' } });
      else if (!(await upsert({ _id: groupKey }, note))) await update({ _id: groupKey }, note);
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

function fromStored(stored: StoredExposure | null, customerKey: string): ExposureDocument {
  const members = { [customerKey]: NO_EXPOSURE, ...stored?.members };
  return { members, reservations: stored?.reservations ?? {}, held: stored?.held ?? {} };
}

const NO_EXPOSURE: StoredMember = { ledgerCount: 0, openCents: 0, reservedCents: 0, takenCents: 0 };

/** The reservation is as it was read: not there, or with the very same figures. */
function unchanged(key: string, before: Reservation | null): Record<string, unknown> {
  if (before === null) return { [`reservations.${key}`]: { $exists: false } };
  return {
    [`reservations.${key}.reservedCents`]: before.reservedCents,
    [`reservations.${key}.remainingCents`]: before.remainingCents,
    ...(before.decision !== undefined && { [`reservations.${key}.decision`]: before.decision }),
  };
}
