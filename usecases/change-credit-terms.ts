/** Owns a person's change of credit terms: limit, temporary limit and guarantees, of a customer or of a group. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { GroupTerms } from '../adapters/mongo/exposure-store';
import type { Group, GroupStore } from '../adapters/mongo/group-store';
import type { AuditEntry } from '../contracts/audit';
import type { CreditTermsChange, CustomerRecord, CustomerTermsChange } from '../contracts/customer';
import { givenCents, givenToGroupCents, type CreditStanding } from '../domain/authority';
import { CrivoError } from '../domain/errors';
import type { CreditTerms } from '../domain/limits';
import type { Principal } from '../domain/permissions';
import { demandAuthority, lastDayPast, type BandDeps } from './authority-bands';
import { newId } from './new-id';
import { laterThan } from './version-time';

const ATTEMPTS = 5;
const NO_TERMS: CreditTerms = { limit: { kind: 'none' }, temporaryLimit: null, guarantees: [] };

/**
 * From the first change of a limit or a situation on, the ERP's is ignored. Errors: `CustomerNotFound`,
 * `AboveAuthority`, `TooManyConflicts`.
 */
export async function changeCustomerTerms(
  deps: BandDeps & { readonly customers: Pick<CustomerStore, 'find' | 'replace'>; readonly now: () => Date },
  principal: Principal,
  customerKey: string,
  { note, ...change }: CustomerTermsChange,
): Promise<CustomerRecord> {
  return retried(async () => {
    const before = await deps.customers.find(customerKey);
    if (before === null) throw new CrivoError('CustomerNotFound');
    const at = laterThan(before.updatedAt, deps.now());
    const after = withTerms(before, change, at);
    await demandAuthority(deps, principal, givenCents(before, after));
    const { subject } = principal;
    const audit = creditAudit({ subject, kind: 'customerCredit', target: customerKey, at }, before, after, { note });
    return (await deps.customers.replace(after, before.updatedAt, audit)) ? after : null;
  });
}

/** The customer after a change made here, whose own the changed fields are from now on. */
export function withTerms(
  before: CustomerRecord,
  change: Partial<Pick<CustomerRecord, 'situation' | keyof CreditTerms>>,
  at: string,
): CustomerRecord {
  const mastered = (field: 'limit' | 'situation') =>
    before.masteredAt[field] ?? (change[field] === undefined ? null : at);
  const masteredAt = { limit: mastered('limit'), situation: mastered('situation') };
  return { ...before, ...change, masteredAt, updatedAt: at };
}

/**
 * Any group can be given terms, also one that CNPJs of one root form by themselves; who has none of its own is limited
 * by its members' limits only. Errors: `GroupNotFound`, `AboveAuthority`, `TooManyConflicts`.
 */
export async function changeGroupTerms(
  deps: BandDeps & {
    readonly groups: GroupStore;
    readonly customers: Pick<CustomerStore, 'ofGroup'>;
    readonly now: () => Date;
  },
  principal: Principal,
  groupKey: string,
  { note, ...change }: CreditTermsChange,
): Promise<Group> {
  return retried(async () => {
    const found = await deps.groups.find(groupKey);
    if (found === null && (await deps.customers.ofGroup(groupKey, 1)).length === 0)
      throw new CrivoError('GroupNotFound');
    const before = found?.terms ?? null;
    const at = laterThan(before?.updatedAt ?? null, deps.now());
    const after: GroupTerms = { name: null, ...NO_TERMS, ...before, ...change, updatedAt: at };
    await demandAuthority(deps, principal, givenToGroupCents(before ?? NO_TERMS, after, lastDayPast(deps.now())));
    const { subject } = principal;
    const audit = creditAudit({ subject, kind: 'groupCredit', target: groupKey, at }, before, after, { note });
    const isMade = await deps.groups.putTerms(groupKey, after, before, audit);
    return isMade
      ? { groupKey, terms: after, takenCents: found?.takenCents ?? 0, takenBy: found?.takenBy ?? {} }
      : null;
  });
}

async function retried<T>(work: () => Promise<T | null>): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const result = await work();
    if (result !== null) return result;
  }
  throw new CrivoError('TooManyConflicts');
}

/** The terms before and after, and beside the latter what `besides` tells of the change. */
export function creditAudit(
  of: Pick<AuditEntry, 'subject' | 'kind' | 'target' | 'at'>,
  before: CreditStanding | null,
  after: CreditStanding,
  besides: Readonly<Record<string, string | null>>,
): AuditEntry {
  const told = ({ limit, temporaryLimit, guarantees, situation }: CreditStanding) => {
    const terms = { limit, temporaryLimit, guarantees };
    return situation === undefined ? terms : { situation, ...terms };
  };
  return {
    id: newId('aud'),
    branch: null,
    ...of,
    before: before && told(before),
    after: { ...told(after), ...besides },
  };
}
