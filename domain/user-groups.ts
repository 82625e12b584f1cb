/** Owns the groups a company begins with, and what a person may by all of theirs. */
import { PERMISSIONS, ROLES, type Permission, type Role } from './permissions';

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

/** What the group with this id may, with the permissions that are stored for it. */
export function permissionsOfGroup(userGroup: string, stored: readonly Permission[]): readonly Permission[] {
  if (userGroup === ADMINISTRATORS) return ROLES.administrator;
  return stored.filter((permission) => Object.hasOwn(PERMISSIONS, permission));
}

/** All that any of the groups may, each once, in the order of the list of permissions. */
export function permissionsOfGroups(
  groups: readonly { readonly userGroup: string; readonly permissions: readonly Permission[] }[],
): readonly Permission[] {
  const all = new Set(groups.flatMap(({ userGroup, permissions }) => permissionsOfGroup(userGroup, permissions)));
  return ROLES.administrator.filter((permission) => all.has(permission));
}
