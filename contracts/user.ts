/** Owns the shapes of people who sign in: users, their groups and their sessions. */
import { z } from 'zod';
import { PERMISSIONS, type Permission } from '../domain/permissions';
import { branchCode, text } from './primitives';

const MAX_BRANCHES = 200;
const MAX_GROUPS = 20;

const unique = (values: readonly string[]) => new Set(values).size === values.length;
const UNIQUE = { message: 'must not repeat a value — send each once' };

/**
 * What audit, histories and the four-eyes rule know a person by, for ever: the name the ERP gives them, as in an order's
 * `seller`. Letters must be in it, so that it is never a CPF.
 */
export const userName = z.string().regex(/^(?=.*[a-z])[a-z0-9][a-z0-9._-]{1,39}$/, {
  message:
    'must be 2 to 40 lower-case letters, digits or . _ - with a letter among them — send the name the ERP knows the person by',
});

/** As it is compared: no case, no space around it. */
export const emailText = z
  .string()
  .max(254)
  .transform((value) => value.trim().toLowerCase())
  .pipe(
    z.string().regex(/^[^\s@"<>]{1,64}@[^\s@"<>]+$/, {
      message: 'must be an e-mail address — send it like ana@empresa.com.br',
    }),
  );

/** Any text may be tried; what is too long for a password isn't hashed. */
export const triedPassword = z.string().min(1).max(1_000);

export const userGroupId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  message: 'must be 1 to 40 lower-case letters, digits or - and begin with a letter — send an id such as analyst',
});

const branchesOf = z.union([z.literal('*'), z.array(branchCode).max(MAX_BRANCHES).refine(unique, UNIQUE)]);

const userFields = {
  name: text(120),
  email: emailText,
  userGroups: z.array(userGroupId).max(MAX_GROUPS).refine(unique, UNIQUE),
  branches: branchesOf,
};

/** Body of `POST /users`. */
export const userBodySchema = z.strictObject({ user: userName, ...userFields });
export type UserBody = z.infer<typeof userBodySchema>;

/** Body of `PATCH /users/{user}`: what is not sent stays. */
export const userChangeSchema = z
  .strictObject({ ...userFields, isActive: z.boolean() })
  .partial()
  .extend({ revision: z.int().min(1) });
export type UserChange = z.infer<typeof userChangeSchema>;

/** Body of `PUT /user-groups/{userGroup}`. */
export const userGroupBodySchema = z.strictObject({
  name: text(80),
  permissions: z
    .array(z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]))
    .max(Object.keys(PERMISSIONS).length)
    .refine(unique, UNIQUE),
  requiresSecondFactor: z
    .boolean()
    .optional()
    .describe('Who is in the group sets up a second factor at the next sign-in by password. Not sent: stays.'),
  /** The revision it was read at; 0 for a new group. */
  revision: z.int().min(0),
});
export type UserGroupBody = z.infer<typeof userGroupBodySchema>;

/** Body of `POST /session`. */
export const signInSchema = z.strictObject({ email: emailText, password: triedPassword });
export type SignInBody = z.infer<typeof signInSchema>;

/** Body of `POST /session/oidc`. */
export const providerSignInSchema = z.strictObject({
  answer: z.string().min(1).max(8_000).describe('The query of the address the provider sent the browser back to.'),
});

/** Body of `PUT /session/password`. */
export const passwordChangeSchema = z.strictObject({ currentPassword: triedPassword, newPassword: triedPassword });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

/** Body of `POST /api-keys`: of a person, by that person; or of a program, under a name that nobody has. */
export const apiKeyBodySchema = z.strictObject({
  name: text(80),
  subject: userName,
  userGroups: userFields.userGroups,
  branches: branchesOf,
});
export type ApiKeyBody = z.infer<typeof apiKeyBodySchema>;

/** A key as it may be told: of its secret nothing is known any more. */
export interface ApiKey {
  readonly key: string;
  readonly name: string;
  readonly subject: string;
  readonly userGroups: readonly string[];
  readonly branches: '*' | readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
}

/** A person as stored, without what they sign in with. */
export interface User {
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly userGroups: readonly string[];
  readonly branches: '*' | readonly string[];
  /** A person who is switched off has no sessions and no keys, and gets none. */
  readonly isActive: boolean;
  /** Handed over by an administrator and not yet replaced by one of their own. */
  readonly mustChangePassword: boolean;
  readonly lastSignInAt: string | null;
  /** Null without a second factor; it is turned on and off by steps of its own. */
  readonly secondFactorSince: string | null;
  /** Rises with each change; a change names the one it was made from. */
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a person signs in with. `validUntil` ends one that was handed over; UTC instant. */
export interface Credential {
  readonly hash: string;
  readonly validUntil: string | null;
  readonly changedAt: string;
}

/** An account of the identity provider, as its issuer knows it: of the subject there is a keyed hash. */
export interface ProviderAccount {
  readonly issuer: string;
  readonly subjectHash: string;
}

/** A group as stored: "Grupo de Usuários". */
export interface UserGroup {
  readonly userGroup: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Who signs in by password since then needs a second factor; null where it is left to each person. */
  readonly requiresSecondFactorSince: string | null;
  readonly revision: number;
  readonly updatedAt: string;
}

/** How a session was begun. */
export const SIGN_IN_WAYS = ['password', 'oidc'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** A browser that is signed in. `endsAt` is the latest, whatever is done until then. */
export interface Session {
  readonly session: string;
  readonly user: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly endsAt: string;
  /** What the browser says it is, cut short. */
  readonly browser: string | null;
  readonly by: SignInWay;
}
