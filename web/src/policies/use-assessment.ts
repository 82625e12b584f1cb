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

/** A document never changes, so a number stands for it where half a megabyte would be compared. */
const numbers = new WeakMap<PolicyDocument, number>();
let last = 0;

function numberOf(document: PolicyDocument): number {
  const known = numbers.get(document) ?? (last += 1);
  numbers.set(document, known);
  return known;
}

const NOTHING: Assessment = { lint: [], tests: null };

export function useAssessment(document: PolicyDocument): Assessed {
  const [settled] = useDebouncedValue(document, PAUSE_MS);
  const { data, error, isFetching } = useQuery({
    queryKey: [...POLICIES_KEY, 'assessment', numberOf(settled)],
    queryFn: ({ signal }) => assessDocument(settled, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return { ...(data ?? NOTHING), error, isBehind: settled !== document || isFetching || data === undefined };
}
