/** Owns `POST /branches/{branch}/receivables/sync/run`: the sync, now. */
import { runSyncNow } from '../../usecases/read-sync';
import { branchParams } from '../params';
import { route } from '../route';
import { syncStartedView } from '../views/sync-view';

export const runReceivablesSync = route({
  method: 'post',
  path: '/branches/{branch}/receivables/sync/run',
  summary: 'Send what has changed to Deps now; a run that is under way is joined',
  permission: 'receivables:sync',
  params: branchParams,
  answer: syncStartedView,
  errors: ['DepsAccountNotFound'],
  handle: ({ params }, { stores, receivables }) => runSyncNow({ ...stores, receivables }, params.branch),
});
