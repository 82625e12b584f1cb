/** Owns how answers are kept and asked for again: refusals are final, silence is asked again twice. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';
import { SESSION_KEY, type Session } from './session';

const FRESH_MS = 15_000;
const MOST_RETRIES = 2;

export function createQueryClient(): QueryClient {
  // Whoever is told that nobody is signed in asks who is there.
  const onError = (error: unknown) => {
    if (!(error instanceof ApiProblem && error.status === 401)) return;
    if (client.getQueryData<Session | null>(SESSION_KEY)?.hasEnded !== false) return;
    void client.invalidateQueries({ queryKey: SESSION_KEY });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MOST_RETRIES && isPassing(error),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      mutations: { retry: false },
    },
  });
  return client;
}

/** True for what may be gone in a moment: no answer, or a server that is not ready. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 503);
}
