/** Owns `GET /policies/{policy}/drafts/{draft}/shadow`: what a draft would have decided otherwise so far. */
import { findShadow } from '../../usecases/policy-shadows';
import { backtestDeps } from '../backtest-deps';
import { route } from '../route';
import { shadowView, showShadow } from '../views/backtest-view';
import { draftParams } from '../views/policy-draft-view';

export const getPolicyShadow = route({
  method: 'get',
  path: '/policies/{policy}/drafts/{draft}/shadow',
  summary: 'Read what a draft beside the live policy would have decided otherwise',
  permission: 'policies:read',
  params: draftParams,
  answer: shadowView,
  errors: ['ShadowNotFound'],
  handle: async ({ params, principal }, deps) => showShadow(await findShadow(backtestDeps(deps), principal, params)),
});
