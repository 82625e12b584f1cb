/** Owns what is asked of the API for the own second factor, and which field a refusal is of. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { newSecondFactorView, recoveryCodesView, secondFactorView } from '../../../api/views/second-factor-view';
import { call } from '../data/call';
import { ApiProblem } from '../data/problem';

export type FactorState = z.output<typeof secondFactorView>;
export type NewFactor = z.output<typeof newSecondFactorView>;
export type RecoveryCodes = z.output<typeof recoveryCodesView>;

export const FACTOR = '/session/second-factor';
const KEY = ['second-factor'] as const;

export function useFactor() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<FactorState>('GET', FACTOR, undefined, { signal }),
  });
}

export function useRereadFactor(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: KEY });
}

/** Password or code, where the API says that it is another one. */
export function isWrong(error: unknown, field: 'password' | 'code'): boolean {
  return error instanceof ApiProblem && error.details.findings.some(({ at }) => at === field);
}

/** What no field says by itself. */
export function otherError(error: Error | null): Error | null {
  return error !== null && !isWrong(error, 'password') && !isWrong(error, 'code') ? error : null;
}
