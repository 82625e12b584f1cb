/** Owns what a first start finds: the shipped policy, two branches, and one API key per role. For one machine only. */
import { openDatabase } from '../../adapters/mongo/database';
import { mongoStores, type Stores } from '../../adapters/mongo/stores';
import { branchParametersSchema } from '../../contracts/branch';
import { ROLES, type Role } from '../../domain/permissions';
import { loadConfig } from '../../platform/config';
import { Keyring, secretHash } from '../../platform/keyring';
import { defaultPolicy } from '../../rules/default-policy';
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
}

const BRANCHES = { '01': 'Matriz', '02': 'Filial Campinas' } as const;
const now = () => new Date();

/** Safe to repeat: what is there stays as it is, and the same installation gets the same keys again. */
export async function seedDemo(options: SeedOptions): Promise<DemoUser[]> {
  const database = await openDatabase({ uri: options.mongodbUri, name: options.database });
  try {
    const stores = mongoStores(database);
    await ensurePolicy({ policies: stores.policies, now }, DEFAULT_POLICY, defaultPolicy());
    for (const [branch, name] of Object.entries(BRANCHES)) await seedBranch(stores, branch, name);
    const users = demoUsers(options);
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

async function seedUser(stores: Stores, { role, subject, key }: DemoUser): Promise<void> {
  const permissions = ROLES[role];
  await stores.apiKeys.put(secretHash(key), { subject, userGroups: [role], permissions, branches: '*' });
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
  }));
}
