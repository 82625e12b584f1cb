/** Owns what one evaluation of an order is about: its input, and what is read once before it is judged. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { CustomerRecord } from '../contracts/customer';
import type { RestrictionsEntry } from '../contracts/customer-history';
import type { Cause } from '../contracts/decision';
import type { OrderContent } from '../contracts/order';
import type { LiveRelease } from '../contracts/release';
import type { ReportRecord } from '../contracts/report';
import type { OrderAction } from '../domain/actions';
import { CrivoError } from '../domain/errors';
import type { StandingException } from '../domain/exceptions';
import { reservationKey } from '../domain/exposure';
import type { OrderState } from '../domain/order';
import type { OrderPart } from '../domain/order-parts';
import type { AskedBy } from '../domain/outcome';
import { withSender } from '../domain/senders';
import { isDueNoLater, termsOf } from '../domain/tolerance';
import { contentHash } from './content-hash';
import type { LoadedPolicy } from './policy-source';
import { readLedger, type LedgerReading } from './refresh-ledger';
import type { CreditStores } from './stores';

/** New content, with the hash it is compared by. A customer met for the first time is stored with it. */
export interface Submission {
  readonly content: OrderContent;
  readonly contentHash: string;
  readonly customer: CustomerRecord;
}

export interface JudgeOrderInput {
  readonly branch: string;
  readonly order: string;
  readonly generation: number;
  /** Rises with every write of the order's workflow; names the decision together with branch and order. */
  readonly revision: number;
  readonly cause: Cause;
  readonly by: AskedBy;
  readonly actions: readonly OrderAction[];
  readonly subject: string;
  readonly state: OrderState;
  readonly submission: Submission | null;
  readonly amendment: {
    readonly content: Omit<OrderContent, 'customerKey' | 'origin'>;
    readonly contentHash: string;
  } | null;
  /** An action asked for a part of the order only. */
  readonly part?: Pick<OrderPart, 'id' | 'amountCents'>;
}

/** After these the order is judged by the version its branch has now; otherwise it keeps the one it was judged by. */
const PINS_ANEW: ReadonlySet<Cause> = new Set<Cause>(['amend', 'reopen', 'currentPolicy']);

/** The order is stored with this or a later revision: a write repeated after it was made, or one that comes too late. */
export function isAnswered(
  stored: Pick<OrderRecord, 'generation' | 'revision'>,
  input: Pick<JudgeOrderInput, 'generation' | 'revision'>,
): boolean {
  return (
    stored.generation > input.generation ||
    (stored.generation === input.generation && stored.revision >= input.revision)
  );
}

/** What one evaluation is about, gathered before it is judged. */
export interface OrderSubject {
  readonly input: JudgeOrderInput;
  readonly stored: OrderRecord | null;
  readonly branch: BranchRecord;
  readonly customer: CustomerRecord;
  readonly loaded: LoadedPolicy;
  readonly content: OrderContent;
  readonly contentHash: string;
  readonly key: string;
  /** Read together with the customer; judging again reads anew. */
  readonly ledger: LedgerReading;
  readonly reports: readonly ReportRecord[];
  readonly releases: readonly LiveRelease[];
  readonly exceptions: readonly StandingException[];
  readonly lastEntry: RestrictionsEntry | null;
}

/** All that is read of a customer, at once: one wait instead of four. */
export interface CustomerReading {
  readonly customer: CustomerRecord | null;
  readonly ledger: LedgerReading;
  readonly reports: readonly ReportRecord[];
  /** Those granted to the customer that have not ended. */
  readonly releases: readonly LiveRelease[];
  /** Of the customer, its group and everybody: those that have not ended. */
  readonly exceptions: readonly StandingException[];
}

type CustomerStores = Pick<
  CreditStores,
  'customers' | 'exceptions' | 'exposures' | 'ledgers' | 'movements' | 'releases' | 'reports' | 'now'
>;

/**
 * `groupKey` is the one known so far; ledger and exceptions are read where the customer belongs now. `key` is that of the order or
 * sale, whose own claims on releases are read with them.
 */
export async function readCustomer(
  stores: CustomerStores,
  known: { readonly customerKey: string; readonly groupKey: string },
  key: string | null,
): Promise<CustomerReading> {
  const at = stores.now().toISOString();
  const [customer, ledger, reports, releases, exceptions] = await Promise.all([
    stores.customers.find(known.customerKey),
    readLedger(stores, known),
    stores.reports.ofCustomer(known.customerKey),
    stores.releases.liveOf(known.customerKey, key, at),
    stores.exceptions.standingFor(known.customerKey, known.groupKey, at),
  ]);
  const isElsewhere = customer !== null && customer.groupKey !== known.groupKey;
  const standing = isElsewhere
    ? await stores.exceptions.standingFor(customer.customerKey, customer.groupKey, at)
    : exceptions;
  return { customer, ledger, reports, releases, exceptions: standing };
}

/** What an order's evaluation reads besides: the newest restrictions in the customer's history. */
export interface OrderReading extends CustomerReading {
  readonly lastEntry: RestrictionsEntry | null;
}

/** Still one wait. */
export async function readForOrder(
  stores: CreditStores,
  known: { readonly customerKey: string; readonly groupKey: string },
  at: OrderName,
): Promise<OrderReading> {
  const [reading, lastEntry] = await Promise.all([
    readCustomer(stores, known, orderKey(at)),
    stores.history.last(known.customerKey),
  ]);
  return { ...reading, lastEntry };
}

type OrderName = Pick<JudgeOrderInput, 'branch' | 'order'>;

/** The name of what an order holds of the limit, and claims of releases. */
export function orderKey({ branch, order }: OrderName): string {
  return reservationKey({ kind: 'order', branch, id: order });
}

/** `dec_` and a hash: the same for every repetition of one evaluation. */
export function decisionId(at: Pick<JudgeOrderInput, 'branch' | 'order' | 'generation' | 'revision'>): string {
  return `dec_${contentHash([at.branch, at.order, at.generation, at.revision]).slice(0, 26)}`;
}

/**
 * Reads branch and policy, and the customer unless it was read with the order. Errors: `OrderNotFound`,
 * `BranchNotFound`, `CustomerNotFound`, those of the policy.
 */
export async function gatherSubject(
  stores: CreditStores,
  input: JudgeOrderInput,
  stored: OrderRecord | null,
  early: OrderReading | null,
): Promise<OrderSubject> {
  const submission = input.submission;
  const base = submission?.content ?? stored?.content;
  const known = submission?.customer ?? stored;
  if (base === undefined || known === null) throw new CrivoError('OrderNotFound');
  const content = input.amendment === null ? base : { ...base, ...input.amendment.content };
  const [branch, reading] = await Promise.all([
    stores.branches.find(input.branch),
    early ?? readForOrder(stores, known, input),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const pinned = stored === null || PINS_ANEW.has(input.cause) ? branch.policy : stored.policy;
  return {
    input,
    stored,
    branch,
    customer: reading.customer ?? (await firstMet(stores, submission?.customer ?? null)),
    loaded: await stores.policies.inForce(pinned),
    content,
    contentHash: input.amendment?.contentHash ?? submission?.contentHash ?? stored?.contentHash ?? '',
    key: orderKey(input),
    ledger: reading.ledger,
    reports: reading.reports,
    releases: reading.releases,
    exceptions: reading.exceptions,
    lastEntry: reading.lastEntry,
  };
}

/** Who has entered the order so far, its amendments included; so many at most. */
export function enteredBy({ input, stored }: Pick<OrderSubject, 'input' | 'stored'>): readonly string[] {
  const enters = input.submission !== null || input.amendment !== null;
  const before = stored?.enteredBy ?? [];
  return enters ? withSender(before, input.subject) : before;
}

/** Who entered or sold the order: a release that one of them granted doesn't let it pass. */
export function peopleOf(subject: OrderSubject): readonly string[] {
  const { seller } = subject.content;
  return [...enteredBy(subject), ...(seller === null ? [] : [seller])];
}

/** Stores a customer that nobody has told us of before. Errors: `CustomerNotFound` where nobody tells now either. */
export async function firstMet(stores: CreditStores, met: CustomerRecord | null): Promise<CustomerRecord> {
  if (met === null) throw new CrivoError('CustomerNotFound');
  await stores.customers.ensure(met);
  return met;
}

/** Nothing of the amended order asks for more credit, or for longer, than what it was before. */
export function lowersExposure({ stored, content, loaded }: OrderSubject): boolean {
  if (stored === null) return false;
  const overrides = loaded.policy.modalities;
  const [now, then] = [termsOf(content.payments, overrides), termsOf(stored.content.payments, overrides)];
  return now.amountCents <= then.amountCents && now.exposedCents <= then.exposedCents && isDueNoLater(now, then);
}
