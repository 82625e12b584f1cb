/** Owns who the people and customers of audit entries are, for the screen that lists them. */
import type { z } from '@hono/zod-openapi';
import type { CustomerStore } from '../../adapters/mongo/customer-store';
import type { UserStore } from '../../adapters/mongo/user-store';
import type { AuditEntry } from '../../contracts/audit';
import type { Principal } from '../../domain/permissions';
import type { namedAuditEntryView } from './audit-view';
import { namesOf } from './named-customer';
import { peopleNames } from './people-names';

interface AuditNamesDeps {
  readonly users: Pick<UserStore, 'find'>;
  readonly customers: Pick<CustomerStore, 'findMany'>;
  readonly sealer: { openText(sealed: string): string };
}

/** Kinds whose target is a person's user name. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['user', 'password']);
const OF_CUSTOMERS = 'cus_';

/** Looked up once for all entries of a page, which are a few hundred by a few people. */
export async function namesIn(
  { users, customers, sealer }: AuditNamesDeps,
  principal: Principal,
  entries: readonly AuditEntry[],
): Promise<(entry: AuditEntry) => z.input<typeof namedAuditEntryView>> {
  const subjects = entries.flatMap(({ subject, kind, target }) =>
    OF_PEOPLE.has(kind) ? [subject, target] : [subject],
  );
  const keys = entries.flatMap(({ target }) => (target.startsWith(OF_CUSTOMERS) ? [target] : []));
  const [names, known] = await Promise.all([
    peopleNames(users, subjects),
    keys.length === 0 ? [] : customers.findMany([...new Set(keys)]),
  ]);
  const customerOf = namesOf(known, principal, sealer);
  return (entry) => ({
    ...entry,
    subjectName: names.get(entry.subject) ?? null,
    targetName: OF_PEOPLE.has(entry.kind)
      ? (names.get(entry.target) ?? null)
      : entry.target.startsWith(OF_CUSTOMERS)
        ? (customerOf(entry.target)?.name ?? null)
        : null,
  });
}
