/** Owns that an answer which is sent as it is made holds nothing for somebody who takes none of it any more. */
import type { AnyContext } from './context';

/** Four beats of a stream of events; a line that is dead for so long is dialled anew. */
const STALLED_AFTER_MS = 60_000;

/** As the server hands it down with each request; requests without a port have none. */
interface NodeBindings {
  readonly outgoing?: { setTimeout(ms: number): unknown };
}

/** The connection is cut off when nothing has gone either way for so long, which ends the making of the answer too. */
export function letGoOfStalled(c: AnyContext, afterMs = STALLED_AFTER_MS): void {
  (c.env as NodeBindings | undefined)?.outgoing?.setTimeout(afterMs);
}
