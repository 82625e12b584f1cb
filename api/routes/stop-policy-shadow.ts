/** Owns `DELETE /policies/{policy}/drafts/{draft}/shadow`: a draft runs beside the live policy no more. */
import { stopShadow } from '../../usecases/policy-shadows';
import { backtestDeps } from '../backtest-deps';
import { route } from '../route';
import { shadowView, showShadow } from '../views/backtest-view';
import { draftParams } from '../views/policy-draft-view';

export const stopPolicyShadow = route({
  method: 'delete',
  path: '/policies/{policy}/drafts/{draft}/shadow',
  summary: 'Stop a draft that runs beside the live policy; what it has counted stays to be read',
  permission: 'policies:write',
  params: draftParams,
  answer: shadowView,
  errors: ['ShadowNotFound'],
  handle: async ({ params, principal }, deps) => showShadow(await stopShadow(backtestDeps(deps), principal, params)),
});
