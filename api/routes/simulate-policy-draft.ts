/** Owns `POST /policies/{policy}/drafts/{draft}/simulate`: a draft of a policy, on a customer, a decision or facts typed in. */
import { route } from '../route';
import {
  simulateCandidate,
  SIMULATION_ERRORS,
  SIMULATION_NOTE,
  simulationAnswer,
  simulationBody,
} from '../simulate-candidate';
import { draftParams } from '../views/policy-draft-view';

export const simulatePolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/simulate',
  summary: 'Try a draft on a customer, on what a decision was made of, or on facts typed in, without any effect',
  permission: 'policies:read',
  permissionNote: SIMULATION_NOTE,
  params: draftParams,
  body: simulationBody,
  answer: simulationAnswer,
  errors: ['PolicyDraftNotFound', ...SIMULATION_ERRORS],
  handle: ({ params, body, principal }, deps) => simulateCandidate(deps, principal, params, body),
});
