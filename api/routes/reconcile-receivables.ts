/** Owns `GET /branches/{branch}/receivables/reconciliation`: ledger, last picture sent, picture read back. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { depsLogin } from '../../usecases/deps-login';
import { reconcileReceivables as reconcile } from '../../usecases/reconcile-receivables';
import { branchParams, customerKeyText } from '../params';
import { route } from '../route';
import { namesOf } from '../views/named-customer';
import { reconciliationView } from '../views/reconciliation-view';

/** Deps is asked for each customer, one after the other, at the account's pace. */
const query = z.strictObject({
  after: customerKeyText.exactOptional(),
  limit: z
    .string()
    .regex(/^(?:[1-9]|1\d|20)$/, { message: 'must be a whole number from 1 to 20' })
    .default('10')
    .transform(Number),
});

export const reconcileReceivables = route({
  method: 'get',
  path: '/branches/{branch}/receivables/reconciliation',
  summary: 'Compare ledger, last picture sent and picture held by Deps, customer by customer',
  permission: 'receivables:sync',
  params: branchParams,
  query,
  answer: reconciliationView,
  errors: ['BranchNotFound', 'DepsAccountNotFound'],
  handle: async ({ params, query: { after = '', limit }, principal }, { stores, credit, depsPortal, sealer, now }) => {
    const deps = {
      ...stores,
      calendarOf: credit.calendarOf,
      deps: depsPortal.client,
      loginOf: (account: Parameters<typeof depsLogin>[0]) => depsLogin(account, sealer),
      opener: sealer,
      now,
      pause: (ms: number) => wait(ms),
    };
    const found = await reconcile(deps, params.branch, { after, limit });
    const keys = found.customers.map(({ customerKey }) => customerKey);
    const nameOf = namesOf(await stores.customers.findMany(keys), principal, sealer);
    const customers = found.customers.map((one) => ({ ...one, customer: nameOf(one.customerKey) }));
    return reconciliationView.parse({ ...found, customers });
  },
});
