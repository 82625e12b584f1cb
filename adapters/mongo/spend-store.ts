/** Owns the sums over what was bought and reused, read from the purchases and the uses of reports themselves. */
import { NOTHING_SPENT, type SpendDimension, type SpendRow } from '../../contracts/spend';
import type { Database } from './database';

export interface SpendQuery {
  readonly branches: '*' | readonly string[];
  /** Days of the branches' zones, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly by: readonly SpendDimension[];
  /** More rows than that are not told. */
  readonly limit: number;
}

export interface SpendStore {
  /** In the order of their dimensions. */
  rows(query: SpendQuery): Promise<readonly SpendRow[]>;
}

type Sums = Omit<SpendRow, 'branch' | 'user' | 'day' | 'bureau' | 'product'>;
type Group = Sums & { readonly _id: Partial<Record<'branch' | 'user' | 'day' | 'bureau' | 'product', string>> };

const FIELDS: Readonly<Record<SpendDimension, Readonly<Record<string, string>>>> = {
  branch: { branch: '$branch' },
  user: { user: '$subject' },
  day: { day: '$day' },
  product: { bureau: '$bureau', product: '$product' },
};

/** Surely charged; perhaps; not yet known because it is under way. What was refused, or found free, costs nothing. */
const BOUGHT = { $in: ['$status', ['done', 'reconciled']] };
const IS_GIVEN_UP = { $eq: ['$status', 'givenUp'] };
const CHARGED_WITHOUT_REPORT = { $and: [IS_GIVEN_UP, { $eq: ['$charged', 'yes'] }] };
const UNKNOWN = {
  $or: [{ $eq: ['$status', 'unknown'] }, { $and: [IS_GIVEN_UP, { $ne: ['$charged', 'yes'] }] }],
};
const PERHAPS_TWICE = { $eq: ['$isPerhapsChargedTwice', true] };
const UNDER_WAY = { $in: ['$status', ['reserved', 'sent']] };

export function spendStore(database: Database): SpendStore {
  const grouped = (collection: 'purchases' | 'reportUses', pipeline: object[]) =>
    database.collection<{ _id: string }>(collection).aggregate<Group>(pipeline).toArray();
  return {
    rows: async ({ branches, from, to, by, limit }) => {
      const own = branches === '*' ? {} : { branch: { $in: [...branches] } };
      const when = { day: { $gte: from, $lte: to }, ...own };
      const _id = Object.assign({}, ...by.map((one) => FIELDS[one])) as Record<string, string>;
      const order = { $sort: { _id: 1 } };
      const [bought, reused] = await Promise.all([
        grouped('purchases', [
          { $match: { ...when, status: { $ne: 'refused' }, charged: { $ne: 'no' } } },
          {
            $group: {
              _id,
              ...countAndCents('bought', BOUGHT),
              ...countAndCents('unknown', UNKNOWN),
              ...countAndCents('chargedWithoutReport', CHARGED_WITHOUT_REPORT),
              ...countAndCents('perhapsTwice', PERHAPS_TWICE),
              ...countAndCents('underWay', UNDER_WAY),
              withoutPrice: { $sum: { $cond: [{ $eq: ['$priceCents', null] }, 1, 0] } },
            },
          },
          order,
          { $limit: limit },
        ]),
        grouped('reportUses', [
          { $match: { ...when, kind: 'reused' } },
          { $group: { _id, reused: { $sum: 1 } } },
          order,
          { $limit: limit },
        ]),
      ]);
      return joined([...bought, ...reused]).slice(0, limit);
    },
  };
}

function countAndCents(
  name: 'bought' | 'unknown' | 'chargedWithoutReport' | 'perhapsTwice' | 'underWay',
  isOne: object,
) {
  const cents = { $cond: [isOne, { $ifNull: ['$priceCents', 0] }, 0] };
  return { [name]: { $sum: { $cond: [isOne, 1, 0] } }, [`${name}Cents`]: { $sum: cents } };
}

/** One row of what both collections say of the same group. */
function joined(groups: readonly Group[]): SpendRow[] {
  const rows = new Map<string, SpendRow>();
  for (const { _id, ...sums } of groups) {
    const { branch = null, user = null, day = null, bureau = null, product = null } = _id;
    const key = JSON.stringify([branch, day, user, bureau, product]);
    rows.set(key, { ...NOTHING_SPENT, ...rows.get(key), branch, user, day, bureau, product, ...sums });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
