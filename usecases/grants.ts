/** Owns what may be given to users and keys: groups and branches that are there, and nothing the giver hasn't. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { UserGroupStore } from '../adapters/mongo/user-group-store';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { holdsAll, permissionsOfGroups } from '../domain/user-groups';

export interface GrantDeps {
  readonly userGroups: Pick<UserGroupStore, 'findAll'>;
  readonly branches: Pick<BranchStore, 'find'>;
}

/** Groups and branches of a person or a key. */
export interface Granted {
  readonly userGroups: readonly string[];
  readonly branches: '*' | readonly string[];
}

/** Errors: `UserGroupNotFound` and `BranchNotFound`, which name it in `state`; `PermissionDenied`. */
export async function demandGrantable(deps: GrantDeps, giver: Principal, granted: Granted): Promise<void> {
  const groups = await deps.userGroups.findAll(granted.userGroups);
  const missing = granted.userGroups.find((id) => !groups.some(({ userGroup }) => userGroup === id));
  if (missing !== undefined) throw new CrivoError('UserGroupNotFound', { state: { userGroup: missing } });
  for (const branch of granted.branches === '*' ? [] : granted.branches) {
    if ((await deps.branches.find(branch)) === null) throw new CrivoError('BranchNotFound', { state: { branch } });
  }
  demandHolds(giver, { permissions: permissionsOfGroups(groups), branches: granted.branches });
}

/** Of somebody who is there: groups that are gone give nothing. Errors: `PermissionDenied`. */
export async function demandMightier(
  deps: Pick<GrantDeps, 'userGroups'>,
  giver: Principal,
  held: Granted,
): Promise<void> {
  const permissions = permissionsOfGroups(await deps.userGroups.findAll(held.userGroups));
  demandHolds(giver, { permissions, branches: held.branches });
}

/** Errors: `PermissionDenied`. */
export function demandHolds(giver: Principal, given: Pick<Principal, 'permissions' | 'branches'>): void {
  if (holdsAll(giver, given)) return;
  throw new CrivoError('PermissionDenied', {}, 'Nobody gives or takes permissions or branches that they don’t have.');
}
