/** Owns the answer to whoever opens or writes a draft: the draft, and what lint and its tests say of it. */
import type { z } from 'zod';
import type { PolicyDraft } from '../contracts/policy-draft';
import { assessDraft } from '../usecases/assess-draft';
import type { ApiDeps } from './deps';
import { showAssessment, showDraft, type assessedDraftView } from './views/policy-draft-view';

/** Both are found anew each time: what lint knows may have grown since the draft was saved. */
export async function answerDraft(
  { stores }: Pick<ApiDeps, 'stores'>,
  draft: PolicyDraft,
): Promise<z.input<typeof assessedDraftView>> {
  return { ...showDraft(draft), ...showAssessment(await assessDraft(stores, draft)) };
}
