/** Owns what each action of the queue does to one held order: exactly what its own route would do. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { BulkHoldsBody, HoldAction } from '../contracts/hold-queue';
import { CrivoError } from '../domain/errors';
import type { Permission, Principal } from '../domain/permissions';
import { grantDirectly, refuseRelease, revokeRelease } from '../usecases/releases';
import { reasonText } from '../usecases/reason-codes';
import type { ApiDeps } from './deps';
import { findOrder, tellingState } from './find-order';
import { judgeReleased, releaseDeps } from './release-deps';
import { orderStanding } from './views/order-view';

/** What was done to an order, which stands like this now. `releases`: granted or refused by it. */
export interface ActedOn {
  readonly order: OrderRecord;
  readonly releases: readonly string[];
}
type Act = (deps: ApiDeps, principal: Principal, seen: OrderRecord, body: BulkHoldsBody) => Promise<ActedOn>;

/** What is needed besides `holds:work`. */
export const ACTION_PERMISSION: Readonly<Record<HoldAction, Permission>> = {
  release: 'releases:decide',
  refuse: 'releases:decide',
  forceHold: 'orders:hold',
};

/** What was seen is released: the checks that hold the order, for the amount it has; an order that grows holds anew. */
const release: Act = async (deps, principal, seen, { reasonCode, note }) => {
  const { branch, order, heldBy, termCents } = seen;
  // A person holds it, and the checks beneath are clear by now: there is nothing to release.
  if (heldBy?.length === 0) throw new CrivoError('OrderNotHeld', { state: orderStanding(seen) });
  const checks = heldBy === undefined ? ('all' as const) : [...heldBy];
  const asked = { branch, scope: { kind: 'order' as const, order }, customerKey: null, checks, reasonCode, note };
  const granted = await grantDirectly(releaseDeps(deps), principal, { ...asked, ceilingCents: termCents });
  const judged = await judgeReleased(deps, principal.subject, granted);
  await withdrawUnneeded(deps, principal, granted.release, judged);
  return { order: judged ?? seen, releases: [granted.release] };
};

/** Of two who release at once the first one's is used; the other's would lie about, and let something else pass later. */
async function withdrawUnneeded(
  deps: ApiDeps,
  principal: Principal,
  name: string,
  order: OrderRecord | null,
): Promise<void> {
  if (order === null || order.state.status === 'held') return;
  const granted = await deps.stores.releases.find(name);
  if (granted?.status !== 'granted' || Object.keys(granted.claims).length > 0) return;
  await revokeRelease(releaseDeps(deps), principal, granted, 'o pedido já não estava bloqueado');
  throw new CrivoError('OrderNotHeld', { state: orderStanding(order) });
}

/** Says no to whoever asked: the requests that wait are refused, and the order stays held. */
const refuse: Act = async (deps, principal, seen, { reasonCode, note }) => {
  const { branch, order, customerKey } = seen;
  const waiting = await deps.stores.releases.pendingOf(customerKey, branch, order);
  if (waiting.length === 0) throw new CrivoError('ReleaseNotRequested', { state: orderStanding(seen) });
  const why = await reasonText(deps.stores, reasonCode, note);
  for (const asked of waiting) await refuseRelease(releaseDeps(deps), principal, asked, why);
  return { order: seen, releases: waiting.map((asked) => asked.release) };
};

const forceHold: Act = async (deps, { subject }, { branch, order }, { reasonCode, note }) => {
  const reason = await reasonText(deps.stores, reasonCode, note);
  await tellingState(deps, { branch, order }, () => deps.orders.hold({ branch, order }, { subject, reason }));
  return { order: await findOrder(deps, branch, order), releases: [] };
};

export const ACTS: Readonly<Record<HoldAction, Act>> = { release, refuse, forceHold };
