/** Owns what the routes of people and sessions hand to their use cases. */
import { newSecret, secretHash } from '../platform/keyring';
import type { ChangePasswordDeps } from '../usecases/change-password';
import type { ApiKeyDeps } from '../usecases/api-keys';
import type { SecondFactorDeps } from '../usecases/second-factor';
import type { SecondStepDeps } from '../usecases/second-step';
import type { SignInDeps } from '../usecases/sign-in';
import type { UserGroupDeps } from '../usecases/user-groups';
import type { UserDeps } from '../usecases/users';
import type { ApiDeps } from './deps';

/** How secrets are made, and what is kept of them. */
export const SECRETS = { make: newSecret, hash: secretHash };

export function signInDeps(deps: ApiDeps): SignInDeps & SecondStepDeps & SecondFactorDeps & ChangePasswordDeps {
  const { stores, signIn, sealer, now } = deps;
  return {
    secondSteps: stores.secondSteps,
    secondFactors: stores.secondFactors,
    userGroups: stores.userGroups,
    audit: stores.audit,
    codes: signIn.codes,
    sealText: (plain) => sealer.sealText(plain),
    openText: (sealed) => sealer.openText(sealed),
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
  const { users, sessions, secondFactors, userGroups, branches, apiKeys } = stores;
  const { passwords } = signIn;
  return { users, sessions, secondFactors, userGroups, branches, apiKeys, passwords, secrets: SECRETS, now };
}
