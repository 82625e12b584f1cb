/** Owns keeping a process running: one that dies is said to have died and started again, up to a bound. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from '../servers/server-process';
import type { Say } from '../servers/say';

export interface Supervised {
  /** `null` while it is being started again. */
  pid(): number | null;
  /** Ends the process for good. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly title: string;
  /** It runs already. */
  readonly first: Running;
  /** Starts it again and resolves when it is ready. */
  readonly start: () => Promise<Running>;
  readonly say: Say;
  readonly onRestarted: () => void;
  /** It died too often in a row; the reason is for a person. It isn't started again. */
  readonly onGivenUp: (reason: string) => void;
  /** The pause before the first restart; each death in a row doubles it. */
  readonly firstPauseMs?: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const DEATHS_IN_A_ROW = 8;
/** Who has lived so long has proved itself: its next death is the first again. */
const PROVEN_AFTER_MS = 30_000;

/** Watches a running process from now on, and starts it again when it dies. */
export function supervise(options: SuperviseOptions): Supervised {
  const stopping = new AbortController();
  let running: Running | null = options.first;
  let deaths = 0;

  const restart = async (how: string): Promise<void> => {
    const pause = Math.min((options.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** (deaths - 1), LONGEST_PAUSE_MS);
    options.say(`${options.title}: ${how}; starting it again in ${pause / 1000} s`);
    await wait(pause, undefined, { signal: stopping.signal });
    running = await options.start();
    options.say(`${options.title}: runs again${running.pid === null ? '' : ` (pid ${running.pid})`}`);
    options.onRestarted();
  };

  const watch = async (): Promise<void> => {
    let bornAt = Date.now();
    let how = await options.first.ended;
    while (!stopping.signal.aborted) {
      running = null;
      deaths = Date.now() - bornAt > PROVEN_AFTER_MS ? 1 : deaths + 1;
      if (deaths > DEATHS_IN_A_ROW) {
        options.onGivenUp(`${options.title} died ${deaths} times in a row, the last: ${how}`);
        return;
      }
      bornAt = Date.now();
      how = await restart(how).then(
        () => running?.ended ?? 'gone',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    }
  };

  const watching = watch();
  return {
    pid: () => running?.pid ?? null,
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await watching;
      await running?.stop();
    },
  };
}
