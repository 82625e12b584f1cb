/** Owns the answer to whoever opens or writes a draft: the draft, and what lint and its tests say of it. */
import type { z } from 'zod';
import type { PolicyDraft } from '../contracts/policy-draft';
import type { Principal } from '../domain/permissions';
import { assessDraft } from '../usecases/assess-draft';
import { isShadowed } from '../usecases/policy-shadows';
import type { ApiDeps } from './deps';
import { showAssessment, showDraft, type assessedDraftView } from './views/policy-draft-view';

/** Both are found anew each time: what lint knows may have grown since the draft was saved. */
export async function answerDraft(
  { stores }: Pick<ApiDeps, 'stores'>,
  principal: Principal,
  draft: PolicyDraft,
): Promise<z.input<typeof assessedDraftView>> {
  const [assessed, hasShadow] = await Promise.all([assessDraft(stores, draft), isShadowed(stores, principal, draft)]);
  return { ...showDraft(draft), ...showAssessment(assessed), hasShadow };
}
