/** Owns the judging again of a group's open orders, when what they were judged by has changed. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { ExceptionStore } from '../adapters/mongo/exception-store';
import type { GroupStore } from '../adapters/mongo/group-store';
import type { OrderRecord, OrderStore } from '../adapters/mongo/order-store';
import type { ReleaseStore } from '../adapters/mongo/release-store';
import { startOfDay } from '../domain/calendar';
import { CrivoError, type ErrorCode } from '../domain/errors';
import { limitChangeDays } from '../domain/limits';
import type { CreditStores } from './stores';

export interface GroupOrders extends Pick<CreditStores, 'branches' | 'now'> {
  readonly orders: Pick<OrderStore, 'openOfGroup'>;
  readonly customers: Pick<CustomerStore, 'ofGroup'>;
  readonly groups: Pick<GroupStore, 'find'>;
  readonly exceptions: Pick<ExceptionStore, 'nextChange'>;
  readonly releases: Pick<ReleaseStore, 'nextEnd'>;
  /** Has one order judged again by its workflow; throws a `CrivoError` when it can't be. */
  readonly reevaluate: (at: { readonly branch: string; readonly order: string }) => Promise<unknown>;
}

export interface GroupReevaluated {
  readonly orders: number;
  /** When a date of a limit, an exception or a release will change what was judged; `null` when none will, or when nothing is open. */
  readonly wakeAt: string | null;
}

const PAGE = 200;
const AT_ONCE = 5;
const MEMBERS = 1_000;
/**
 * The order was closed or moved on by somebody in the meantime, or judging it fails for good: trying again finds the
 * same, and must not keep the group from waiting for its dates.
 */
const SETTLED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OrderClosed',
  'ActionNotDue',
  'OrderNotFound',
  'OrderOnHold',
  'BranchNotFound',
  'CustomerNotFound',
  'PolicyNotFound',
  'PolicyInvalid',
]);

/**
 * Judges every open order of the group again; of a page, those longest held first, so that room in a limit goes to who
 * has waited longest. Safe to repeat: judging again without a change changes nothing. One order that fails doesn't keep the
 * others waiting; the first failure is thrown at the end. `progress` is called as orders are done.
 */
export async function reevaluateGroup(
  deps: GroupOrders,
  groupKey: string,
  progress: (done: number) => void,
): Promise<GroupReevaluated> {
  const zones = new Set<string>();
  const failures: unknown[] = [];
  let done = 0;
  for (let page = await deps.orders.openOfGroup(groupKey, PAGE); page.length > 0;) {
    for (const batch of batchesOf(page)) {
      const results = await Promise.allSettled(batch.map((order) => reevaluateOne(deps, order)));
      failures.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])));
      done += batch.length;
      progress(done);
    }
    for (const { branch } of page) zones.add(branch);
    const last = page.at(-1);
    page = last && page.length === PAGE ? await deps.orders.openOfGroup(groupKey, PAGE, positionOf(last)) : [];
  }
  if (failures.length > 0) throw failures[0];
  return { orders: done, wakeAt: done === 0 ? null : await nextChange(deps, groupKey, zones) };
}

/** The same date, without judging anybody: an order has begun to wait under it. */
export async function nextLimitChange(deps: GroupOrders, groupKey: string): Promise<Pick<GroupReevaluated, 'wakeAt'>> {
  const open = await deps.orders.openOfGroup(groupKey, PAGE);
  const branches = new Set(open.map(({ branch }) => branch));
  return { wakeAt: open.length === 0 ? null : await nextChange(deps, groupKey, branches) };
}

/** One order that can't be judged again now is left as it is; other failures are thrown. */
export async function reevaluateOne(
  deps: Pick<GroupOrders, 'reevaluate'>,
  { branch, order }: Pick<OrderRecord, 'branch' | 'order'>,
): Promise<void> {
  try {
    await deps.reevaluate({ branch, order });
  } catch (error) {
    if (!(error instanceof CrivoError) || !SETTLED.has(error.code)) throw error;
  }
}

/**
 * The first instant at which a limit of a member or of the group becomes another, in the zones of its open orders, an
 * exception of theirs begins or ends, or a release ends. Everybody's exceptions are not waited for here: they would wake
 * every group at once.
 */
async function nextChange(deps: GroupOrders, groupKey: string, branches: ReadonlySet<string>): Promise<string | null> {
  const members = await deps.customers.ofGroup(groupKey, MEMBERS);
  const terms = (await deps.groups.find(groupKey))?.terms ?? null;
  const days = [...members, ...(terms === null ? [] : [terms])].flatMap(limitChangeDays);
  const records = await Promise.all([...branches].map((branch) => deps.branches.find(branch)));
  const zones = new Set(records.flatMap((record) => (record === null ? [] : [record.parameters.zone])));
  const now = deps.now().toISOString();
  const keys = members.map(({ customerKey }) => customerKey);
  const others = await Promise.all([
    deps.exceptions.nextChange([groupKey, ...keys], now),
    deps.releases.nextEnd(keys, now),
  ]);
  const instants = [...zones].flatMap((zone) => days.map((day) => startOfDay(day, zone)));
  const ahead = [...instants, ...others].filter((instant) => instant !== null && instant > now);
  return ahead.sort()[0] ?? null;
}

/** By which open orders are read in turn. */
export function positionOf({ branch, order }: Pick<OrderRecord, 'branch' | 'order'>): string {
  return `${branch}/${order}`;
}

/** Held orders one by one, longest held first, since they compete for the limit; the others together. */
function batchesOf(page: readonly OrderRecord[]): (readonly OrderRecord[])[] {
  const since = ({ state }: OrderRecord) => state.hold?.since ?? '';
  const held = page.filter(({ state }) => state.hold !== null).sort((a, b) => (since(a) < since(b) ? -1 : 1));
  const others = page.filter(({ state }) => state.hold === null);
  const together = Array.from({ length: Math.ceil(others.length / AT_ONCE) }, (_, index) =>
    others.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  return [...held.map((order) => [order]), ...together];
}
