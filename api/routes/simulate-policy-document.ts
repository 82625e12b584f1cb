/** Owns `POST /policies/simulate`: a policy that stands in a file of its author, on a customer, a decision or facts typed in. */
import { z } from '@hono/zod-openapi';
import { route } from '../route';
import {
  simulateCandidate,
  SIMULATION_ERRORS,
  SIMULATION_NOTE,
  simulationAnswer,
  simulationBody,
} from '../simulate-candidate';

export const simulatePolicyDocument = route({
  method: 'post',
  path: '/policies/simulate',
  summary: 'Try a policy that is kept nowhere here on a customer, a decision or facts typed in, without any effect',
  permission: 'policies:read',
  permissionNote: SIMULATION_NOTE,
  body: simulationBody
    .extend({ policy: z.record(z.string(), z.unknown()).describe('The whole policy.') })
    .openapi('PolicyDocumentSimulateRequest'),
  answer: simulationAnswer,
  errors: SIMULATION_ERRORS,
  handle: ({ body: { policy, ...body }, principal }, deps) =>
    simulateCandidate(deps, principal, { document: policy }, body),
});
