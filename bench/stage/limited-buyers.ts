/** Owns the buyers of R11: customers whose own limit, or whose group's, is soon used up, and what they have taken of it. */
import { randomUUID } from 'node:crypto';
import type { StoredExposure } from '../../adapters/mongo/exposure-store';
import { mongoStores } from '../../adapters/mongo/stores';
import { defaultPolicy } from '../../rules/default-policy';
import { publishPolicy } from '../../usecases/publish-policy';
import { DEFAULT_POLICY } from '../../usecases/put-branch';
import { documentOf } from './documents';
import { seedCustomers, settle } from './orders';
import { BRANCH, type Product } from './product';

/** Of the customer, or of the whole group. */
export const LIMIT_CENTS = 10_000_00;
const CEILING_CENTS = 3_000_00;
const DAY_MS = 24 * 3_600_000;
/** Longer than a process remembers which policy a branch has. */
const REMEMBERED = 5;

export interface Buyers {
  readonly groupKey: string;
  readonly customerKeys: readonly string[];
}

/** Publishes the default policy with the limit check blocking at `save`, and waits until every process has it. */
export async function blockOverLimit({ database }: Product): Promise<void> {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) =>
    check.id === 'limit-exceeded' ? { ...check, modes: { ...check.modes, save: 'block' as const } } : check,
  );
  const { policies } = mongoStores(database);
  await publishPolicy({ policies, now: () => new Date() }, 'bench', DEFAULT_POLICY, 1, { ...policy, checks });
  for (let n = 0; n < REMEMBERED; n += 1) await settle();
}

/** One customer with the limit, or several that share it as a group. */
export async function seedBuyers(product: Product, first: number, members: number): Promise<Buyers> {
  await seedCustomers(product, first, members);
  const customers = product.database.collection<{ _id: string; groupKey: string; limit: object }>('customers');
  const customerKeys = Array.from(
    { length: members },
    (_, n) => product.identifier.identify(documentOf(first + n), new Date()).customerKey,
  );
  const limit = { kind: 'amount', amountCents: LIMIT_CENTS, validUntil: null } as const;
  const ofThese = { _id: { $in: customerKeys } };
  if (members === 1) {
    await customers.updateMany(ofThese, { $set: { limit } });
    const groupKey = (await customers.findOne(ofThese))?.groupKey ?? '';
    return { groupKey, customerKeys };
  }
  const groupKey = `grp_${randomUUID().replaceAll('-', '').slice(0, 26)}`;
  await customers.updateMany(ofThese, { $set: { groupKey } });
  const group = { name: null, limit, temporaryLimit: null, guarantees: [], updatedAt: new Date().toISOString() };
  await product.database.collection<StoredExposure>('exposures').insertOne({ _id: groupKey, group });
  return { groupKey, customerKeys };
}

/** A release of the limit check for each customer, up to a ceiling that its orders soon use up. */
export async function addRelease({ database }: Product, { customerKeys }: Buyers): Promise<void> {
  const [now, endsAt] = [new Date(), new Date(Date.now() + 10 * DAY_MS)].map((at) => at.toISOString());
  if (now === undefined || endsAt === undefined) return;
  for (const customerKey of customerKeys) {
    const base = { branch: BRANCH, customerKey, scope: { kind: 'customer' }, checks: ['limit-exceeded'] } as const;
    const terms = { ceilingCents: CEILING_CENTS, until: endsAt.slice(0, 10), endsAt, singleUse: false } as const;
    const granted = { subject: 'another', at: now, note: null };
    const people = { requested: null, decided: granted, ended: null, band: 'board', delegatedBy: null } as const;
    const unused = { claims: {}, claimCount: 0, usedCents: 0, escalateAt: null, escalations: 0 } as const;
    const made = {
      status: 'granted',
      reasonCode: 'GOOD_HISTORY',
      createdAt: now,
      updatedAt: now,
      revision: 1,
    } as const;
    const release = `rls_${randomUUID().replaceAll('-', '').slice(0, 26)}`;
    await mongoStores(database).releases.insert({ release, ...base, ...terms, ...people, ...unused, ...made }, []);
  }
}

/** What the buyers hold of the limit, what releases let pass of it, and by how much a ceiling was passed. */
export async function committedBy({ database }: Product, { groupKey, customerKeys }: Buyers) {
  const { exposures, releases } = mongoStores(database);
  const { reservations } = await exposures.peek(groupKey, customerKeys[0] ?? '');
  const takenCents = sum(Object.values(reservations).map(({ remainingCents }) => remainingCents));
  const pages = customerKeys.map((customerKey) => releases.page({ branches: '*', customerKey, limit: 10 }));
  const granted = (await Promise.all(pages)).flat();
  const claimed = granted.map(({ claims }) => sum(Object.values(claims).map(({ amountCents }) => amountCents)));
  const overCeilingCents = sum(claimed.map((cents) => Math.max(0, cents - CEILING_CENTS)));
  return { takenCents, releasedCents: sum(claimed), overCeilingCents };
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, one) => total + one, 0);
}
