/** Owns the second look at groups that had no open order when their news came: one may have been under way. */
import type { Logger } from '../platform/logger';
import { repeating, type Repeating } from './repeating';

export interface SecondLookInputs {
  /** Which of these groups have open orders. */
  readonly openGroups: (groupKeys: readonly string[]) => Promise<readonly string[]>;
  readonly tell: (groupKey: string) => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
  readonly afterMs?: number;
}

/** What was noted is forgotten when it is stopped. */
export interface SecondLook extends Repeating {
  note(groupKeys: readonly string[]): void;
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
  const noted: { readonly dueAt: number; readonly groupKeys: readonly string[] }[] = [];
  let count = 0;
  const looking = repeating(async (isStopping) => {
    while (noted[0] !== undefined && noted[0].dueAt <= Date.now() && !isStopping()) {
      const { groupKeys } = noted[0];
      noted.shift();
      count -= groupKeys.length;
      await lookAt(inputs, groupKeys);
    }
    return afterMs / ROUNDS;
  });
  return {
    note: (groupKeys) => {
      if (groupKeys.length === 0 || count > MOST) return;
      count += groupKeys.length;
      noted.push({ dueAt: Date.now() + afterMs, groupKeys });
    },
    stop: () => looking.stop(),
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
