/** Owns what the routes of releases hand to their use cases, and how they find one. */
import type { Release, ReleaseRequestBody } from '../contracts/release';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import type { AskedRelease, ReleaseDeps } from '../usecases/releases';
import { creditChange } from '../usecases/release-news';
import type { ApiDeps } from './deps';
import { tellingState } from './find-order';

export function releaseDeps({ stores, credit }: Pick<ApiDeps, 'stores' | 'credit'>): ReleaseDeps {
  const { sales, releases, delegations, reasonCodes } = stores;
  return { credit, sales, releases, delegations, reasonCodes };
}

/** Errors: `ReleaseNotFound`, also for one of a branch that the caller doesn't see. */
export async function findRelease(
  { stores }: Pick<ApiDeps, 'stores'>,
  principal: Principal,
  id: string,
): Promise<Release> {
  const found = await stores.releases.find(id);
  if (found === null || !sees(principal, found.branch)) throw new CrivoError('ReleaseNotFound');
  return found;
}

/** The customer by key, whichever way it was told. Errors: `BranchNotFound`, `InvalidRequest`. */
export function askedOf(
  { identifier, now }: Pick<ApiDeps, 'identifier' | 'now'>,
  principal: Principal,
  { document, customerKey, ...asked }: ReleaseRequestBody,
): AskedRelease {
  if (!sees(principal, asked.branch)) throw new CrivoError('BranchNotFound');
  if (document !== undefined && customerKey !== undefined) {
    const finding = { at: 'customerKey', message: 'is sent together with document', fix: 'send one of them' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  const told = document === undefined ? (customerKey ?? null) : identifier.identify(document, now()).customerKey;
  return { ...asked, customerKey: told };
}

/**
 * Has the order that was released judged again, so that the answer tells how it stands. The relay does so all the same:
 * what fails here (the order was cancelled meanwhile, Temporal is away) takes nothing from the release.
 */
export async function judgeReleased(deps: ApiDeps, subject: string, release: Release) {
  const { branch, scope } = release;
  if (scope.kind !== 'order') return null;
  const at = { branch, order: scope.order };
  const order = await deps.stores.orders.find(branch, scope.order);
  if (order === null) return null;
  try {
    await tellingState(deps, at, () => deps.orders.reevaluate(at, { subject, byCurrentPolicy: false }));
    await deps.stores.releases.clearOutbox([{ id: release.release, entryIds: [creditChange(release).id] }]);
  } catch (error) {
    deps.log.warn({ err: error, release: release.release }, 'a released order is judged again by the relay only');
  }
  return (await deps.stores.orders.find(branch, scope.order)) ?? order;
}
