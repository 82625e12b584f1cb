/** Owns `GET /decisions/{decision}`: the whole record, with every fact, its age and each condition's actual value. */
import { z } from '@hono/zod-openapi';
import { orderStateSchema } from '../../contracts/order';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { findDecision } from '../find-order';
import { decisionText } from '../params';
import { route } from '../route';

export const getDecision = route({
  method: 'get',
  path: '/decisions/{decision}',
  summary: 'Read a decision with its facts and evidence',
  permission: 'decisions:read',
  params: z.strictObject({ decision: decisionText }),
  answer: z
    .looseObject({
      decision: z.string(),
      branch: z.string(),
      order: z.string(),
      state: orderStateSchema,
      at: z.string(),
    })
    .openapi('Decision'),
  errors: ['DecisionNotFound'],
  handle: async ({ params, principal }, deps) => {
    const record = await findDecision(deps, params.decision);
    if (!sees(principal, record.branch)) throw new CrivoError('DecisionNotFound');
    return JSON.parse(JSON.stringify(record)) as never;
  },
});
