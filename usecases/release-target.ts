/** Owns what a release is asked for: the order, sale or customer, as it stands, or as it is told before the ERP sends it. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { CustomerRecord } from '../contracts/customer';
import type { Policy } from '../contracts/policy';
import type { Release, ReleaseScope } from '../contracts/release';
import { CrivoError } from '../domain/errors';
import { reservationKey } from '../domain/exposure';
import { termCents } from '../domain/modalities';
import { isOpen } from '../domain/order';
import { SaleStatus } from '../domain/sale';
import type { SaleStores } from './stores';

export type TargetStores = Pick<SaleStores, 'branches' | 'customers' | 'orders' | 'policies'> & {
  readonly sales: Pick<SaleStores['sales'], 'find'>;
};

/** What is known of it. `known: null` for an order or sale that nobody has sent yet, and for a customer. */
export interface ReleaseTarget {
  readonly branch: BranchRecord;
  readonly policy: Policy;
  readonly customer: CustomerRecord;
  readonly key: string | null;
  readonly known: { readonly amountCents: number; readonly people: readonly string[] } | null;
}

type Asked = Pick<Release, 'branch' | 'scope'> & { readonly customerKey: string | null };

/**
 * Errors: `BranchNotFound`, `OrderNotFound` and `SaleNotFound` for one that nobody has sent and whose customer isn't
 * told, `OrderClosed`, `OrderNotHeld`, `SaleConflict` for one that isn't refused, `CustomerNotFound`, those of the policy.
 */
export async function findTarget(
  stores: TargetStores,
  { branch: code, scope, customerKey }: Asked,
): Promise<ReleaseTarget> {
  const branch = await stores.branches.find(code);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const of = await subjectOf(stores, code, scope);
  const key = keyOf(code, scope);
  const { policy } = await stores.policies.inForce(of?.policy ?? branch.policy);
  const customer = await customerOf(stores, of?.customerKey ?? null, customerKey, scope);
  if (of === null) return { branch, policy, customer, key, known: null };
  const { payments, seller } = of.content;
  const people = [...of.enteredBy, ...(seller === null ? [] : [seller])];
  return { branch, policy, customer, key, known: { amountCents: termCents(payments, policy.modalities), people } };
}

async function subjectOf(stores: TargetStores, branch: string, scope: ReleaseScope) {
  if (scope.kind === 'customer') return null;
  if (scope.kind === 'order') {
    const order = await stores.orders.find(branch, scope.order);
    if (order !== null) demandHeld(order);
    return order && { ...order, enteredBy: order.enteredBy ?? [] };
  }
  const sale = await stores.sales.find(branch, scope.sale);
  if (sale === null) return null;
  const { status, content, enteredBy = [] } = sale;
  if (status !== SaleStatus.refused) throw new CrivoError('SaleConflict', { state: { sale: scope.sale, status } });
  return { content, policy: undefined, customerKey: content.customerKey, enteredBy };
}

/** A hold by hand is lifted, not released. */
function demandHeld({ order, state }: OrderRecord): void {
  if (isOpen(state) && state.hold !== null) return;
  const { status, stage } = state;
  throw new CrivoError(isOpen(state) ? 'OrderNotHeld' : 'OrderClosed', { state: { order, status, stage } });
}

async function customerOf(
  { customers }: Pick<TargetStores, 'customers'>,
  known: string | null,
  told: string | null,
  { kind }: ReleaseScope,
): Promise<CustomerRecord> {
  const key = known ?? told;
  if (key === null)
    throw new CrivoError(kind === 'order' ? 'OrderNotFound' : kind === 'sale' ? 'SaleNotFound' : 'CustomerNotFound');
  if (told !== null && told !== key) {
    const finding = { at: 'document', message: `is not of the customer of this ${kind}`, fix: 'leave it out' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  const customer = await customers.find(key);
  if (customer === null) throw new CrivoError('CustomerNotFound');
  return customer;
}

function keyOf(branch: string, scope: ReleaseScope): string | null {
  if (scope.kind === 'order') return reservationKey({ kind: 'order', branch, id: scope.order });
  return scope.kind === 'sale' ? reservationKey({ kind: 'sale', branch, id: scope.sale }) : null;
}
