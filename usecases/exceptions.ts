/** Owns exceptions: made by who may let as much pass, and ended once, by hand or by their last day. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { ExceptionStore } from '../adapters/mongo/exception-store';
import type { GroupStore } from '../adapters/mongo/group-store';
import type { ReasonCodeStore } from '../adapters/mongo/reason-code-store';
import type { AuditEntry } from '../contracts/audit';
import type { EndExceptionBody, Exception, ExceptionBody } from '../contracts/exception';
import { addDays, COMPANY_ZONE, dateInZone, startOfDay } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import type { ExceptionScope } from '../domain/exceptions';
import type { BandDeps } from './authority-bands';
import { demandExceptionBand, demandKnownCheck, policiesFor, type ExceptionMaker } from './exception-authority';
import { newsOfCreation, newsOfEnd } from './exception-news';
import { newId } from './new-id';
import { demandReason } from './reason-codes';
import { laterThan } from './version-time';

export interface ExceptionDeps extends BandDeps {
  readonly exceptions: ExceptionStore;
  readonly customers: Pick<CustomerStore, 'find'>;
  readonly groups: Pick<GroupStore, 'find'>;
  readonly reasonCodes: Pick<ReasonCodeStore, 'list'>;
  readonly now: () => Date;
}

/** As it is asked for, the customer known by key. */
export type AskedException = Omit<ExceptionBody, 'scope' | 'document'> & { readonly scope: ExceptionScope };

/** The furthest last day. */
const LONGEST_DAYS = 366;

/**
 * Errors: `BranchNotFound`, `CustomerNotFound`, `GroupNotFound`, `InvalidRequest` for a check or reason that nobody
 * knows and for days that can't be, `AboveAuthority` where a check would be let pass without a band that reaches so
 * far, `TooManyExceptions`, those of the policy.
 */
export async function createException(
  deps: ExceptionDeps,
  maker: ExceptionMaker,
  asked: AskedException,
): Promise<Exception> {
  const branches = await policiesFor(deps, asked.branch);
  demandKnownCheck(branches, asked.check);
  await demandScope(deps, asked.scope);
  const reasonCode = await demandReason(deps, asked.reasonCode, asked.note);
  const record = drafted(deps, maker.subject, { ...asked, reasonCode }, branches[0]?.zone ?? COMPANY_ZONE);
  if (record.effect === 'ignore') demandExceptionBand(branches, maker, record.check);
  const audit = auditOf(record, maker.subject, null);
  if (!(await deps.exceptions.insert(record, record.createdAt, newsOfCreation(record), audit))) {
    throw new CrivoError('TooManyExceptions');
  }
  return record;
}

/**
 * From now on it doesn't count; what was judged under it stays. To end another person's hold lets its customers pass, so
 * it takes the band that would except them from it. Errors: `ExceptionEnded` and `ExceptionChanged`, with how it stands,
 * `AboveAuthority`, those of the policy.
 */
export async function endException(
  deps: BandDeps & Pick<ExceptionDeps, 'exceptions' | 'now'>,
  maker: ExceptionMaker,
  read: Exception,
  { revision, note }: EndExceptionBody,
): Promise<Exception> {
  const { subject } = maker;
  const at = laterThan(read.updatedAt, deps.now());
  demandStanding(read, at, revision);
  if (read.effect === 'hold' && read.createdBy !== subject)
    demandExceptionBand(await policiesFor(deps, read.branch), maker, read.check);
  const dueAt = read.scope.kind === 'all' ? at : null;
  const ended = { ...read, revision: revision + 1, endsAt: at, updatedAt: at, dueAt, ended: { by: subject, at, note } };
  if (await deps.exceptions.end(ended, newsOfEnd(ended, true), auditOf(ended, subject, read))) return ended;
  const now = (await deps.exceptions.find(read.exception)) ?? read;
  demandStanding(now, at, revision);
  throw new CrivoError('TooManyConflicts');
}

/** Its last day has passed: that is written too, once. False where somebody has ended it. */
export function endByDate(deps: Pick<ExceptionDeps, 'exceptions'>, read: Exception): Promise<boolean> {
  const at = laterThan(read.updatedAt, new Date(read.endsAt));
  const ended = {
    ...read,
    revision: read.revision + 1,
    updatedAt: at,
    ended: { by: 'crivo', at: read.endsAt, note: null },
  };
  return deps.exceptions.end(ended, newsOfEnd(ended, false), null);
}

function demandStanding(exception: Exception, at: string, revision: number): void {
  const { ended, to, endsAt } = exception;
  const state = { revision: exception.revision, to, endsAt, by: ended?.by ?? null, at: ended?.at ?? null };
  if (ended !== null || endsAt <= at) throw new CrivoError('ExceptionEnded', { state });
  if (exception.revision !== revision) throw new CrivoError('ExceptionChanged', { state });
}

async function demandScope({ customers, groups }: ExceptionDeps, scope: ExceptionScope): Promise<void> {
  if (scope.kind === 'customer' && (await customers.find(scope.customerKey)) === null)
    throw new CrivoError('CustomerNotFound');
  if (scope.kind === 'group' && (await groups.find(scope.groupKey)) === null) throw new CrivoError('GroupNotFound');
}

function drafted({ now }: ExceptionDeps, subject: string, asked: AskedException, zone: string): Exception {
  const { scope, branch, check, effect, to, reasonCode, note } = asked;
  const at = now().toISOString();
  const today = dateInZone(at, zone);
  const from = asked.from ?? today;
  if (from < today) throw wrong('from', 'has passed', 'send today or a later day, or nothing');
  if (to < from) throw wrong('to', 'is before from', 'send the same day or a later one');
  if (to > addDays(today, LONGEST_DAYS))
    throw wrong('to', `is more than ${LONGEST_DAYS} days ahead`, 'send an earlier day');
  const [startsAt, endsAt] = [startOfDay(from, zone), startOfDay(addDays(to, 1), zone)];
  const days = { from, to, startsAt, endsAt, dueAt: scope.kind === 'all' ? startsAt : endsAt };
  const made = { createdBy: subject, createdAt: at, updatedAt: at, revision: 1, ended: null, sweep: null };
  return { exception: newId('exc'), scope, branch, check, effect, ...days, reasonCode, note, ...made };
}

function auditOf(after: Exception, subject: string, before: Exception | null): AuditEntry {
  const { exception: target, branch, updatedAt: at } = after;
  return { id: newId('aud'), at, subject, kind: 'exception', target, branch, before, after };
}

function wrong(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, message, fix }] });
}
