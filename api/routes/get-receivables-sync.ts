/** Owns `GET /branches/{branch}/receivables/sync`: where the nightly sync to Deps stands. */
import { readSync } from '../../usecases/read-sync';
import { branchParams } from '../params';
import { route } from '../route';
import { namesOf } from '../views/named-customer';
import { syncOf, syncView } from '../views/sync-view';

export const getReceivablesSync = route({
  method: 'get',
  path: '/branches/{branch}/receivables/sync',
  summary: 'Where the nightly sync to Deps stands: last run, what failed and why, watermark, next run',
  permission: 'receivables:sync',
  params: branchParams,
  answer: syncView,
  errors: ['BranchNotFound'],
  handle: async ({ params, principal }, { stores, sealer, now }) => {
    const reading = await readSync({ ...stores, now }, params.branch);
    const customers = await stores.customers.findMany(reading.failures.map(({ customerKey }) => customerKey));
    return syncOf(reading, namesOf(customers, principal, sealer));
  },
});
