/** Owns how a held order looks in the queue: the order, why and since when it waits, who works on it, what was promised. */
import { z } from '@hono/zod-openapi';
import type { HeldOrder } from '../../adapters/mongo/hold-queue-store';
import type { CustomerRecord } from '../../contracts/customer';
import { QUEUE_KINDS, isBroken, type PaymentPromise } from '../../domain/hold-queue';
import { may, type Principal } from '../../domain/permissions';
import { seenOf } from '../../usecases/seen-hold';
import type { ApiDeps } from '../deps';
import { currentOrder, orderView } from './order-view';

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
    assignee: assigneeView.nullable(),
    promise: promiseView.nullable(),
    /** With the permission `decisions:read` only: all that were made of this order, the newest last. */
    promises: z.array(promiseView),
  })
  .openapi('Hold');
type HoldView = z.input<typeof holdView>;

/** A page of the queue, with its customers in one read. */
export async function holdsOf(
  deps: Pick<ApiDeps, 'stores' | 'sealer' | 'now'>,
  principal: Principal,
  page: readonly HeldOrder[],
): Promise<HoldView[]> {
  const keys = [...new Set(page.map(({ record }) => record.customerKey))];
  const customers = keys.length === 0 ? [] : await deps.stores.customers.findMany(keys);
  const known = new Map(customers.map((customer) => [customer.customerKey, customer]));
  const names = await assigneeNames(deps, page);
  const at = deps.now().toISOString();
  return page.map((held) => viewOf(deps, principal, { held, names }, known.get(held.record.customerKey), at));
}

/** One of them. */
export async function holdOf(deps: Pick<ApiDeps, 'stores' | 'sealer' | 'now'>, principal: Principal, held: HeldOrder) {
  const customer = await deps.stores.customers.find(held.record.customerKey);
  const names = await assigneeNames(deps, [held]);
  return viewOf(deps, principal, { held, names }, customer ?? undefined, deps.now().toISOString());
}

/** Of whoever works on one of these; most often a few. */
async function assigneeNames(
  { stores }: Pick<ApiDeps, 'stores'>,
  page: readonly HeldOrder[],
): Promise<ReadonlyMap<string, string>> {
  const subjects = [...new Set(page.flatMap(({ assignee }) => assignee?.subject ?? []))];
  const found = await Promise.all(subjects.map((subject) => stores.users.find(subject)));
  return new Map(found.flatMap((user) => (user === null ? [] : [[user.user, user.name] as const])));
}

function viewOf(
  { sealer }: Pick<ApiDeps, 'sealer'>,
  principal: Principal,
  { held, names }: { readonly held: HeldOrder; readonly names: ReadonlyMap<string, string> },
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
