/** Owns lint and tests of what is being typed: asked a moment after the last key, the latest answer shown. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { assessDocument, POLICIES_KEY, type Assessment, type PolicyDocument } from './use-policies';

const PAUSE_MS = 400;

export interface Assessed extends Assessment {
  /** True while what is shown is of something typed before. */
  readonly isBehind: boolean;
  readonly error: unknown;
}

const NOTHING: Assessment = { lint: [], tests: null };

export function useAssessment(document: PolicyDocument): Assessed {
  const [settled] = useDebouncedValue(document, PAUSE_MS);
  const { data, error, isFetching } = useQuery({
    queryKey: [...POLICIES_KEY, 'assessment', settled],
    queryFn: ({ signal }) => assessDocument(settled, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return { ...(data ?? NOTHING), error, isBehind: settled !== document || isFetching || data === undefined };
}
