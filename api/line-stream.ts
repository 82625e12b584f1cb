/** Owns an answer of lines that is sent as it is made: as fast as it is taken, a little of it in memory at once. */

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * NDJSON. What fails in the middle can't be told by a status any more: it is told to `failed`, and the answer is broken
 * off, so that nobody takes a part for the whole. Who stops listening stops the making.
 */
export function lineStream(
  lines: AsyncIterable<unknown>,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { text, isOver } = await nextChunk(iterator);
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

async function nextChunk(iterator: AsyncIterator<unknown>): Promise<{ text: string; isOver: boolean }> {
  let text = '';
  while (text.length < CHUNK_CHARACTERS) {
    const next = await iterator.next();
    if (next.done === true) return { text, isOver: true };
    text += `${JSON.stringify(next.value)}\n`;
  }
  return { text, isOver: false };
}
