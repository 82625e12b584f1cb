/** Owns the exceptions' documents: inserted once, with their audit entry, and ended once. */
import type { AuditEntry } from '../../contracts/audit';
import type { Exception, ExceptionSweep } from '../../contracts/exception';
import { scopeKey, type StandingException } from '../../domain/exceptions';
import { insertAudit, type StoredAudit } from './audit-store';
import { anyOf, type Database } from './database';
import { outboxOf, type Outbox, type OutboxEntry } from './outbox';

/** How many of one customer, one group, or everybody may stand at once: an evaluation reads them all. */
export const MOST_STANDING = 200;

/** A position in the list of exceptions, which is sorted by their end. */
export interface ExceptionPosition {
  readonly endsAt: string;
  readonly id: string;
}

export interface ExceptionQuery {
  /** Those of all branches at once are everybody's to read. */
  readonly branches: '*' | readonly string[];
  /** As `scopeKey` gives it: a customer, a group, or `all`. */
  readonly on?: string;
  readonly kind?: Exception['scope']['kind'];
  readonly check?: string;
  /** Ends after this instant, or not. */
  readonly endsAfter?: string;
  readonly endsBy?: string;
  readonly limit: number;
  readonly after?: ExceptionPosition;
}

export interface ExceptionStore extends Outbox {
  find(exception: string): Promise<Exception | null>;
  /** False where as many of its scope stand as may; `at` is now. */
  insert(record: Exception, at: string, entries: readonly OutboxEntry[], audit: AuditEntry): Promise<boolean>;
  /** Writes the end over the revision before, once; false when somebody else has ended it. */
  end(record: Exception, entries: readonly OutboxEntry[], audit: AuditEntry | null): Promise<boolean>;
  /** Those of a customer, of its group and of everybody that have not ended, also those that are to begin. */
  standingFor(customerKey: string, groupKey: string, at: string): Promise<readonly StandingException[]>;
  /** The next instant after `at` at which one of these customers or groups has an exception begin or end. */
  nextChange(on: readonly string[], at: string): Promise<string | null>;
  /** The first to end stands first, at most `limit`. */
  page(query: ExceptionQuery): Promise<readonly Exception[]>;
  /** One whose beginning or end is to be carried out; nobody else is given it before `until`. */
  takeDue(at: string, until: string): Promise<Exception | null>;
  /** Notes what is next to be done of one that was taken, and when, unless somebody has ended it meanwhile. */
  noteDone(taken: Exception, next: { dueAt: string | null; sweep: ExceptionSweep | null }): Promise<void>;
}

type StoredException = Omit<Exception, 'exception'> & {
  readonly _id: string;
  readonly on: string;
  readonly outbox?: OutboxEntry[];
};

const READ_STANDING = { scope: 1, branch: 1, check: 1, effect: 1, to: 1, startsAt: 1, endsAt: 1 } as const;
const SCOPES_OF_ONE = 3;

export function exceptionStore(database: Database): ExceptionStore {
  const exceptions = database.collection<StoredException>('exceptions');
  const scopes = database.collection<{ readonly _id: string; readonly made: number }>('exceptionScopes');
  const audits = database.collection<StoredAudit>('audit');
  const firstOf = async (field: 'startsAt' | 'endsAt', on: readonly string[], at: string) => {
    const standing = { on: { $in: [...on] }, [field]: { $gt: at }, endsAt: { $gt: at } };
    const [first] = await exceptions
      .find(standing, { projection: { [field]: 1 } })
      .sort({ [field]: 1 })
      .limit(1)
      .toArray();
    return first?.[field] ?? null;
  };
  return {
    ...outboxOf(database, 'exceptions'),
    find: async (exception) => {
      const stored = await exceptions.findOne({ _id: exception }, { projection: { outbox: 0 } });
      return stored && fromStored(stored);
    },
    insert: ({ exception, ...rest }, at, entries, audit) =>
      database.transaction(async (session) => {
        const on = scopeKey(rest.scope);
        // Two at once for one scope conflict here, so that the count is of what is there.
        await scopes.updateOne({ _id: on }, { $inc: { made: 1 } }, { upsert: true, session });
        const standing = await exceptions
          .find({ on, endsAt: { $gt: at } }, { projection: { _id: 1 }, session })
          .limit(MOST_STANDING)
          .toArray();
        if (standing.length === MOST_STANDING) {
          await session.abortTransaction();
          return false;
        }
        await exceptions.insertOne({ _id: exception, on, ...rest, outbox: [...entries] }, { session });
        await insertAudit(audits, audit, session);
        return true;
      }),
    end: ({ exception, revision, ended, endsAt, updatedAt, dueAt }, entries, audit) =>
      database.transaction(async (session) => {
        const asRead = { _id: exception, revision: revision - 1, ended: null };
        const change = {
          $set: { revision, ended, endsAt, updatedAt, dueAt },
          $push: { outbox: { $each: [...entries] } },
        };
        if ((await exceptions.updateOne(asRead, change, { session })).matchedCount === 0) return false;
        if (audit !== null) await insertAudit(audits, audit, session);
        return true;
      }),
    standingFor: async (customerKey, groupKey, at) => {
      const stored = await exceptions
        .find({ on: { $in: [customerKey, groupKey, 'all'] }, endsAt: { $gt: at } }, { projection: READ_STANDING })
        .limit(SCOPES_OF_ONE * MOST_STANDING)
        .toArray();
      return stored.map(standingFrom);
    },
    nextChange: async (on, at) => {
      const instants = await Promise.all([firstOf('startsAt', on, at), firstOf('endsAt', on, at)]);
      return instants.filter((instant) => instant !== null).sort()[0] ?? null;
    },
    page: async ({ branches, on, kind, check, endsAfter, endsBy, limit, after }) => {
      const ends = {
        ...(endsAfter !== undefined && { $gt: endsAfter }),
        ...(endsBy !== undefined && { $lte: endsBy }),
      };
      const later = after && anyOf({ endsAt: { $gt: after.endsAt } }, { endsAt: after.endsAt, _id: { $gt: after.id } });
      const filter = {
        ...(on !== undefined && { on }),
        ...(kind !== undefined && { 'scope.kind': kind }),
        ...(check !== undefined && { check }),
        ...(Object.keys(ends).length > 0 && { endsAt: ends }),
        ...(branches !== '*' && { branch: { $in: [null, ...branches] } }),
        ...later,
      };
      const stored = await exceptions
        .find(filter, { projection: { outbox: 0 } })
        .sort({ endsAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
    takeDue: async (at, until) => {
      const taken = await exceptions.findOneAndUpdate(
        { dueAt: { $gt: '', $lte: at } },
        { $set: { dueAt: until } },
        { sort: { dueAt: 1 }, returnDocument: 'after', projection: { outbox: 0 } },
      );
      return taken && fromStored(taken);
    },
    noteDone: async ({ exception, dueAt }, next) =>
      void (await exceptions.updateOne({ _id: exception, dueAt }, { $set: next })),
  };
}

function fromStored({ _id, on: _on, outbox: _outbox, ...rest }: StoredException): Exception {
  return { exception: _id, ...rest };
}

function standingFrom(stored: StoredException): StandingException {
  const { _id, scope, branch, check, effect, to, startsAt, endsAt } = stored;
  return { exception: _id, scope, branch, check, effect, to, startsAt, endsAt };
}
