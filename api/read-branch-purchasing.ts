/** Owns the reading of a branch's purchasing for its routes, on the branch's own day. */
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { readPurchasing } from '../usecases/purchasing';
import type { ApiDeps } from './deps';
import { purchasingOf } from './views/purchasing-view';

/** Errors: `BranchNotFound`. */
export async function readBranchPurchasing({ stores, now }: ApiDeps, branch: string) {
  const record = await stores.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  const today = dateInZone(now().toISOString(), record.parameters.zone);
  return purchasingOf(branch, await readPurchasing(stores, branch, today));
}
