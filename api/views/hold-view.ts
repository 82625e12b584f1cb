/** Owns how a held order looks in the queue: the order, why and since when it waits, who works on it, what was promised. */
import { z } from '@hono/zod-openapi';
import type { HeldOrder } from '../../adapters/mongo/hold-queue-store';
import type { CustomerRecord } from '../../contracts/customer';
import { QUEUE_KINDS, isBroken, type PaymentPromise } from '../../domain/hold-queue';
import { holdName } from '../../domain/merge-holds';
import { may, type Principal } from '../../domain/permissions';
import { isAmong } from '../../domain/senders';
import { withinBands } from '../../usecases/list-holds';
import { seenOf } from '../../usecases/seen-hold';
import type { ApiDeps } from '../deps';
import { currentOrder, orderView } from './order-view';
import { peopleNames } from './people-names';

const assigneeView = z.object({
  subject: z.string(),
  name: z.string().describe('As people know them; the subject itself for a key of a program.'),
  since: z.string(),
  by: z.string(),
  note: z.string().nullable(),
});
const promiseView = z.object({
  amountCents: z.number(),
  promisedOn: z.string(),
  /** Its day has passed. */
  broken: z.boolean(),
  note: z.string().nullable(),
  by: z.string(),
  at: z.string(),
});

export const holdView = orderView
  .extend({
    revision: z.int(),
    seen: z.string().openapi({
      description:
        'Of what there is to see: content, amounts, reasons with their numbers. The same after an evaluation that changed ' +
        'none of them. Sent with POST /v1/holds/bulk, nothing is decided that was not seen.',
    }),
    groupKey: z.string(),
    /** The name is told to who may read customers. */
    customer: z.object({ document: z.string(), name: z.string().nullable() }).nullable(),
    kind: z.enum(QUEUE_KINDS),
    heldSince: z.string(),
    heldSeconds: z.int(),
    /** `null` for an order that only a person holds. */
    deadline: z.string().nullable(),
    risk: z.int().openapi({
      description:
        'From 0 to 1000, for sorting only; no check reads it. Up to 450 by how far the order leads beyond the limit ' +
        '(100 % or no limit at all: 450), up to 300 by the days of the oldest overdue title (90: 300), 50 for each check ' +
        'that holds the order, up to 250. What is not known adds half of its part.',
    }),
    releaseReach: z
      .enum(['within', 'above', 'own'])
      .nullable()
      .openapi({
        description:
          'Whether the caller may release it, as it was judged last: `within` a band of theirs, their own or lent; `above` ' +
          'all of them; `own` is what they entered or sold, which others release. `null` without releases:decide, and ' +
          'where no check holds it.',
      }),
    assignee: assigneeView.nullable(),
    promise: promiseView.nullable(),
    /** With the permission `decisions:read` only: all that were made of this order, the newest last. */
    promises: z.array(promiseView),
  })
  .openapi('Hold');
type HoldView = z.input<typeof holdView>;

type ViewDeps = Pick<ApiDeps, 'stores' | 'sealer' | 'credit' | 'now'>;

/** A page of the queue, with its customers in one read. */
export async function holdsOf(deps: ViewDeps, principal: Principal, page: readonly HeldOrder[]): Promise<HoldView[]> {
  const keys = [...new Set(page.map(({ record }) => record.customerKey))];
  const [customers, names, reached] = await Promise.all([
    keys.length === 0 ? [] : deps.stores.customers.findMany(keys),
    assigneeNames(deps, page),
    reachedOf(deps, principal, page),
  ]);
  const known = new Map(customers.map((customer) => [customer.customerKey, customer]));
  const at = deps.now().toISOString();
  return page.map((held) => viewOf(deps, principal, { held, names, reached }, known.get(held.record.customerKey), at));
}

/** One of them. */
export async function holdOf(deps: ViewDeps, principal: Principal, held: HeldOrder): Promise<HoldView> {
  const [customer, names, reached] = await Promise.all([
    deps.stores.customers.find(held.record.customerKey),
    assigneeNames(deps, [held]),
    reachedOf(deps, principal, [held]),
  ]);
  return viewOf(deps, principal, { held, names, reached }, customer ?? undefined, deps.now().toISOString());
}

/** Which of these the caller's bands release; `null` for who releases nothing. */
async function reachedOf({ stores, credit, now }: ViewDeps, principal: Principal, page: readonly HeldOrder[]) {
  if (!may(principal, 'releases:decide')) return null;
  if (page.length === 0) return new Set<string>();
  const branches = [...new Set(page.map(({ record }) => record.branch))];
  const { holdQueue, delegations } = stores;
  const deps = { branches: stores.branches, delegations, policies: credit.policies, now };
  const within = await withinBands(deps, { ...principal, branches });
  return holdQueue.reached(
    page.map(({ record }) => holdName(record)),
    within,
  );
}

function reachOf({ record }: HeldOrder, { subject }: Principal, reached: ReadonlySet<string> | null) {
  // Of an order from before it was kept what holds it nothing is known.
  if (reached === null || (record.heldBy ?? []).length === 0) return null;
  const { seller } = record.content;
  if (isAmong([...(record.enteredBy ?? []), ...(seller === null ? [] : [seller])], subject)) return 'own';
  return reached.has(holdName(record)) ? 'within' : 'above';
}

/** Of whoever works on one of these. */
const assigneeNames = ({ stores }: Pick<ApiDeps, 'stores'>, page: readonly HeldOrder[]) =>
  peopleNames(
    stores.users,
    page.map(({ assignee }) => assignee?.subject),
  );

interface Seen {
  readonly held: HeldOrder;
  readonly names: ReadonlyMap<string, string>;
  readonly reached: ReadonlySet<string> | null;
}

function viewOf(
  { sealer }: Pick<ApiDeps, 'sealer'>,
  principal: Principal,
  { held, names, reached }: Seen,
  customer: CustomerRecord | undefined,
  at: string,
): HoldView {
  const { record, kind, heldSince, until, risk, assignee, promise, promises } = held;
  const told = (one: PaymentPromise) => promiseOf(one, at);
  return {
    ...currentOrder(record, principal),
    revision: record.revision,
    seen: seenOf(record),
    groupKey: record.groupKey,
    customer: customer ? customerOf(sealer, principal, customer) : null,
    kind,
    heldSince,
    heldSeconds: Math.max(0, Math.floor((Date.parse(at) - Date.parse(heldSince)) / 1_000)),
    deadline: until,
    risk,
    releaseReach: reachOf(held, principal, reached),
    assignee: assignee && { ...assignee, name: names.get(assignee.subject) ?? assignee.subject },
    promise: promise && told(promise),
    promises: may(principal, 'decisions:read') ? promises.map(told) : [],
  };
}

function customerOf(sealer: ApiDeps['sealer'], principal: Principal, { maskedDocument, sealedName }: CustomerRecord) {
  const name = may(principal, 'customers:read') && sealedName ? sealer.openText(sealedName) : null;
  return { document: maskedDocument, name };
}

function promiseOf(promise: PaymentPromise, at: string) {
  const { amountCents, promisedOn, note, by } = promise;
  return { amountCents, promisedOn, broken: isBroken(promise, at), note, by, at: promise.at };
}
