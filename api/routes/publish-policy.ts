/** Owns `POST /policies/{policy}/publish`: the next version, live in every branch that uses the policy. */
import { z } from '@hono/zod-openapi';
import { publishPolicy as publish } from '../../usecases/publish-policy';
import { policyText } from '../params';
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
  answer: publicationView,
  errors: ['PolicyInvalid', 'PolicyVersionConflict'],
  handle: ({ params, body, principal }, deps) =>
    publish(
      { policies: deps.stores.policies, now: deps.now },
      principal.subject,
      params.policy,
      body.basedOn,
      body.document,
    ),
});
