/** Owns how the tests of a policy are answered. */
import { z } from '@hono/zod-openapi';
import { Outcome } from '../../domain/outcome';
import type { PolicyTestReport } from '../../rules/policy-tests';

const decided = z.object({
  outcome: z.enum(Outcome).describe('What it comes to.'),
  restrictions: z.array(z.string()).describe('The checks that fire or can not be verified.'),
});
const place = z.string().describe('Where it stands, as a JSON pointer into the policy.');

const testResultView = z.object({
  id: z.string().describe('The id of the test.'),
  name: z.string().describe('What it shows.'),
  at: place,
  passed: z.boolean().describe('Whether outcome and restrictions are the expected ones.'),
  expected: decided.describe('As the test says.'),
  actual: decided.describe('As the policy decides.'),
  missing: z.array(z.string()).describe('Checks that were expected and left no restriction.'),
  unexpected: z.array(z.string()).describe('Checks that left a restriction nobody expected.'),
  text: z.string().nullable().describe('In Portuguese, what differs; null for a test that passed.'),
});

const coverageView = z.object({
  rules: z
    .array(
      z.object({
        check: z.string().describe('The id of the check.'),
        rule: z.string().describe('The id of the rule.'),
        at: place,
        fired: z.number().describe('In how many tests it fired.'),
        notFired: z.number().describe('In how many tests it surely did not.'),
        unknown: z.number().describe('In how many tests facts were missing to tell.'),
      }),
    )
    .describe('Every rule, in the order of the policy.'),
  checksNeverHit: z.array(z.string()).describe('Checks that no test makes fire.'),
  shown: z.number().describe('Of both results of every rule, how many some test shows.'),
  possible: z.number().describe('Twice the number of rules.'),
});

export const policyTestsView = z
  .object({
    passed: z.number().describe('How many tests passed.'),
    failed: z.number().describe('How many did not.'),
    tests: z.array(testResultView).describe('Every test, in the order of the policy.'),
    coverage: coverageView.describe('What of the policy the tests reach.'),
  })
  .openapi('PolicyTestReport');

/** As it goes over the wire. */
export function showPolicyTests(report: PolicyTestReport): z.input<typeof policyTestsView> {
  return JSON.parse(JSON.stringify(report)) as z.input<typeof policyTestsView>;
}
