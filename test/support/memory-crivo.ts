/** Owns the use cases of orders on stores in memory: one branch, one policy, a clock that the test moves. */
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { branchParametersSchema, type BranchParameters } from '../../contracts/branch';
import type { CustomerRecord } from '../../contracts/customer';
import { memoryCreditStores, type MemoryStores } from '../../dev/memory-stores/credit-stores';
import type { Action } from '../../domain/actions';
import type { Mode } from '../../domain/outcome';
import { defaultPolicy } from '../../rules/default-policy';
import { contentHash } from '../../usecases/content-hash';
import { aCustomerRecord } from './builders';

export interface MemoryCrivo {
  readonly branch: string;
  readonly stores: MemoryStores;
  readonly clock: { nowMs: number };
  aCustomer(given?: Partial<CustomerRecord>): Promise<CustomerRecord>;
}

/** `parameters` may be changed by the test as it goes: a branch's word counts from the next question on. */
export function memoryCrivo(
  modes: Readonly<Record<string, Partial<Record<Action, Mode>>>>,
  parameters: Partial<BranchParameters> = {},
): MemoryCrivo {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => ({ ...check, modes: { ...check.modes, ...modes[check.id] } }));
  const document = { ...policy, checks };
  const clock = { nowMs: Date.parse('2026-11-20T15:00:00.000Z') };
  const holidays = createHolidayBook();
  const at = new Date(clock.nowMs).toISOString();
  const record = {
    branch: '02',
    parameters: { ...branchParametersSchema.parse({ name: 'Filial' }), ...parameters },
    policy: { id: policy.id, version: 1 },
    updatedAt: at,
  };
  const published = { id: policy.id, version: 1, document, hash: contentHash(document) };
  const stores = memoryCreditStores({
    branches: [record],
    policies: [{ ...published, publishedAt: at, publishedBy: 'test' }],
    calendarOf: (own) => holidays.calendar(own),
    now: () => new Date(clock.nowMs),
  });
  return {
    branch: record.branch,
    stores,
    clock,
    aCustomer: async (given) => {
      const customer = aCustomerRecord(given);
      await stores.customers.ensure(customer);
      return customer;
    },
  };
}
