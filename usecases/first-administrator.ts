/** Owns the first start: the groups a company begins with, and an administrator whose password is told once. */
import type { UserGroupStore } from '../adapters/mongo/user-group-store';
import type { UserStore } from '../adapters/mongo/user-store';
import type { User } from '../contracts/user';
import { ROLES, type Role } from '../domain/permissions';
import { ADMINISTRATORS, FIRST_GROUPS } from '../domain/user-groups';
import { handOverPassword, type HandedOverDeps } from './handed-over-password';
import { newId } from './new-id';

export interface FirstStartDeps extends HandedOverDeps {
  readonly users: Pick<UserStore, 'hasAny' | 'insert'>;
  readonly userGroups: Pick<UserGroupStore, 'ensure'>;
}

/** Safe to repeat: groups that are there stay as they are. */
export async function ensureFirstGroups({
  userGroups,
  now,
}: Pick<FirstStartDeps, 'userGroups' | 'now'>): Promise<void> {
  const updatedAt = now().toISOString();
  for (const [userGroup, name] of Object.entries(FIRST_GROUPS) as [Role, string][]) {
    await userGroups.ensure({
      userGroup,
      name,
      permissions: ROLES[userGroup],
      requiresSecondFactorSince: null,
      revision: 1,
      updatedAt,
    });
  }
}

/** What to sign in with, once; `null` where there are users already, or another process was quicker. */
export async function ensureFirstAdministrator(
  deps: FirstStartDeps,
  email: string,
): Promise<{ readonly email: string; readonly password: string; readonly validUntil: string } | null> {
  await ensureFirstGroups(deps);
  if (await deps.users.hasAny()) return null;
  const { password, credential } = await handOverPassword(deps);
  const at = credential.changedAt;
  const user: User = {
    user: ADMINISTRATORS,
    name: 'Administrador',
    email,
    userGroups: [ADMINISTRATORS],
    branches: '*',
    isActive: true,
    mustChangePassword: true,
    lastSignInAt: null,
    secondFactorSince: null,
    revision: 1,
    createdAt: at,
    updatedAt: at,
  };
  const audit = { id: newId('aud'), at, subject: 'crivo', kind: 'user', target: user.user, branch: null } as const;
  const after = { userGroups: user.userGroups, branches: user.branches };
  const inserted = await deps.users.insert({ user, credential }, { ...audit, before: null, after });
  return inserted === 'inserted' ? { email, password, validUntil: credential.validUntil ?? at } : null;
}
