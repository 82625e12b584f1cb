/** Owns what an ERP may tell about a customer: its name and longest term always, its situation and limit once. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { CustomerRecord, CustomerUpsertBody } from '../contracts/customer';
import { CrivoError } from '../domain/errors';
import { may, type Principal } from '../domain/permissions';
import { contentHash } from './content-hash';
import { nameIndex } from './find-by-name';
import { newId } from './new-id';
import type { Identifier, Sealer } from './identify-customer';
import { laterThan } from './version-time';

export interface UpsertedCustomer {
  readonly customer: CustomerRecord;
  /** Fields that were sent and differ from what Crivo, the master since the first telling, keeps. */
  readonly ignored: readonly CreditField[];
}

const CREDIT_FIELDS = ['situation', 'limit'] as const;
type CreditField = (typeof CREDIT_FIELDS)[number];
const ATTEMPTS = 5;

/**
 * Errors: `InvalidRequest` for a document, `PermissionDenied` for situation, limit or term without `limits:write`,
 * `TooManyConflicts`.
 */
export async function upsertCustomer(
  deps: { customers: CustomerStore; identifier: Identifier; sealer: Sealer; now: () => Date },
  principal: Principal,
  body: CustomerUpsertBody,
): Promise<UpsertedCustomer> {
  const tellsCredit = [body.situation, body.limit, body.maxTermDays].some((told) => told !== undefined);
  if (tellsCredit && !may(principal, 'limits:write')) {
    throw new CrivoError('PermissionDenied', {}, 'This caller lacks the permission limits:write.');
  }
  const met = deps.identifier.identify(body.document, deps.now());
  await deps.customers.ensure(met);
  // Before the name itself: whoever is found by a name that didn't come to be stored is left out when it is read.
  if (body.name !== null) await deps.customers.indexName(met.customerKey, nameIndex(deps.sealer, body.name));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await deps.customers.find(met.customerKey);
    if (before === null) continue;
    const taken = CREDIT_FIELDS.filter((field) => body[field] !== undefined && before.masteredAt[field] === null);
    const after = merged(deps.sealer, before, body, taken, laterThan(before.updatedAt, deps.now()));
    const isChanged = taken.length > 0 || after.maxTermDays !== before.maxTermDays;
    const audit = isChanged ? creditAudit(principal, before, after) : null;
    if (await deps.customers.replace(after, before.updatedAt, audit)) {
      return { customer: after, ignored: differing(before, body).filter((field) => !taken.includes(field)) };
    }
  }
  throw new CrivoError('TooManyConflicts');
}

function merged(
  sealer: Sealer,
  before: CustomerRecord,
  body: CustomerUpsertBody,
  taken: readonly CreditField[],
  at: string,
): CustomerRecord {
  const credit = Object.fromEntries(taken.map((field) => [field, body[field]]));
  const masteredAt = { ...before.masteredAt, ...Object.fromEntries(taken.map((field) => [field, at])) };
  const sealedName = body.name === null ? before.sealedName : sealer.sealText(body.name);
  const maxTermDays = body.maxTermDays === undefined ? before.maxTermDays : body.maxTermDays;
  return { ...before, ...credit, maxTermDays, masteredAt, sealedName, updatedAt: at };
}

function differing(before: CustomerRecord, body: CustomerUpsertBody): CreditField[] {
  return CREDIT_FIELDS.filter(
    (field) => body[field] !== undefined && contentHash(body[field]) !== contentHash(before[field]),
  );
}

function creditAudit(principal: Principal, before: CustomerRecord, after: CustomerRecord) {
  const credit = ({ situation, limit, maxTermDays }: CustomerRecord) => ({ situation, limit, maxTermDays });
  return {
    id: newId('aud'),
    at: after.updatedAt,
    subject: principal.subject,
    kind: 'customerCredit' as const,
    target: after.customerKey,
    branch: null,
    before: credit(before),
    after: credit(after),
  };
}
