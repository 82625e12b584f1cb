/** Owns the sums over accounts of holds, and what is about to end: each read by an index over a bounded time. */
import type {
  Expiring,
  ExpiringException,
  ExpiringLimit,
  ExpiringRelease,
  HeldSum,
  HoldFigures,
} from '../../contracts/desk-figures';
import type { Exception } from '../../contracts/exception';
import type { Release } from '../../contracts/release';
import { AGE_BANDS, FORCED_REASON } from '../../domain/desk-figures';
import { PERSONAL_ENDINGS } from '../../domain/hold-account';
import type { CreditTerms } from '../../domain/limits';
import type { CollectionName, Database } from './database';

export interface HoldFiguresQuery {
  readonly branches: '*' | readonly string[];
  /** Instants: from the first on, up to before the second. */
  readonly from: string;
  readonly to: string;
  /** The instants at which the bands of age begin, the youngest first. */
  readonly bands: readonly string[];
  /** Of the days. */
  readonly zone: string;
}

export interface ExpiringQuery {
  readonly branches: '*' | readonly string[];
  /** Days for limits, instants for what has one. */
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

export interface DeskFiguresStore {
  holds(query: HoldFiguresQuery): Promise<HoldFigures>;
  /** The company's: of all customers. */
  limits(query: Omit<ExpiringQuery, 'branches'>): Promise<Expiring<ExpiringLimit>>;
  releases(query: ExpiringQuery): Promise<Expiring<ExpiringRelease>>;
  /** Those of all branches at once are everybody's to read. */
  exceptions(query: ExpiringQuery): Promise<Expiring<ExpiringException>>;
}

type Doc = { readonly _id: string } & Readonly<Record<string, unknown>>;
type Grouped<Id> = { readonly _id: Id; readonly count: number; readonly valueCents: number };

export function deskFiguresStore(database: Database): DeskFiguresStore {
  const grouped = <Id>(pipeline: object[]) =>
    database.collection<Doc>('holds').aggregate<Grouped<Id>>(pipeline).toArray();
  const [customers, releases, exceptions] = [
    expiringIn<CreditTerms>(database, 'customers'),
    expiringIn<Pick<Release, 'branch' | 'customerKey' | 'until' | 'ceilingCents' | 'usedCents'>>(database, 'releases'),
    expiringIn<Pick<Exception, 'branch' | 'check' | 'to'>>(database, 'exceptions'),
  ];
  return {
    holds: async ({ branches, from, to, bands, zone }) => {
      const own = branchIn(branches);
      const [open, ended] = [
        { 'ended.at': null, ...own },
        { 'ended.at': { $gte: from, $lt: to }, ...own },
      ];
      const begun = { since: { $gte: from, $lt: to }, ...own };
      const seconds = { ...begun, isSecond: true, kind: 'checks' };
      const daily = (instant: string) => ({ $group: { _id: dayOf(instant, zone), ...sums } });
      const sums = { count: { $sum: 1 }, valueCents: { $sum: '$valueCents' } };
      const age = ageBy(bands);
      const [orders, reasons, took, endings, again, people, byBegin, byEnd] = await Promise.all([
        grouped<HeldSum['age']>([
          { $match: open },
          {
            $group: {
              _id: { branch: '$branch', order: '$order' },
              since: { $min: '$since' },
              valueCents: { $max: '$valueCents' },
            },
          },
          { $group: { _id: age, ...sums } },
        ]),
        grouped<Pick<HeldSum, 'age'> & { reason: string }>([
          { $match: open },
          { $project: { since: 1, valueCents: 1, reason: REASONS } },
          { $unwind: '$reason' },
          { $group: { _id: { reason: '$reason', age }, ...sums } },
        ]),
        grouped<Pick<HoldFigures['took'][number], 'how' | 'minutes'>>([
          { $match: ended },
          { $group: { _id: { how: '$ended.how', minutes: '$tookMinutes' }, count: { $sum: 1 } } },
        ]),
        grouped<Pick<HoldFigures['endings'][number], 'check' | 'how'>>([
          { $match: { ...ended, kind: 'checks' } },
          { $project: { checks: 1, 'ended.how': 1 } },
          { $unwind: '$checks' },
          { $group: { _id: { check: '$checks', how: '$ended.how' }, count: { $sum: 1 } } },
        ]),
        grouped<Pick<HoldFigures['seconds'][number], 'check' | 'isRepeated'>>([
          { $match: seconds },
          { $project: { checks: 1, repeated: 1 } },
          { $unwind: '$checks' },
          {
            $group: { _id: { check: '$checks', isRepeated: { $in: ['$checks', '$repeated'] } }, count: { $sum: 1 } },
          },
        ]),
        grouped<Pick<HoldFigures['people'][number], 'subject' | 'minutes'>>([
          { $match: { ...ended, 'ended.how': { $in: [...PERSONAL_ENDINGS] } } },
          { $group: { _id: { subject: '$ended.subject', minutes: '$tookMinutes' }, count: { $sum: 1 } } },
        ]),
        grouped<string>([{ $match: begun }, daily('$since')]),
        grouped<string>([{ $match: ended }, daily('$ended.at')]),
      ]);
      return {
        orders: orders.map(({ _id, count, valueCents }) => ({ age: _id, count, valueCents })),
        reasons: reasons.map(({ _id, count, valueCents }) => ({ ..._id, count, valueCents })),
        took: took.map(({ _id, count }) => ({ ..._id, count })),
        endings: endings.map(({ _id, count }) => ({ ..._id, count })),
        seconds: again.map(({ _id, count }) => ({ ..._id, count })),
        people: people.map(({ _id, count }) => ({ ..._id, count })),
        begun: byBegin.map(dayCountOf),
        ended: byEnd.map(dayCountOf),
      };
    },
    limits: async ({ from, to, limit }) => {
      const ends = { $gte: from, $lte: to };
      const [standing, temporary] = await Promise.all([
        customers({ 'limit.validUntil': ends }, { 'limit.validUntil': 1, _id: 1 }, limit),
        customers({ 'temporaryLimit.to': ends }, { 'temporaryLimit.to': 1, _id: 1 }, limit),
      ]);
      const first = [...standing.first.flatMap(limitOf), ...temporary.first.flatMap(temporaryOf)];
      first.sort((a, b) =>
        a.until === b.until ? (a.customerKey < b.customerKey ? -1 : 1) : a.until < b.until ? -1 : 1,
      );
      return { total: standing.total + temporary.total, first: first.slice(0, limit) };
    },
    releases: async ({ branches, from, to, limit }) => {
      const filter = { status: 'granted', endsAt: { $gt: from, $lte: to }, ...branchIn(branches) };
      const { total, first } = await releases(filter, { endsAt: 1, _id: 1 }, limit);
      const told = first.map(({ _id, branch, customerKey, until, ceilingCents, usedCents }) => {
        return { release: _id, branch, customerKey, until, remainingCents: ceilingCents - usedCents };
      });
      return { total, first: told };
    },
    exceptions: async ({ branches, from, to, limit }) => {
      const own = branches === '*' ? {} : { branch: { $in: [...branches, null] } };
      const filter = { endsAt: { $gt: from, $lte: to }, ended: null, ...own };
      const { total, first } = await exceptions(filter, { endsAt: 1, _id: 1 }, limit);
      const told = first.map(({ _id, branch, check, to: until }) => ({ exception: _id, branch, check, until }));
      return { total, first: told };
    },
  };
}

function dayOf(instant: string, timezone: string): object {
  return { $dateToString: { date: { $toDate: instant }, format: '%Y-%m-%d', timezone } };
}

function dayCountOf({ _id, count, valueCents }: Grouped<string>) {
  return { day: _id, count, valueCents };
}

const REASONS = { $cond: [{ $eq: ['$kind', 'forced'] }, [FORCED_REASON], '$checks'] };

function branchIn(branches: '*' | readonly string[]) {
  return branches === '*' ? {} : { branch: { $in: [...branches] } };
}

/** The oldest band has no beginning. */
function ageBy(bands: readonly string[]): unknown {
  const oldest: unknown = AGE_BANDS[bands.length];
  return bands.reduceRight(
    (older, begins, at) => ({ $cond: [{ $gte: ['$since', begins] }, AGE_BANDS[at], older] }),
    oldest,
  );
}

/** How many match, and the first of them. */
function expiringIn<T>(database: Database, from: CollectionName) {
  const found = database.collection<{ readonly _id: string }>(from);
  return async (filter: object, sort: Record<string, 1>, limit: number) => {
    const [total, first] = await Promise.all([
      found.countDocuments(filter),
      found.find(filter).sort(sort).limit(limit).toArray(),
    ]);
    return { total, first: first as unknown as readonly (T & { readonly _id: string })[] };
  };
}

function limitOf({ _id, limit }: CreditTerms & { readonly _id: string }): ExpiringLimit[] {
  if (limit.kind !== 'amount' || limit.validUntil === null) return [];
  return [{ customerKey: _id, kind: 'limit', until: limit.validUntil, amountCents: limit.amountCents }];
}

function temporaryOf({ _id, temporaryLimit }: CreditTerms & { readonly _id: string }): ExpiringLimit[] {
  if (temporaryLimit === null) return [];
  const { amountCents, to } = temporaryLimit;
  return [{ customerKey: _id, kind: 'temporaryLimit', until: to, amountCents }];
}
