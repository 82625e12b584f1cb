/** Owns the asking for a test of a stored decision: the draft is saved with it, one revision on. */
import { useMutation } from '@tanstack/react-query';
import { call, path } from '../../data/call';
import { usePoliciesChanged, type DraftPlace } from '../use-policies';

export interface DecisionTestWish extends DraftPlace {
  readonly revision: number;
  readonly decision: string;
  readonly id: string;
  readonly name: string;
}

export interface AddedTest {
  /** Facts that the decision knew and the test leaves out. */
  readonly leftOut: readonly string[];
  readonly asDecided: boolean;
}

export function useDecisionTest() {
  const changed = usePoliciesChanged();
  return useMutation({
    mutationFn: ({ policy, draft, ...body }: DecisionTestWish) =>
      call<AddedTest>('POST', path`/policies/${policy}/drafts/${draft}/tests`, body),
    onSettled: changed,
  });
}
