/** Owns `POST /policies/lint`: what is wrong or doubtful in a policy that stands in a file of its author, and its tests. */
import { z } from '@hono/zod-openapi';
import { parsePolicy } from '../../contracts/policy';
import { lintPolicy } from '../../rules/lint';
import { runPolicyTests } from '../../rules/policy-tests';
import { knownPlaces } from '../../usecases/assess-draft';
import { route } from '../route';
import { policyTestsView, showPolicyTests } from '../views/policy-tests-view';

const findingView = z.object({
  severity: z.enum(['error', 'warning']).describe('An error keeps it from being published; a warning is to be judged.'),
  code: z.string().describe('What kind of finding it is.'),
  at: z.string().describe('Where, as a JSON pointer into the policy.'),
  message: z.string().describe('What is wrong.'),
  fix: z.string().describe('What to do.'),
  text: z.string().describe('In Portuguese: what is wrong, and what to do.'),
});

export const lintPolicyDocument = route({
  method: 'post',
  path: '/policies/lint',
  summary: 'Look for what is wrong or doubtful in a policy that is kept nowhere here, and run its tests',
  permission: 'policies:read',
  body: z
    .strictObject({
      policy: z.record(z.string(), z.unknown()).describe('The whole policy, whatever is wrong with it.'),
    })
    .openapi('PolicyLintRequest'),
  answer: z
    .object({
      lint: z.array(findingView).describe('Errors before warnings where there are many; 200 at most.'),
      tests: policyTestsView.nullable().describe('Its own tests; `null` for what is no policy yet.'),
    })
    .openapi('PolicyLint'),
  errors: [],
  handle: async ({ body: { policy } }, { stores }) => {
    const parsed = parsePolicy(policy);
    const tests = parsed.ok ? showPolicyTests(await runPolicyTests(parsed.policy)) : null;
    return { lint: [...lintPolicy(policy, await knownPlaces(stores))], tests };
  },
});
