/** Owns the removal of decisions, and of accounts of holds, that are older than they have to be kept. */
import { OPEN_STATUSES } from '../../domain/order';
import { anyOf, type Database } from './database';

/** What is looked at in one sweep; the next one begins anew. */
const BATCH = 500;
const MOST_BATCHES = 200;

interface AgedDecision {
  readonly _id: string;
  readonly at: string;
  readonly branch: string;
  readonly order?: string;
  readonly sale?: string;
}
type Owners = 'orders' | 'sales';

/**
 * Removes decisions from before an instant, and answers how many; and the holds that ended before it. Kept beyond it: all decisions of an order that is
 * open, and of an order or sale that was changed since then, so that no part of an account goes before the rest. Safe to
 * repeat, and to run in several workers at once.
 */
export async function sweepDecisions(
  database: Pick<Database, 'collection'>,
  before: string,
  batch: number = BATCH,
): Promise<number> {
  const decisions = database.collection<AgedDecision>('decisions');
  let removed = 0;
  let last: AgedDecision | undefined;
  for (let round = 0; round < MOST_BATCHES; round += 1) {
    const later = last && anyOf({ at: { $gt: last.at } }, { at: last.at, _id: { $gt: last._id } });
    const page = await decisions
      .find({ at: { $lt: before }, ...later })
      .project<AgedDecision>({ at: 1, branch: 1, order: 1, sale: 1 })
      .sort({ at: 1, _id: 1 })
      .limit(batch)
      .toArray();
    const aged = await withoutLiving(database, page, before);
    if (aged.length > 0) removed += (await decisions.deleteMany({ _id: { $in: aged } })).deletedCount;
    if (page.length < batch) break;
    last = page.at(-1);
  }
  await database.collection<{ _id: string }>('holds').deleteMany({ 'ended.at': { $gt: '', $lt: before } });
  return removed;
}

async function withoutLiving(
  database: Pick<Database, 'collection'>,
  page: readonly AgedDecision[],
  before: string,
): Promise<string[]> {
  const living = {
    orders: anyOf({ updatedAt: { $gte: before } }, { status: { $in: [...OPEN_STATUSES] } }),
    sales: { updatedAt: { $gte: before } },
  };
  const kept = new Set<string>();
  for (const name of ['orders', 'sales'] as const) {
    const ids = [...new Set(page.flatMap((decision) => ownerId(decision, name) ?? []))];
    const found = database.collection<{ _id: string }>(name).find({ _id: { $in: ids }, ...living[name] });
    for (const { _id } of await found.project<{ _id: string }>({ _id: 1 }).toArray()) kept.add(`${name} ${_id}`);
  }
  const isKept = (decision: AgedDecision, name: Owners) => kept.has(`${name} ${ownerId(decision, name)}`);
  return page.filter((each) => !isKept(each, 'orders') && !isKept(each, 'sales')).map(({ _id }) => _id);
}

/** The document in `name` that the decision is about, as orders and sales are stored under branch and id. */
function ownerId({ branch, order, sale }: AgedDecision, name: Owners): string | null {
  const id = name === 'orders' ? order : sale;
  return id === undefined ? null : `${branch}/${id}`;
}
