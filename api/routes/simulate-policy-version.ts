/** Owns `POST /policies/{policy}/versions/{version}/simulate`: a published policy, on a customer, a decision or facts typed in. */
import { route } from '../route';
import {
  simulateCandidate,
  SIMULATION_ERRORS,
  SIMULATION_NOTE,
  simulationAnswer,
  simulationBody,
} from '../simulate-candidate';
import { versionParams } from './get-policy-version';

export const simulatePolicyVersion = route({
  method: 'post',
  path: '/policies/{policy}/versions/{version}/simulate',
  summary:
    'Try a published version on a customer, on what a decision was made of, or on facts typed in, without any effect',
  permission: 'policies:read',
  permissionNote: SIMULATION_NOTE,
  params: versionParams,
  body: simulationBody,
  answer: simulationAnswer,
  errors: ['PolicyNotFound', ...SIMULATION_ERRORS],
  handle: ({ params, body, principal }, deps) => simulateCandidate(deps, principal, params, body),
});
