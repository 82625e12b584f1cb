/** Owns how users, their sessions, their groups and API keys are told. */
import { z } from '@hono/zod-openapi';
import { SIGN_IN_WAYS, type ApiKey, type Session, type User, type UserGroup } from '../../contracts/user';
import { PERMISSIONS, type Permission } from '../../domain/permissions';
import { permissionsOfGroup, ADMINISTRATORS } from '../../domain/user-groups';
import type { WithPassword } from '../../usecases/users';

const BRANCHES = 'Codes of branches, or * for all, also those to come.';
const branches = z.union([z.literal('*'), z.array(z.string())]).describe(BRANCHES);
const instant = z.string().describe('UTC instant.');

const userShape = {
  user: z.string().describe('What audit and histories know the person by, for ever.'),
  name: z.string(),
  email: z.string().describe('What the person signs in with.'),
  userGroups: z.array(z.string()).describe('Ids of user groups.'),
  branches,
  isActive: z.boolean().describe('False: switched off, without sessions and without keys.'),
  mustChangePassword: z.boolean().describe('The password was handed over and not yet replaced.'),
  lastSignInAt: z.string().nullable().describe('UTC instant; null for never.'),
  secondFactorSince: z.string().nullable().describe('Second factor on since then, UTC instant; null for off.'),
  revision: z.number().describe('To be sent back with a change.'),
  createdAt: instant,
  updatedAt: instant,
};

export const userView = z.object(userShape).openapi('User');

/** The password stands in this answer alone. */
export const userWithPasswordView = z
  .object({
    ...userShape,
    password: z.string().describe('Good once, to choose another. Told here alone.'),
    passwordValidUntil: instant,
  })
  .openapi('UserWithPassword');

export function userOf(user: User): z.input<typeof userView> {
  return { ...user, userGroups: [...user.userGroups], branches: listed(user.branches) };
}

export function userWithPasswordOf({ user, password, validUntil }: WithPassword) {
  return { ...userOf(user), password, passwordValidUntil: validUntil };
}

export const openSessionView = z
  .object({
    session: z.string(),
    startedAt: instant,
    lastSeenAt: z.string().describe('UTC instant, to the minute.'),
    endsAt: z.string().describe('UTC instant: over then at the latest.'),
    browser: z.string().nullable().describe('What the browser says it is.'),
    by: z.enum(SIGN_IN_WAYS).describe('How the person signed in: oidc is by the identity provider.'),
    isOwn: z.boolean().describe('The one of this very request.'),
  })
  .openapi('OpenSession');

export function openSessionOf({ user: _user, ...session }: Session, own: string | undefined) {
  return { ...session, isOwn: session.session === own };
}

const permissionName = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

export const permissionView = z.object({
  permission: permissionName,
  name: z.string().describe('As the manuals call it, in Portuguese.'),
});

/** All there are, in the order of the manuals' screens. */
export const ALL_PERMISSIONS = Object.entries(PERMISSIONS).map(([permission, name]) => ({
  permission: permission as Permission,
  name,
}));

export const userGroupView = z
  .object({
    userGroup: z.string(),
    name: z.string().describe('As people know the group.'),
    permissions: z.array(permissionName),
    requiresSecondFactor: z
      .boolean()
      .describe('Who is in the group sets up a second factor at the next sign-in by password.'),
    isFixed: z.boolean().describe('May all there is, and can only be renamed.'),
    revision: z.number().describe('To be sent back with a change.'),
    updatedAt: instant,
  })
  .openapi('UserGroup');

export function userGroupOf({ userGroup, name, permissions, requiresSecondFactorSince, ...rest }: UserGroup) {
  const held = [...permissionsOfGroup(userGroup, permissions)];
  const requiresSecondFactor = requiresSecondFactorSince !== null;
  const isFixed = userGroup === ADMINISTRATORS;
  return { userGroup, name, permissions: held, requiresSecondFactor, isFixed, ...rest };
}

const apiKeyShape = {
  key: z.string().describe('The key is known by this; it is not the secret.'),
  name: z.string(),
  subject: z.string().describe('Who acts by it: a person, or a program.'),
  userGroups: z.array(z.string()).describe('It may what these may, and no more than its person.'),
  branches,
  createdBy: z.string(),
  createdAt: instant,
};

export const apiKeyView = z.object(apiKeyShape).openapi('ApiKey');
/** The secret stands in this answer alone. */
export const apiKeyWithSecretView = z
  .object({ ...apiKeyShape, secret: z.string().describe('To be sent as a bearer. Told here alone.') })
  .openapi('ApiKeyWithSecret');

export function apiKeyOf(key: ApiKey): z.input<typeof apiKeyView> {
  return { ...key, userGroups: [...key.userGroups], branches: listed(key.branches) };
}

function listed(codes: '*' | readonly string[]): '*' | string[] {
  return codes === '*' ? codes : [...codes];
}
