/** Owns the processes of one installation together: each kept running, all written down, stopped in order. */
import type { Running } from '../servers/server-process';
import type { Say } from '../servers/say';
import { forgetProcesses, recordProcesses } from './leftovers';
import { type Supervised, supervise } from './supervise';

/** The parts in the order they are stopped: who uses another goes before it. */
export const PARTS = ['API', 'worker', 'Temporal', 'MongoDB'] as const;
export type Part = (typeof PARTS)[number];

export interface Installation {
  /** Starts a part, keeps it running, and answers what its first start gave. */
  keep<T extends Running>(part: Part, start: () => Promise<T>): Promise<T>;
  /** Stops all parts in order, and forgets them. */
  stop(): Promise<void>;
}

/** `pidsFile` says what runs; `onGivenUp` is called when a part keeps dying. */
export function createInstallation(pidsFile: string, say: Say, onGivenUp: (reason: string) => void): Installation {
  const running = new Map<Part, Supervised>();
  let recorded = Promise.resolve();
  const record = (): Promise<void> => {
    const write = async (): Promise<void> => {
      const pids = [...running].map(([title, supervised]) => ({ title, pid: supervised.pid() }));
      await recordProcesses(
        pidsFile,
        pids.flatMap(({ title, pid }) => (pid === null ? [] : [{ title, pid }])),
      );
    };
    recorded = recorded.then(write).catch((error: Error) => say(`${pidsFile} can't be written: ${error.message}`));
    return recorded;
  };
  return {
    keep: async (part, start) => {
      const first = await start();
      running.set(part, supervise({ title: part, first, start, say, onRestarted: () => void record(), onGivenUp }));
      await record();
      return first;
    },
    stop: async () => {
      for (const part of PARTS) {
        if (running.has(part)) say(`stopping ${part}`);
        await running.get(part)?.stop();
      }
      await recorded;
      if (running.size > 0) await forgetProcesses(pidsFile);
    },
  };
}
