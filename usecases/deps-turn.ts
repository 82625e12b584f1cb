/** Owns how fast Deps is asked: by all our processes and branches together no faster than an account may be. */
import type { DepsTurnStore } from '../adapters/mongo/deps-turn-store';
import type { DepsAccount } from '../contracts/deps-account';

export interface DepsTurnDeps {
  readonly depsTurns: DepsTurnStore;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Resolves when the next request may be made. False, at once and without taking a turn, where that would be in more than
 * `mostWaitMs`; `null` waits as long as it takes. A login that a request makes necessary is not counted.
 */
export async function depsTurn(
  { depsTurns, now, pause }: DepsTurnDeps,
  { accountKey, requestsPerMinute }: Pick<DepsAccount, 'accountKey' | 'requestsPerMinute'>,
  { mostWaitMs }: { readonly mostWaitMs: number | null },
): Promise<boolean> {
  const atMs = now().getTime();
  const turnMs = await depsTurns.take(accountKey, { atMs, everyMs: 60_000 / requestsPerMinute, mostWaitMs });
  if (turnMs === null) return false;
  if (turnMs > atMs) await pause(turnMs - atMs);
  return true;
}
