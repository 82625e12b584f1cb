/** Owns the groups a company begins with, and what a person may by all of theirs. */
import { PERMISSIONS, ROLES, type Permission, type Principal, type Role } from './permissions';

/** The one group that can't be changed or emptied: it may all there is, also what comes with a later version. */
export const ADMINISTRATORS = 'administrator' satisfies Role;

/** The roles' Portuguese names; a company changes the groups as it needs them. */
export const FIRST_GROUPS: Readonly<Record<Role, string>> = {
  seller: 'Vendedores',
  analyst: 'Analistas de crédito',
  manager: 'Gerentes de crédito',
  integrator: 'Integração (ERP)',
  administrator: 'Administradores',
};

/** A group as far as permissions go. */
export interface GroupPermissions {
  readonly userGroup: string;
  readonly permissions: readonly Permission[];
}

/** What the group with this id may, with the permissions that are stored for it. */
export function permissionsOfGroup(userGroup: string, stored: readonly Permission[]): readonly Permission[] {
  if (userGroup === ADMINISTRATORS) return ROLES.administrator;
  return stored.filter((permission) => Object.hasOwn(PERMISSIONS, permission));
}

/** All that any of the groups may, each once, in the order of the list of permissions. */
export function permissionsOfGroups(groups: readonly GroupPermissions[]): readonly Permission[] {
  const all = new Set(groups.flatMap(({ userGroup, permissions }) => permissionsOfGroup(userGroup, permissions)));
  return ROLES.administrator.filter((permission) => all.has(permission));
}

/** A key never gives more than the person it belongs to has now. */
export function withinPerson(key: Principal, person: Principal): Principal {
  return {
    subject: key.subject,
    userGroups: key.userGroups.filter((group) => person.userGroups.includes(group)),
    permissions: key.permissions.filter((permission) => person.permissions.includes(permission)),
    branches: commonBranches(key.branches, person.branches),
  };
}

/** True where nothing is given that the giver hasn't: nobody makes somebody mightier than themselves. */
export function holdsAll(
  giver: Pick<Principal, 'permissions' | 'branches'>,
  given: Pick<Principal, 'permissions' | 'branches'>,
): boolean {
  if (!given.permissions.every((permission) => giver.permissions.includes(permission))) return false;
  if (giver.branches === '*') return true;
  const { branches } = giver;
  return given.branches !== '*' && given.branches.every((branch) => branches.includes(branch));
}

function commonBranches(one: Principal['branches'], other: Principal['branches']): Principal['branches'] {
  if (one === '*') return other;
  return other === '*' ? one : one.filter((branch) => other.includes(branch));
}
