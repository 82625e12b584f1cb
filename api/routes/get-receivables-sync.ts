/** Owns `GET /branches/{branch}/receivables/sync`: where the nightly sync to Deps stands. */
import { readSync } from '../../usecases/read-sync';
import { branchParams } from '../params';
import { route } from '../route';
import { syncView } from '../views/sync-view';

export const getReceivablesSync = route({
  method: 'get',
  path: '/branches/{branch}/receivables/sync',
  summary: 'Where the nightly sync to Deps stands: last run, what failed and why, watermark, next run',
  permission: 'receivables:sync',
  params: branchParams,
  answer: syncView,
  errors: ['BranchNotFound', 'DepsAccountNotFound'],
  handle: async ({ params }, { stores, now }) => {
    const reading = await readSync({ ...stores, now }, params.branch);
    return { ...reading, failures: [...reading.failures] };
  },
});
