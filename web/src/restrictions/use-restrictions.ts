/** Owns how restrictions are opened from a policy's version or draft, and kept as one: what policies are asked for stands beside them. */
import type { Policy } from '../../../contracts/policy';
import {
  useBeginDraft,
  useDraft,
  useDraftStep,
  useSaveDraft,
  useVersion,
  type AssessedDraft,
  type DraftHead as PolicyDraftHead,
  type LintFinding,
  type PolicyDocument,
} from '../policies/use-policies';
import { isEditable } from './policy-edit';

/** What lint says, and what was done to it, are there once it was read or saved. */
export type DraftHead = PolicyDraftHead & { readonly lint?: readonly LintFinding[] } & Partial<
    Pick<AssessedDraft, 'history'>
  >;
export type DraftStepName = 'save' | 'submit' | 'approve' | 'publish' | 'return' | 'discard';
/** The id of a draft, or `null` for the version in force. */
export type Source = string | null;

/** `document` is `null` where what was typed can't be shown as a matrix. */
export interface Opened {
  readonly head: DraftHead | null;
  readonly document: Policy | null;
}

export function useOpened(policy: string, latest: number, source: Source) {
  const version = useVersion(policy, source === null ? latest : null);
  const draft = useDraft(source === null ? null : { policy, draft: source });
  const { data, error, refetch } = source === null ? version : draft;
  const opened: Opened | undefined = data && {
    head: draft.data ?? null,
    document: isEditable(data.document) ? data.document : null,
  };
  return { opened, error, refetch };
}

export function useDraftSteps(policy: string) {
  const begin = useBeginDraft().mutateAsync;
  const save = useSaveDraft().mutateAsync;
  const step = useDraftStep().mutateAsync;
  return {
    save: (head: DraftHead | null, typed: Policy, name: string): Promise<DraftHead> => {
      const document: PolicyDocument = typed;
      return head === null
        ? begin({ policy, document, name })
        : save({ policy, draft: head.draft, revision: head.revision, document });
    },
    /** Answers how the draft stands, `null` once it is published. */
    step: async (
      name: Exclude<DraftStepName, 'save'>,
      { draft, revision }: DraftHead,
      reason: string,
    ): Promise<DraftHead | null> => {
      const answer = await step({ policy, draft, revision, step: name, reason });
      return 'status' in answer ? answer : null;
    },
  };
}
