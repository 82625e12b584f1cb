/** Owns what use cases are tested on: real stores, a branch, the default policy in the modes of a test, a clock that stands. */
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { branchParametersSchema } from '../../contracts/branch';
import type { CustomerRecord } from '../../contracts/customer';
import type { OrderContent } from '../../contracts/order';
import type { Policy } from '../../contracts/policy';
import type { Action } from '../../domain/actions';
import { NEW_ORDER, type OrderState } from '../../domain/order';
import { actionsToJudge } from '../../domain/order-requests';
import { AskedBy, type Mode } from '../../domain/outcome';
import type { Movement } from '../../domain/movements';
import { defaultPolicy } from '../../rules/default-policy';
import { contentHash } from '../../usecases/content-hash';
import { publishPolicy } from '../../usecases/publish-policy';
import { putBranch } from '../../usecases/put-branch';
import type { JudgeOrderInput } from '../../usecases/order-subject';
import { creditStores, type CreditStores } from '../../usecases/stores';
import { aCustomerRecord } from '../support/builders';
import { uniqueId } from '../support/orders';
import { openStores, type TestStores } from '../support/stores';

export type Modes = Readonly<Record<string, Partial<Record<Action, Mode>>>>;

export interface Setting {
  readonly stores: TestStores;
  readonly credit: CreditStores;
  readonly clock: { now: Date };
  /** A branch of its own, judged by the default policy with these modes. */
  branchWith(modes: Modes, changed?: Partial<Policy>): Promise<string>;
  aCustomer(given?: Partial<CustomerRecord>): Promise<CustomerRecord>;
  /** Stores movements as a sending that was cut before its end: neither ledger nor exposure know. */
  book(...movements: Movement[]): Promise<void>;
  /** What the customer has taken, and by which orders. */
  exposureOf(customer: CustomerRecord): ReturnType<CreditStores['exposures']['peek']>;
  stop(): Promise<void>;
}

/** Noon in São Paulo on Friday 20 November 2026. */
export const NOON = new Date('2026-11-20T15:00:00.000Z');

export async function openSetting(name: string): Promise<Setting> {
  const stores = await openStores(name);
  const clock = { now: NOON };
  const now = () => clock.now;
  const holidays = createHolidayBook();
  const credit = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, now);
  return {
    stores,
    credit,
    clock,
    branchWith: async (modes, changed = {}) => {
      const [branch, id] = [uniqueId('b'), uniqueId('policy')];
      const policy = defaultPolicy();
      const checks = policy.checks.map((check) => ({ ...check, modes: { ...check.modes, ...modes[check.id] } }));
      await publishPolicy({ policies: stores.policies, now }, 'test', id, 0, { ...policy, id, checks, ...changed });
      await putBranch({ ...stores, now }, 'test', branch, branchParametersSchema.parse({ name: 'Filial' }), id);
      return branch;
    },
    aCustomer: async (given) => {
      const customer = aCustomerRecord(given);
      await stores.customers.ensure(customer);
      return customer;
    },
    book: async (...movements) => {
      const run = { run: uniqueId('run'), startedAt: clock.now.toISOString() };
      const customers = new Set(movements.map(({ customerKey }) => customerKey));
      const groups = await stores.customers.groupKeysOf([...customers]);
      await stores.exposures.ensureMembers([...groups].map(([customerKey, groupKey]) => ({ customerKey, groupKey })));
      await stores.ledgers.begin(run, [...customers]);
      await stores.movements.insertMany(movements, run.startedAt);
    },
    exposureOf: ({ groupKey, customerKey }) => stores.exposures.peek(groupKey, customerKey),
    stop: () => stores.stop(),
  };
}

export function aContent(customer: CustomerRecord, given: Partial<OrderContent> = {}): OrderContent {
  const totalCents = given.totalCents ?? 500_00;
  const payments = [{ modality: 'bankSlip', amountCents: totalCents, dueOn: ['2026-12-20'] }];
  const rest = { seller: null, origin: null, items: null, note: null };
  return { customerKey: customer.customerKey, totalCents, payments, ...rest, ...given };
}

type At = Pick<JudgeOrderInput, 'branch' | 'order'>;
const base = { generation: 0, submission: null, amendment: null, subject: 'test', by: AskedBy.person } as const;

/** The first evaluation of an order. */
export function submitting(at: At, customer: CustomerRecord, content = aContent(customer)): JudgeOrderInput {
  const submission = { content, contentHash: contentHash(content), customer };
  return { ...base, ...at, revision: 1, cause: 'submit', actions: ['save'], state: NEW_ORDER, submission };
}

/** A later one, of the order as `state` has it. */
export function again(at: At, cause: 'ask' | 'reevaluate', state: OrderState, revision: number): JudgeOrderInput {
  return { ...base, ...at, revision, cause, actions: actionsToJudge(state, cause), state };
}

export function amending(at: At, content: OrderContent, state: OrderState, revision: number): JudgeOrderInput {
  const { customerKey: _customer, origin: _origin, ...changed } = content;
  const amendment = { content: changed, contentHash: contentHash(changed) };
  const actions = actionsToJudge(state, 'amend');
  return { ...base, ...at, revision, cause: 'amend', by: AskedBy.automatic, actions, state, amendment };
}
