/** Owns how a finding of lint is answered. */
import { z } from '@hono/zod-openapi';
import { LINT_CODES } from '../../rules/lint/finding';

export const lintFindingView = z
  .object({
    severity: z
      .enum(['error', 'warning'])
      .describe('An error keeps a policy from being submitted and published; a warning is for its author to judge.'),
    code: z.enum(LINT_CODES).describe('What kind of finding it is; it never changes its meaning.'),
    at: z.string().describe('Where, as a JSON pointer into the policy; empty for the whole of it.'),
    message: z.string().describe('What is wrong, in English.'),
    fix: z.string().describe('What to do about it, in English.'),
    text: z.string().describe('Both in Portuguese, for a screen.'),
  })
  .openapi('LintFinding');
