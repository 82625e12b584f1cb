/** Owns the API keys of a suite: one per role, of all branches, and the groups that people are in. */
import type { Stores } from '../../adapters/mongo/stores';
import { ROLES, type Role } from '../../domain/permissions';
import { newSecret, secretHash } from '../../platform/keyring';
import { ensureFirstGroups } from '../../usecases/first-administrator';

/** Made anew at each call. */
export async function roleKeys(stores: Stores): Promise<Record<Role, string>> {
  await ensureFirstGroups({ userGroups: stores.userGroups, now: () => new Date() });
  const entries = await Promise.all(
    (Object.keys(ROLES) as Role[]).map(async (role) => {
      const key = `crv_${newSecret()}`;
      const principal = {
        subject: `test-${role}`,
        userGroups: [role],
        permissions: ROLES[role],
        branches: '*' as const,
      };
      await stores.apiKeys.put(secretHash(key), principal);
      return [role, key] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<Role, string>;
}
