/** Owns `POST /policies/{policy}/drafts/{draft}/shadow`: a draft runs beside the live policy and decides nothing. */
import { z } from '@hono/zod-openapi';
import { instant } from '../../contracts/primitives';
import { beginShadow, LONGEST_SHADOW_DAYS } from '../../usecases/policy-shadows';
import { backtestDeps } from '../backtest-deps';
import { route } from '../route';
import { shadowView, showShadow } from '../views/backtest-view';
import { draftParams } from '../views/policy-draft-view';

export const beginPolicyShadow = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/shadow',
  summary: 'Judge every new decision on an order by a draft as well, for a time; it holds, tells and buys nothing',
  permission: 'policies:write',
  permissionNote: "`reports:read` where the draft's rules ask what bureaus said",
  params: draftParams,
  body: z
    .strictObject({
      until: instant.describe(`When it ends by itself: at most ${LONGEST_SHADOW_DAYS} days ahead.`),
    })
    .openapi('ShadowRequest'),
  answer: shadowView,
  errors: ['PolicyNotFound', 'PolicyDraftNotFound', 'PolicyInvalid', 'BranchNotFound', 'ShadowUnderWay'],
  handle: async ({ params, body, principal }, deps) =>
    showShadow(await beginShadow(backtestDeps(deps), principal, params, body.until)),
});
