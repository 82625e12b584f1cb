/** Owns `GET /decisions/{decision}`: the whole record, with every fact, its age and each condition's actual value. */
import { z } from '@hono/zod-openapi';
import { orderStateSchema } from '../../contracts/order';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';

const named = { decision: z.string(), branch: z.string(), at: z.string() };

export const getDecision = route({
  method: 'get',
  path: '/decisions/{decision}',
  summary: 'Read a decision with its facts and evidence',
  permission: 'decisions:read',
  params: z.strictObject({ decision: decisionText }),
  answer: z
    .union([
      z.looseObject({ kind: z.literal('order'), ...named, order: z.string(), state: orderStateSchema }),
      z.looseObject({ kind: z.literal('sale'), ...named, sale: z.string(), allowed: z.boolean() }),
    ])
    .openapi('Decision'),
  errors: ['DecisionNotFound'],
  handle: async ({ params, principal }, deps) => {
    const record = await visibleDecision(deps, principal, params.decision);
    return JSON.parse(JSON.stringify(record)) as never;
  },
});
