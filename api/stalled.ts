/** Owns that nothing is held for who takes none of an answer any more, or says no more of a body. */
import type { AnyContext } from './context';

/** Four beats of a stream of events; a line that is dead for so long is dialled anew. */
const STALLED_AFTER_MS = 60_000;

/** As the server hands it down with each request; requests without a port have none. */
interface NodeBindings {
  readonly outgoing?: { setTimeout(ms: number): unknown };
}

/** The connection is cut off when nothing goes either way for so long, which ends whatever is made or read; 0: never. */
export function letGoOfStalled(c: AnyContext, afterMs = STALLED_AFTER_MS): void {
  (c.env as NodeBindings | undefined)?.outgoing?.setTimeout(afterMs);
}
