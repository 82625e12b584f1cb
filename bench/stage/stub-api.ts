/** Owns the API of P7, a process of its own: all of ours but the stores, which are held in memory. */
import { serve } from '@hono/node-server';
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { apiKeyIdentity } from '../../adapters/auth/identity';
import { createApp } from '../../api/app';
import type { ApiDeps } from '../../api/deps';
import { branchParametersSchema } from '../../contracts/branch';
import { memoryCreditStores } from '../../dev/memory-stores/credit-stores';
import { ROLES } from '../../domain/permissions';
import { Keyring, secretHash } from '../../platform/keyring';
import { createLogger } from '../../platform/logger';
import { defaultPolicy } from '../../rules/default-policy';
import { contentHash } from '../../usecases/content-hash';
import { identifier } from '../../usecases/identify-customer';
import { API_KEY, BRANCH, DOCUMENT, LIMIT_CENTS } from './credit-check-case';
import { STUB_PORTAL, STUB_SPC } from '../../test/support/deps-portal';

const NOW = '2026-01-02T12:00:00.000Z';

/** What a credit check doesn't turn to. */
const unused = {};

async function main(port: number): Promise<void> {
  const document = defaultPolicy();
  const policy = { id: document.id, version: 1, document, hash: contentHash(document) };
  const record = { ...policy, publishedAt: NOW, publishedBy: 'bench' };
  const parameters = branchParametersSchema.parse({ name: 'Matriz' });
  const holidays = createHolidayBook();
  const keyring = new Keyring([{ id: 'b1', bytes: Buffer.alloc(32, 1) }]);
  const now = () => new Date();
  const stores = memoryCreditStores({
    branches: [{ branch: BRANCH, parameters, policy: { id: policy.id, version: 1 }, updatedAt: NOW }],
    policies: [record],
    calendarOf: (own) => holidays.calendar(own),
    now,
  });
  // The ones for replays copy what they hold; here nothing is written.
  const exposure = await stores.exposures.peek('none', 'none');
  const credit = { ...stores, exposures: { ...stores.exposures, peek: async () => exposure } };
  const customers = identifier('bench', keyring);
  const limit = { kind: 'amount', amountCents: LIMIT_CENTS, validUntil: null } as const;
  await credit.customers.ensure({ ...customers.identify(DOCUMENT, now()), limit });
  const permissions = ROLES.administrator;
  const principal = { subject: 'bench', userGroups: [], permissions, branches: '*' as const };
  const app = createApp({
    stores: unused as ApiDeps['stores'],
    credit,
    orders: unused as ApiDeps['orders'],
    webhooks: unused as ApiDeps['webhooks'],
    depsPortal: STUB_PORTAL,
    spcPortal: STUB_SPC,
    buying: unused as ApiDeps['buying'],
    backtests: { start: () => Promise.reject(new Error('nothing is back-tested here')) },
    receivables: { run: () => Promise.reject(new Error('nothing is synced here')) },
    events: { open: () => Promise.reject(new Error('nobody listens here')) },
    identity: {
      ...apiKeyIdentity(
        { findBySecretHash: async (hash) => (hash === secretHash(API_KEY) ? principal : null) },
        Date.now,
      ),
      ofSession: async () => null,
    },
    signIn: unused as ApiDeps['signIn'],
    identifier: customers,
    sealer: keyring,
    isUnreachable: () => false,
    now,
    log: createLogger('api', { LOG_LEVEL: 'info' }),
    parts: async () => ({}),
  });
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
  process.once('SIGINT', () => process.exit());
}

main(Number(process.argv[2])).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
