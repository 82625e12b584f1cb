/** Owns what the routes of people and sessions hand to their use cases. */
import { newSecret, secretHash } from '../platform/keyring';
import type { ChangePasswordDeps } from '../usecases/change-password';
import type { ApiKeyDeps } from '../usecases/api-keys';
import type { SignInDeps } from '../usecases/sign-in';
import type { UserGroupDeps } from '../usecases/user-groups';
import type { UserDeps } from '../usecases/users';
import type { ApiDeps } from './deps';

/** How secrets are made, and what is kept of them. */
export const SECRETS = { make: newSecret, hash: secretHash };

export function signInDeps({ stores, signIn, sealer, now }: ApiDeps): SignInDeps & ChangePasswordDeps {
  return {
    users: stores.users,
    sessions: stores.sessions,
    signInAttempts: stores.signInAttempts,
    identity: (purpose, value) => sealer.identity(purpose, value),
    passwords: signIn.passwords,
    longestMs: signIn.timing.longestMs,
    secrets: SECRETS,
    now,
  };
}

export function peopleDeps({ stores, signIn, now }: ApiDeps): UserDeps & UserGroupDeps & ApiKeyDeps {
  const { users, sessions, userGroups, branches, apiKeys } = stores;
  return { users, sessions, userGroups, branches, apiKeys, passwords: signIn.passwords, secrets: SECRETS, now };
}
