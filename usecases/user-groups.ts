/** Owns the changing of user groups: what they may, by the names of the manuals, with an audit entry of each change. */
import { type UserGroupStore } from '../adapters/mongo/user-group-store';
import type { UserGroup, UserGroupBody } from '../contracts/user';
import { CrivoError } from '../domain/errors';
import { ROLES, type Principal } from '../domain/permissions';
import { ADMINISTRATORS, permissionsOfGroup } from '../domain/user-groups';
import { demandHolds } from './grants';
import { newId } from './new-id';
import { laterThan } from './version-time';

export interface UserGroupDeps {
  readonly userGroups: Pick<UserGroupStore, 'find' | 'list' | 'put'>;
  readonly now: () => Date;
}

/** As many as a company may have. */
const MOST_GROUPS = 100;

/**
 * Counts at once for all who are in it. The administrators' may be renamed only: they may all there is. Errors:
 * `UserGroupChanged`, `UserGroupNotFound` for a revision of a group that isn't there, `TooManyUserGroups`,
 * `PermissionDenied` for what the caller hasn't, before or after.
 */
export async function putUserGroup(
  { userGroups, now }: UserGroupDeps,
  admin: Principal,
  id: string,
  { revision, name, permissions, requiresSecondFactor }: UserGroupBody,
): Promise<UserGroup> {
  const before = await userGroups.find(id);
  if (before === null && revision > 0) throw new CrivoError('UserGroupNotFound', { state: { userGroup: id } });
  if (before !== null && before.revision !== revision)
    throw new CrivoError('UserGroupChanged', { state: { revision: before.revision } });
  const given = id === ADMINISTRATORS ? ROLES.administrator : permissions;
  demandHolds(admin, { permissions: [...given, ...permissionsOfGroup(id, before?.permissions ?? [])], branches: '*' });
  if (before === null && (await userGroups.list()).length >= MOST_GROUPS) throw new CrivoError('TooManyUserGroups');
  const updatedAt = laterThan(before?.updatedAt ?? null, now());
  const demandedBefore = before?.requiresSecondFactorSince ?? null;
  const isDemanded = requiresSecondFactor ?? demandedBefore !== null;
  const requiresSecondFactorSince = isDemanded ? (demandedBefore ?? updatedAt) : null;
  const said = { name, permissions: given, requiresSecondFactorSince };
  const after: UserGroup = { userGroup: id, ...said, revision: revision + 1, updatedAt };
  const audit = { id: newId('aud'), at: updatedAt, subject: admin.subject, kind: 'userGroup', target: id } as const;
  if (await userGroups.put(after, { ...audit, branch: null, before, after })) return after;
  throw new CrivoError('UserGroupChanged');
}
