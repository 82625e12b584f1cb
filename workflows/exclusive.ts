/** Owns taking turns inside one workflow: handlers that await must not see each other's half-made changes. */
import { condition } from '@temporalio/workflow';

/** Runs one piece of work at a time, in the order they were asked for. */
export function takingTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let lastTicket = 0;
  let served = 0;
  return async (work) => {
    const ticket = lastTicket;
    lastTicket += 1;
    if (ticket !== served) await condition(() => ticket === served);
    try {
      return await work();
    } finally {
      served += 1;
    }
  };
}
