/** Owns a person's change of credit terms: limit, temporary limit and guarantees, of a customer or of a group. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { GroupTerms } from '../adapters/mongo/exposure-store';
import type { Group, GroupStore } from '../adapters/mongo/group-store';
import type { AuditEntry } from '../contracts/audit';
import type { CreditTermsChange, CustomerRecord, CustomerTermsChange, Situation } from '../contracts/customer';
import { CrivoError } from '../domain/errors';
import type { CreditTerms } from '../domain/limits';
import { newId } from './new-id';
import { laterThan } from './version-time';

const ATTEMPTS = 5;
const NO_TERMS: CreditTerms = { limit: { kind: 'none' }, temporaryLimit: null, guarantees: [] };

/** From the first change of a limit or a situation on, the ERP's is ignored. Errors: `CustomerNotFound`, `TooManyConflicts`. */
export async function changeCustomerTerms(
  deps: { readonly customers: Pick<CustomerStore, 'find' | 'replace'>; readonly now: () => Date },
  subject: string,
  customerKey: string,
  { note, ...change }: CustomerTermsChange,
): Promise<CustomerRecord> {
  return retried(async () => {
    const before = await deps.customers.find(customerKey);
    if (before === null) throw new CrivoError('CustomerNotFound');
    const at = laterThan(before.updatedAt, deps.now());
    const mastered = (field: 'limit' | 'situation') =>
      before.masteredAt[field] ?? (change[field] === undefined ? null : at);
    const masteredAt = { limit: mastered('limit'), situation: mastered('situation') };
    const after = { ...before, ...change, masteredAt, updatedAt: at };
    const audit = auditOf({ subject, kind: 'customerCredit', target: customerKey, at, note }, before, after);
    return (await deps.customers.replace(after, before.updatedAt, audit)) ? after : null;
  });
}

/**
 * Any group can be given terms, also one that CNPJs of one root form by themselves; who has none of its own is limited
 * by its members' limits only. Errors: `GroupNotFound`, `TooManyConflicts`.
 */
export async function changeGroupTerms(
  deps: { readonly groups: GroupStore; readonly customers: Pick<CustomerStore, 'ofGroup'>; readonly now: () => Date },
  subject: string,
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
    const audit = auditOf({ subject, kind: 'groupCredit', target: groupKey, at, note }, before, after);
    const isMade = await deps.groups.putTerms(groupKey, after, before, audit);
    return isMade ? { groupKey, terms: after, takenCents: found?.takenCents ?? 0 } : null;
  });
}

async function retried<T>(work: () => Promise<T | null>): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const result = await work();
    if (result !== null) return result;
  }
  throw new CrivoError('TooManyConflicts');
}

type Told = CreditTerms & { readonly situation?: Situation };

function auditOf(
  { note, ...entry }: Pick<AuditEntry, 'subject' | 'kind' | 'target' | 'at'> & { readonly note: string },
  before: Told | null,
  after: Told,
): AuditEntry {
  const told = ({ limit, temporaryLimit, guarantees, situation }: Told) => {
    const terms = { limit, temporaryLimit, guarantees };
    return situation === undefined ? terms : { situation, ...terms };
  };
  return { id: newId('aud'), branch: null, ...entry, before: before && told(before), after: { ...told(after), note } };
}
