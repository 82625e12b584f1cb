/** Owns `POST /branches/{branch}/receivables/sync/run`: the sync, now. */
import { z } from '@hono/zod-openapi';
import { runSyncNow } from '../../usecases/read-sync';
import { branchParams } from '../params';
import { route } from '../route';
import { syncStartedView } from '../views/sync-view';

const body = z.strictObject({
  everything: z
    .boolean()
    .default(false)
    .describe(
      'Every picture is sent, also those that say nothing new: for a Deps that has lost what it held. Not while a run is under way.',
    ),
});

export const runReceivablesSync = route({
  method: 'post',
  path: '/branches/{branch}/receivables/sync/run',
  summary: 'Send what has changed to Deps now, also where the nightly sync is switched off; a run under way is joined',
  permission: 'receivables:sync',
  params: branchParams,
  body,
  bodyIsOptional: true,
  answer: syncStartedView,
  errors: ['DepsAccountNotFound', 'SyncUnderWay'],
  handle: ({ params, body: wish }, { stores, receivables }) =>
    runSyncNow({ ...stores, receivables }, params.branch, wish),
});
