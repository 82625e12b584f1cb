/** Owns `POST /policies/{policy}/publish`: the next version, live in every branch that uses the policy. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { sees, type Principal } from '../../domain/permissions';
import { publishPolicy as publish } from '../../usecases/publish-policy';
import type { ApiDeps } from '../deps';
import { policyText } from '../params';
import { findingView } from '../problem';
import { route } from '../route';
import { publicationView } from './list-policies';

export const publishPolicy = route({
  method: 'post',
  path: '/policies/{policy}/publish',
  summary: 'Publish the next version of a policy',
  permission: 'policies:publish',
  params: z.strictObject({ policy: policyText }),
  body: z
    .strictObject({
      /** The version this one was made from; 0 for a new policy. Another publication meanwhile is a conflict. */
      basedOn: z.int().min(0).max(1_000_000),
      document: z.record(z.string(), z.unknown()),
    })
    .openapi('PublishRequest'),
  answer: publicationView.extend({ warnings: z.array(findingView) }),
  errors: ['PolicyInvalid', 'PolicyVersionConflict'],
  handle: async ({ params, body, principal }, deps) => {
    await requireAllItsBranches(deps, principal, params.policy);
    const { policies } = deps.stores;
    const published = await publish(
      { policies, now: deps.now },
      principal.subject,
      params.policy,
      body.basedOn,
      body.document,
    );
    return { ...published, warnings: [...published.warnings] };
  },
});

/** A version is live at once in every branch that uses the policy, so only who sees them all may publish it. */
async function requireAllItsBranches(deps: ApiDeps, principal: Principal, policy: string): Promise<void> {
  if (principal.branches === '*') return;
  const using = (await deps.stores.branches.list()).filter((record) => record.policy.id === policy);
  if (using.every(({ branch }) => sees(principal, branch))) return;
  throw new CrivoError('PermissionDenied', {}, "The policy is used by branches that are not this caller's.");
}
