/** Owns `GET /decisions/{decision}`: the whole record, with every fact, its age and each condition's actual value. */
import { z } from '@hono/zod-openapi';
import { orderStateSchema } from '../../contracts/order';
import { viewReason } from '../../contracts/report-view';
import { showDecision } from '../../usecases/shown-findings';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';

const named = { decision: z.string(), branch: z.string(), at: z.string() };

export const getDecision = route({
  method: 'get',
  path: '/decisions/{decision}',
  summary: 'Read a decision with its facts and evidence',
  permission: 'decisions:read',
  permissionNote: '`reports:read` for what bureaus said, which is withheld otherwise, and noted as a view',
  params: z.strictObject({ decision: decisionText }),
  query: z.strictObject({ reason: viewReason.optional() }),
  answer: z
    .union([
      z.looseObject({ kind: z.literal('order'), ...named, order: z.string(), state: orderStateSchema }),
      z.looseObject({ kind: z.literal('sale'), ...named, sale: z.string(), allowed: z.boolean() }),
    ])
    .openapi('Decision'),
  errors: ['DecisionNotFound'],
  handle: async ({ params, query, principal }, deps) => {
    const record = await visibleDecision(deps, principal, params.decision);
    const shown = await showDecision({ ...deps.stores, now: deps.now }, principal, record, query.reason ?? null);
    return JSON.parse(JSON.stringify(shown)) as never;
  },
});
