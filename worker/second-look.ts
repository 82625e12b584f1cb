/** Owns the second look at groups that had no open order when their news came: one may have been under way. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../platform/logger';

export interface SecondLookInputs {
  /** Which of these groups have open orders. */
  readonly openGroups: (groupKeys: readonly string[]) => Promise<readonly string[]>;
  readonly tell: (groupKey: string) => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
  readonly afterMs?: number;
}

export interface SecondLook {
  note(groupKeys: readonly string[]): void;
  /** Answers when a look under way is over. What was noted is forgotten: an order judged by now is stored. */
  stop(): Promise<void>;
}

/** Above what an attempt to judge an order may take, after which it is begun anew, on what is known then. */
const AFTER_MS = 15_000;
const ROUNDS = 3;
/** A night's file may touch so many groups; of more, those that came first are looked at. */
const MOST = 200_000;
const CHUNK = 500;

/** Looks at each noted group once, so long after it was noted, or up to a third later. */
export function startSecondLook(inputs: SecondLookInputs): SecondLook {
  const { afterMs = AFTER_MS } = inputs;
  const stopping = new AbortController();
  const noted: { readonly dueAt: number; readonly groupKeys: readonly string[] }[] = [];
  let count = 0;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await wait(afterMs / ROUNDS, undefined, { signal: stopping.signal }).catch(() => undefined);
      while (noted[0] !== undefined && noted[0].dueAt <= Date.now() && !stopping.signal.aborted) {
        const { groupKeys } = noted[0];
        noted.shift();
        count -= groupKeys.length;
        await lookAt(inputs, groupKeys);
      }
    }
  };
  const finished = run();
  return {
    note: (groupKeys) => {
      if (groupKeys.length === 0 || count > MOST) return;
      count += groupKeys.length;
      noted.push({ dueAt: Date.now() + afterMs, groupKeys });
    },
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function lookAt({ openGroups, tell, log }: SecondLookInputs, groupKeys: readonly string[]): Promise<void> {
  for (let from = 0; from < groupKeys.length; from += CHUNK) {
    try {
      for (const groupKey of await openGroups(groupKeys.slice(from, from + CHUNK))) await tell(groupKey);
    } catch (error) {
      log.warn({ err: error }, 'groups could not be looked at a second time; their next change is told as always');
    }
  }
}
