/** Owns what a first start finds: the shipped policy, two branches, one person and one API key per role. For one machine only. */
import { argon2Passwords } from '../../adapters/auth/passwords';
import { openDatabase } from '../../adapters/mongo/database';
import { mongoStores, type Stores } from '../../adapters/mongo/stores';
import { branchParametersSchema } from '../../contracts/branch';
import type { User } from '../../contracts/user';
import { ROLES, type Role } from '../../domain/permissions';
import { loadConfig } from '../../platform/config';
import { Keyring, secretHash } from '../../platform/keyring';
import { defaultPolicy } from '../../rules/default-policy';
import { ensureFirstGroups } from '../../usecases/first-administrator';
import { newId } from '../../usecases/new-id';
import { ensurePolicy } from '../../usecases/publish-policy';
import { DEFAULT_POLICY, putBranch } from '../../usecases/put-branch';

export interface SeedOptions {
  readonly mongodbUri: string;
  readonly database: string;
  readonly company: string;
  /** As in `CRIVO_KEYS`. */
  readonly keys: string;
}

export interface DemoUser {
  readonly role: Role;
  readonly subject: string;
  readonly key: string;
  /** What the person signs in with. */
  readonly email: string;
  readonly password: string;
}

const BRANCHES = { '01': 'Matriz', '02': 'Filial Campinas' } as const;
/** Short enough to be typed. */
const PASSWORD_LENGTH = 12;
const now = () => new Date();

/** Safe to repeat: what is there stays as it is, and the same installation gets the same keys again. */
export async function seedDemo(options: SeedOptions): Promise<DemoUser[]> {
  const database = await openDatabase({ uri: options.mongodbUri, name: options.database });
  try {
    const stores = mongoStores(database);
    await ensurePolicy({ policies: stores.policies, now }, DEFAULT_POLICY, defaultPolicy());
    for (const [branch, name] of Object.entries(BRANCHES)) await seedBranch(stores, branch, name);
    const users = demoUsers(options);
    await ensureFirstGroups({ userGroups: stores.userGroups, now });
    for (const user of users) await seedUser(stores, user);
    return users;
  } finally {
    await database.close();
  }
}

async function seedBranch(stores: Stores, branch: string, name: string): Promise<void> {
  if ((await stores.branches.find(branch)) !== null) return;
  await putBranch({ ...stores, now }, 'seed', branch, branchParametersSchema.parse({ name }));
}

const NAMES: Readonly<Record<Role, string>> = {
  seller: 'Vera Vendedora',
  analyst: 'Ana Analista',
  manager: 'Gil Gerente',
  integrator: 'Ivo Integrador',
  administrator: 'Ada Administradora',
};

async function seedUser(stores: Stores, demo: DemoUser): Promise<void> {
  const { role, subject, key, email } = demo;
  const permissions = ROLES[role];
  await stores.apiKeys.put(secretHash(key), { subject, userGroups: [role], permissions, branches: '*' });
  if ((await stores.users.find(subject)) !== null) return;
  const at = now().toISOString();
  const credential = { hash: await argon2Passwords().hash(demo.password), validUntil: null, changedAt: at };
  const groups = { userGroups: [role], branches: '*' } as const;
  const since = { lastSignInAt: null, secondFactorSince: null, revision: 1, createdAt: at, updatedAt: at };
  const user: User = {
    user: subject,
    name: NAMES[role],
    email,
    ...groups,
    isActive: true,
    mustChangePassword: false,
    ...since,
  };
  const audit = { id: newId('aud'), at, subject: 'seed', kind: 'user', target: subject, branch: null } as const;
  await stores.users.insert({ user, credential }, { ...audit, before: null, after: groups });
}

/** Derived from the installation's keys, so that nothing secret is kept beside them. */
function demoUsers({ company, keys, mongodbUri }: SeedOptions): DemoUser[] {
  const config = loadConfig({ MONGODB_URI: mongodbUri, TEMPORAL_ADDRESS: 'unused:1', CRIVO_KEYS: keys });
  const keyring = new Keyring(config.CRIVO_KEYS);
  const secret = (role: Role) => ['a', 'b'].map((half) => keyring.identity(`demo key ${half}`, `${company}/${role}`));
  return (Object.keys(ROLES) as Role[]).map((role) => ({
    role,
    subject: `demo-${role}`,
    key: `crv_${secret(role).join('')}`,
    email: `${role}@demo.crivo`,
    password: keyring.identity('demo password', `${company}/${role}`).slice(0, PASSWORD_LENGTH).toLowerCase(),
  }));
}
