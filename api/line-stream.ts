/** Owns an answer of lines that is sent as it is made: as fast as it is taken, a little of it in memory at once. */

const CHUNK_CHARACTERS = 64 * 1024;

/** How lines are written. */
export interface LineForm {
  /** Before the first. */
  readonly head: string;
  /** One, with its end. */
  readonly write: (line: unknown) => string;
}

const NDJSON_FORM: LineForm = { head: '', write: (line) => `${JSON.stringify(line)}\n` };

/**
 * NDJSON, unless told how a line is written. What fails in the middle can't be told by a status any more: it is told to `failed`, and the answer is broken
 * off, so that nobody takes a part for the whole. Who stops listening stops the making.
 */
export function lineStream(
  lines: AsyncIterable<unknown>,
  failed: (error: unknown) => void,
  { head, write }: LineForm = NDJSON_FORM,
): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let begun = head;
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { text: more, isOver } = await nextChunk(iterator, write);
        const text = begun + more;
        begun = '';
        if (text !== '') controller.enqueue(encoder.encode(text));
        if (isOver) controller.close();
      } catch (error) {
        failed(error);
        controller.error(error);
      }
    },
    cancel: async () => void (await iterator.return?.()),
  });
}

async function nextChunk(
  iterator: AsyncIterator<unknown>,
  write: LineForm['write'],
): Promise<{ text: string; isOver: boolean }> {
  let text = '';
  while (text.length < CHUNK_CHARACTERS) {
    const next = await iterator.next();
    if (next.done === true) return { text, isOver: true };
    text += write(next.value);
  }
  return { text, isOver: false };
}
