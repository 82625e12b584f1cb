/** Owns an answer of server-sent events: each leaves at once, a listener that has gone ends it. */
import type { SentEvent } from '../views/event-view';

/** The type of such an answer. */
export const EVENT_STREAM = 'text/event-stream';

/** `null` is a beat: a comment, by which both sides know that the other is still there. */
export type Beat = null;

/** A browser that lost its connection waits so long before it comes again. */
const RETRY_MS = 3_000;

/**
 * Written one by one, unlike lines, of which many fill a chunk first. What fails is told to `failed` and breaks the answer
 * off; a browser comes again by itself.
 */
export function eventStream(
  events: AsyncIterable<SentEvent | Beat>,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`)),
    pull: async (controller) => {
      try {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(textOf(next.value)));
      } catch (error) {
        failed(error);
        controller.error(error);
      }
    },
    cancel: async () => void (await iterator.return?.()),
  });
}

/** JSON has no line break of its own, so that one line carries all of it. */
function textOf(sent: SentEvent | Beat): string {
  if (sent === null) return ': still here\n\n';
  const { event, ...data } = sent.told;
  const id = sent.id === undefined ? '' : `id: ${sent.id}\n`;
  return `event: ${event}\n${id}data: ${JSON.stringify(data)}\n\n`;
}
