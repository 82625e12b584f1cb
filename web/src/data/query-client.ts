/** Owns how answers are kept and asked for again: refusals are final, silence is asked again twice. */
import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';

const FRESH_MS = 15_000;
const MOST_RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MOST_RETRIES && isPassing(error),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      mutations: { retry: false },
    },
  });
}

/** True for what may be gone in a moment: no answer, or a server that is not ready. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 503);
}
