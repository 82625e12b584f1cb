/** Owns how a draft of a policy is answered. */
import { z } from '@hono/zod-openapi';
import { DRAFT_STATUSES, DRAFT_STEPS } from '../../domain/policy-draft';
import type { PolicyDraft, PolicyDraftHead } from '../../contracts/policy-draft';
import type { PolicyChange } from '../../rules/diff';
import { LINT_CODES } from '../../rules/lint/finding';
import type { DraftAssessment } from '../../usecases/assess-draft';
import { policyText } from '../params';

export const draftText = z
  .string()
  .regex(/^drf_[0-9a-f]{32}$/, { message: 'must be the id of a draft — take it from an answer' })
  .describe('The id of the draft.');
export const policyParams = z.strictObject({ policy: policyText.describe('The id of the policy, such as default.') });
export const draftParams = policyParams.extend({ draft: draftText });

const mark = z.object({
  by: z.string().describe('The subject who did it.'),
  at: z.string().describe('When, UTC.'),
});
const revision = z.number().describe('Counts what was written; steps leave it as it is.');

export const draftHeadView = z
  .object({
    draft: z.string().describe('The id of the draft.'),
    policy: z.string().describe('The id of the policy.'),
    name: z.string().nullable().describe('What its authors call it; null for nothing.'),
    basedOn: z.number().describe('The version that publishing it is to follow; 0 for a new policy.'),
    revision,
    hash: z.string().describe('Of the document as it stands.'),
    status: z.enum(DRAFT_STATUSES).describe('Where it stands; whoever saves it brings it back to editing.'),
    editors: z.array(z.string()).describe('The subjects who have written it: none of them may approve it.'),
    createdBy: z.string().describe('The subject who began it.'),
    createdAt: z.string().describe('When it was begun, UTC.'),
    saved: mark.describe('The last write of the document.'),
    submitted: mark.nullable().describe('Who has sent it to be approved; null where nobody has since the last write.'),
    approved: mark
      .extend({ revision, hash: z.string().describe('Of the document that was approved.') })
      .nullable()
      .describe('The second person; null where nobody has approved it since the last write.'),
    published: mark
      .extend({ version: z.number().describe('The version it became.') })
      .nullable()
      .describe('Its publication; null where there was none.'),
    discarded: mark.nullable().describe('Who has discarded it; null for nobody.'),
    updatedAt: z.string().describe('The last change of any kind, UTC.'),
  })
  .openapi('PolicyDraftHead');

const stepView = mark.extend({
  step: z.enum(['create', ...DRAFT_STEPS]).describe('What was done.'),
  revision,
  note: z.string().nullable().describe('The reason of a return; null for none.'),
});

export const draftView = draftHeadView
  .extend({
    history: z.array(stepView).describe('The last 100 steps, oldest first.'),
    document: z.unknown().describe('The policy as it was typed; it may still have findings.'),
  })
  .openapi('PolicyDraft');

/** As a list shows it. */
export function showDraftHead(draft: PolicyDraftHead): z.input<typeof draftHeadView> {
  const { history: _history, ...head } = draft;
  return { ...head, editors: [...head.editors] };
}

/** Whole. */
export function showDraft({ document, history, ...head }: PolicyDraft): z.input<typeof draftView> {
  return { ...head, editors: [...head.editors], history: [...history], document };
}

const findingView = z.looseObject({
  severity: z
    .enum(['error', 'warning'])
    .describe('An error keeps it from being submitted; a warning is for its authors.'),
  code: z.enum(LINT_CODES).describe('Which finding it is; a code is for ever.'),
  at: z.string().describe('Where, as a JSON pointer into the document.'),
  message: z.string().describe('What is wrong.'),
  fix: z.string().describe('What to do.'),
  text: z.string().describe('In Portuguese: what is wrong and what to do.'),
});

/** What is said of a draft beside what stands in it. */
export const assessmentView = z.object({
  lint: z.array(findingView).describe('All that is wrong or doubtful, 200 findings at most.'),
  tests: z
    .looseObject({
      passed: z.number().describe('How many of its own tests pass.'),
      failed: z.number().describe('How many do not.'),
    })
    .nullable()
    .describe('What its own tests come to, and which rules they leave unseen; null for what is no policy yet.'),
});

export const assessedDraftView = draftView
  .extend(assessmentView.shape)
  .extend({
    hasShadow: z.boolean().describe('Whether it runs beside the live policy, or was the last to, for this caller.'),
  })
  .openapi('AssessedPolicyDraft');

/** Lint and tests, as they are told. */
export function showAssessment({ lint, tests }: DraftAssessment): z.input<typeof assessmentView> {
  return { lint: lint.map((finding) => ({ ...finding })), tests: tests && { ...tests } };
}

export const policyChangeView = z
  .object({
    kind: z.enum(['added', 'removed', 'changed']).describe('What happened to it.'),
    at: z.string().describe('A JSON pointer into the later document; into the earlier one for what was removed.'),
    before: z.unknown().optional().describe('What it was; left out for what was added.'),
    after: z.unknown().optional().describe('What it is; left out for what was removed.'),
    text: z.string().describe('The same in a Portuguese sentence.'),
  })
  .openapi('PolicyChange');

/** One difference. */
export function showChange(change: PolicyChange): z.input<typeof policyChangeView> {
  return { ...change };
}
